/// A place in a group of a memory log.
final class MemoryGroupMembership: GroupMembership {
    let assignments: AsyncStream<Set<Int32>>
    private let store: MemoryLogStore
    private let name: MemoryGroup.Name
    private let id: Int

    init(store: MemoryLogStore, name: MemoryGroup.Name, member: String) throws {
        // Only the newest assignment matters to a member that was busy.
        let (stream, told) = AsyncStream.makeStream(of: Set<Int32>.self, bufferingPolicy: .bufferingNewest(1))
        (assignments, self.store, self.name) = (stream, store, name)
        id = try store.change(name) { group, state in
            state.lastMember += 1
            group.add(id: state.lastMember, name: member, told: told)
            return state.lastMember
        }
    }

    func leave() async { goOut(finishing: true) }

    /// Goes out of the group without being told so.
    func die() { goOut(finishing: false) }

    private func goOut(finishing: Bool) {
        let meant = id
        // The topic was there at the join and topics are never removed, so this cannot fail.
        try? store.change(name) { group, _ in group.remove(where: { id, _ in id == meant }, finishing: finishing) }
    }
}
