/// A place in a group of a memory log.
final class MemoryGroupMembership: GroupMembership {
    let assignments: AsyncStream<Set<Int32>>
    private let store: MemoryLogStore
    private let name: MemoryGroup.Name
    private let id: Int
    private let isReachable: @Sendable () -> Bool

    /// - Parameter isReachable: whether the handle that joined reaches the log just now.
    init(store: MemoryLogStore, name: MemoryGroup.Name, member: String, isReachable: @escaping @Sendable () -> Bool) throws {
        // Only the newest assignment matters to a member that was busy.
        let (stream, told) = AsyncStream.makeStream(of: Set<Int32>.self, bufferingPolicy: .bufferingNewest(1))
        (assignments, self.store, self.name, self.isReachable) = (stream, store, name, isReachable)
        id = try store.change(name) { group, state in
            state.lastMember += 1
            group.add(id: state.lastMember, name: member, told: told)
            return state.lastMember
        }
    }

    func members() async throws -> Set<String>? {
        guard isReachable() else { throw LogError(.unavailable, "the log cannot be reached") }
        return store.state.withLock { Set($0.groups[name]?.names ?? []) }
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
