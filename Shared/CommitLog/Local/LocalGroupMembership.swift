/// A place in a group of a local log.
final class LocalGroupMembership: GroupMembership {
    let assignments: AsyncStream<Set<Int32>>
    private let keeper: GroupKeeper
    private let place: Int

    init(assignments: AsyncStream<Set<Int32>>, keeper: GroupKeeper, place: Int) {
        (self.assignments, self.keeper, self.place) = (assignments, keeper, place)
    }

    func members() async throws -> Set<String>? { try await keeper.members(of: place) }

    func leave() async { await keeper.leave(place) }
}
