import Testing

@testable import SakArkivCommand

struct RestartPolicyTests {
    @Test func `the pause doubles with every death in a row, up to a limit`() {
        var policy = RestartPolicy()
        let pauses = (1...9).map { _ in policy.died(after: .seconds(1), status: 137) }
        #expect(pauses[0] == .restart(after: .milliseconds(500)))
        #expect(pauses[1] == .restart(after: .seconds(1)))
        #expect(pauses[5] == .restart(after: .seconds(16)))
        #expect(pauses[8] == .restart(after: .seconds(30)))
    }

    @Test func `a service that was well for a while starts from the short pause again`() {
        var policy = RestartPolicy()
        for _ in 1...5 { _ = policy.died(after: .seconds(1), status: 1) }
        #expect(policy.died(after: .seconds(60), status: 1) == .restart(after: .milliseconds(500)))
    }

    @Test(arguments: [Int32(64), 65, 77, 78])
    func `a service that says it is no use is left alone`(status: Int32) {
        var policy = RestartPolicy()
        #expect(policy.died(after: .seconds(1), status: status) == .giveUp)
    }

    @Test(arguments: [Int32(0), 1, 69, 70, 75, 137, 143])
    func `any other end is worth another try`(status: Int32) {
        var policy = RestartPolicy()
        #expect(policy.died(after: .seconds(1), status: status) != .giveUp)
    }
}
