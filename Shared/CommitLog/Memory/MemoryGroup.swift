/// The members of one group of a memory log, and what each was told.
struct MemoryGroup {
    /// What identifies a group: its name and the topic it shares.
    struct Name: Hashable {
        let group: String
        let topic: String
    }

    private struct Member {
        let id: Int
        let name: String
        let told: AsyncStream<Set<Int32>>.Continuation
        var forced: Set<Int32>?
        var last: Set<Int32>?
    }

    /// Sorted by name, then by age: what all members see.
    private var members: [Member] = []

    var names: [String] { members.map(\.name) }

    mutating func add(id: Int, name: String, told: AsyncStream<Set<Int32>>.Continuation) {
        members.append(Member(id: id, name: name, told: told))
        members.sort { ($0.name, $0.id) < ($1.name, $1.id) }
    }

    /// Takes a member out; its stream is finished only if it left by itself (a dead one hears nothing).
    mutating func remove(where isMeant: (_ id: Int, _ name: String) -> Bool, finishing: Bool) {
        for member in members where finishing && isMeant(member.id, member.name) { member.told.finish() }
        members.removeAll { isMeant($0.id, $0.name) }
    }

    mutating func force(_ partitions: Set<Int32>?, on name: String) {
        for index in members.indices where members[index].name == name { members[index].forced = partitions }
    }

    /// Works out who has what and tells those for whom it changed.
    mutating func settle(partitions: Int32) {
        let shares = RangeAssignment.partitions(partitions, among: members.count)
        for (index, share) in shares.enumerated() {
            let now = members[index].forced ?? share
            guard members[index].last != now else { continue }
            members[index].last = now
            members[index].told.yield(now)
        }
    }
}
