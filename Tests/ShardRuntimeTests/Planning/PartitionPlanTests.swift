import ShardRuntime
import Testing

@Suite struct PartitionPlanTests {
    private typealias Member = PartitionPlan.Member

    private func plan(
        _ members: [PartitionPlan.Member], _ current: [Int32: String] = [:], of partitions: Int32 = 4
    ) -> [Int32: String] {
        PartitionPlan(partitions: partitions, members: members, current: current).owners
    }

    @Test func `an instance alone is to own everything, ready or not`() {
        #expect(plan([Member("a")]) == [0: "a", 1: "a", 2: "a", 3: "a"])
    }

    @Test func `without members nobody is to own anything`() {
        #expect(plan([]).isEmpty)
    }

    @Test func `an empty instance that joins gets nothing before it has caught up`() {
        let owned: [Int32: String] = [0: "a", 1: "a", 2: "a", 3: "a"]
        #expect(plan([Member("a", ready: [0, 1, 2, 3]), Member("b")], owned) == owned)
        #expect(plan([Member("a", ready: [0, 1, 2, 3]), Member("b", ready: [2])], owned) == [0: "a", 1: "a", 2: "b", 3: "a"])
        #expect(plan([Member("a", ready: [0, 1, 2, 3]), Member("b", ready: [2, 3])], owned) == [0: "a", 1: "a", 2: "b", 3: "b"])
    }

    @Test func `whoever owns keeps its share when others come and go`() {
        let all: Set<Int32> = [0, 1, 2, 3]
        let three = [Member("a", ready: all), Member("b", ready: all), Member("c", ready: all)]
        let owned: [Int32: String] = [0: "c", 1: "b", 2: "b", 3: "a"]
        #expect(plan(three, owned) == owned)
        // One goes: only what it had moves.
        #expect(plan([Member("a", ready: all), Member("b", ready: all)], owned) == [0: "a", 1: "b", 2: "b", 3: "a"])
    }

    @Test func `when an owner dies, a warm standby takes over at once although a cold one is next by share`() {
        let members = [Member("a", ready: [0, 1]), Member("b", ready: [0, 1, 2, 3]), Member("cold")]
        let owners = plan(members, [0: "a", 1: "a", 2: "dead", 3: "dead"])
        #expect(owners[2] == "b")
        #expect(owners[3] == "b")
    }

    @Test func `an instance that is leaving keeps what nobody else can take yet, and gets nothing`() {
        let owned: [Int32: String] = [0: "a", 1: "a", 2: "b", 3: "b"]
        let warm = plan([Member("a", isLeaving: true), Member("b", ready: [0, 1, 2, 3])], owned)
        #expect(warm == [0: "b", 1: "b", 2: "b", 3: "b"])
        let cold = plan([Member("a", isLeaving: true), Member("b", ready: [2, 3])], owned)
        #expect(cold == owned)
    }

    @Test func `when all are leaving everybody keeps what it has`() {
        let owned: [Int32: String] = [0: "a", 1: "b", 2: "a", 3: "b"]
        #expect(plan([Member("a", isLeaving: true), Member("b", isLeaving: true)], owned) == owned)
    }

    /// Any history of joins, deaths and catching up, from printed seeds.
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `every partition has one living owner, shares come to differ by one at most, and a plan that is followed stays`(
        seed: UInt64
    ) {
        var dice = Dice(seed: seed)
        let partitions = Int32(dice.next(upTo: 12) + 1)
        let names = (0...dice.next(upTo: 5)).map { "m\($0)" }
        let current = Dictionary(
            uniqueKeysWithValues: (0..<partitions).map { ($0, dice.next(upTo: 3) == 0 ? "dead" : names[dice.next(upTo: names.count - 1)]) })
        let members = names.map { name in
            Member(name, ready: Set((0..<partitions).filter { _ in dice.next(upTo: 1) == 0 }), isLeaving: dice.next(upTo: 5) == 0)
        }
        let owners = plan(members, current, of: partitions)
        #expect(owners.count == partitions)
        #expect(Set(owners.values).isSubset(of: Set(names)))
        for (partition, owner) in owners where owner != current[partition] {
            let isReady = members.first { $0.name == owner }?.ready.contains(partition) == true
            let lives = names.contains(current[partition] ?? "")
            let anybodyReady = members.contains { !$0.isLeaving && $0.ready.contains(partition) }
            #expect(isReady || (!lives && !anybodyReady), "seed \(seed): \(partition) moved to \(owner), which is not ready")
        }
        let everybody = names.map { Member($0, ready: Set(0..<partitions)) }
        let settled = plan(everybody, owners, of: partitions)
        let loads = names.map { name in settled.values.count { $0 == name } }
        #expect((loads.max() ?? 0) - (loads.min() ?? 0) <= 1, "seed \(seed): \(loads)")
        #expect(plan(everybody, settled, of: partitions) == settled, "seed \(seed)")
    }
}

/// A generator whose seed is all it depends on.
private struct Dice {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 0x1234_5678_9abc_def1 }
    mutating func next(upTo highest: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(highest + 1))
    }
}
