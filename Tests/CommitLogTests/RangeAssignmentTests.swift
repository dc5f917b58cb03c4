import Testing

@testable import CommitLog

@Suite struct RangeAssignmentTests {
    @Test(arguments: Int32(0)...13, 1...6)
    func `every partition has exactly one member, in ranges that differ by one at most`(_ count: Int32, _ members: Int) {
        let shares = RangeAssignment.partitions(count, among: members)
        #expect(shares.count == members)
        #expect(shares.flatMap { $0.sorted() } == Array(0..<count))
        #expect(shares.map(\.count) == shares.map(\.count).sorted(by: >))
        #expect((shares.first?.count ?? 0) - (shares.last?.count ?? 0) <= 1)
    }

    @Test func `nobody gets nothing`() {
        #expect(RangeAssignment.partitions(3, among: 0).isEmpty)
    }
}
