/// Who is to own which partition: a pure function of what every instance knows, so that all come to the same without talking.
///
/// As Kafka Streams places its tasks (KIP-441): whoever owns keeps what it has as far as the shares allow, and a partition moves only to an
/// instance whose stores have caught up; until then its owner goes on. Two that know different things for a moment may both claim; the log says
/// who won, and the plan then keeps it.
public struct PartitionPlan: Sendable, Hashable {
    /// An instance that takes part.
    public struct Member: Sendable, Hashable {
        /// Its name in the group, different for every process.
        public var name: String
        /// The partitions whose stores have caught up with the log there.
        public var ready: Set<Int32>
        /// True while it is being stopped: it keeps what it has until another has claimed, and gets nothing.
        public var isLeaving: Bool

        /// A member by what it says of itself.
        public init(_ name: String, ready: Set<Int32> = [], isLeaving: Bool = false) {
            (self.name, self.ready, self.isLeaving) = (name, ready, isLeaving)
        }
    }

    /// The member that is to own each partition now; a partition that nobody can own is missing.
    public private(set) var owners: [Int32: String] = [:]

    private let members: [String: Member]
    private let candidates: [String]
    private var load: [String: Int] = [:]

    /// The plan for partitions `0 ..< partitions`.
    ///
    /// - Parameter current: who owns each now, as far as known; owners that are not among the members are gone.
    public init(partitions: Int32, members: [Member], current: [Int32: String]) {
        self.members = Dictionary(members.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let staying = members.filter { !$0.isLeaving }
        candidates = (staying.isEmpty ? members : staying).map(\.name).sorted()
        guard !candidates.isEmpty else { return }
        let targets = targets(partitions: partitions, current)
        load = [:]
        for partition in 0..<partitions {
            let owner = owner(of: partition, wanted: targets[partition], current: current[partition])
            owners[partition] = owner
            if let owner { load[owner, default: 0] += 1 }
        }
    }

    /// Equal shares, with as few moves as that takes.
    private mutating func targets(partitions: Int32, _ current: [Int32: String]) -> [Int32: String] {
        let (share, further) = Int(partitions).quotientAndRemainder(dividingBy: candidates.count)
        var withOneMore = 0
        var targets: [Int32: String] = [:]
        for partition in 0..<partitions {
            guard let owner = current[partition], candidates.contains(owner) else { continue }
            let has = load[owner, default: 0]
            guard has < share || (has == share && withOneMore < further) else { continue }
            if has == share { withOneMore += 1 }
            load[owner] = has + 1
            targets[partition] = owner
        }
        for partition in 0..<partitions where targets[partition] == nil {
            let next = leastLoaded(candidates, preferringReadyFor: partition)
            targets[partition] = next
            if let next { load[next, default: 0] += 1 }
        }
        return targets
    }

    /// The target when it can take over; else the owner that lives; else whoever is ready; else the target, which must catch up first.
    private func owner(of partition: Int32, wanted target: String?, current: String?) -> String? {
        func isReady(_ name: String) -> Bool { members[name]?.ready.contains(partition) == true }
        if let target, isReady(target) { return target }
        let ready = candidates.filter(isReady)
        // An owner whose own stores are of another history is not ready: whoever is takes over.
        if let current, members[current] != nil, ready.isEmpty || isReady(current) || members[current]?.isLeaving == true { return current }
        return leastLoaded(ready, preferringReadyFor: partition) ?? target
    }

    private func leastLoaded(_ names: [String], preferringReadyFor partition: Int32) -> String? {
        names.min { left, right in
            let (leftLoad, rightLoad) = (load[left, default: 0], load[right, default: 0])
            if leftLoad != rightLoad { return leftLoad < rightLoad }
            let (leftReady, rightReady) = (members[left]?.ready.contains(partition), members[right]?.ready.contains(partition))
            if leftReady != rightReady { return leftReady == true }
            return left < right
        }
    }
}
