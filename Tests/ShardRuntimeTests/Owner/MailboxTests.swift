import CommitLog
import Domain
import Testing

@testable import ShardRuntime

@Suite struct MailboxTests {
    private func input() throws -> ShardInput {
        ShardInput(
            kommune: try #require(Organisasjonsnummer("970540008")), cause: Cause(), content: .command(type: "count", payload: [1, 2, 3]))
    }

    /// A caller whose answer nobody looks at.
    private func caller() async throws -> QueuedInput {
        let input = try input()
        var made: Reply?
        _ = await withCheckedContinuation { continuation in
            let reply = Reply(continuation)
            made = reply
            reply(.failure(.notOwner))
        }
        return QueuedInput(input: input, reply: made)
    }

    @Test func `a log that is being caught up with refuses no caller, and callers have a limit of their own`() async throws {
        var limits = OwnerLimits()
        (limits.queuedInputs, limits.queuedCallers, limits.roundInputs) = (3, 2, 4)
        let mailbox = Mailbox(limits: limits)
        let input = try input()
        try await mailbox.put((0..<3).map { _ in QueuedInput(input: input, reply: nil) })
        #expect(mailbox.offer(try await caller()) == .taken)
        #expect(mailbox.offer(try await caller()) == .taken)
        #expect(mailbox.offer(try await caller()) == .full)
        // What is taken makes room: three of the log's and one caller.
        #expect(mailbox.takeInputs().count == 4)
        #expect(mailbox.offer(try await caller()) == .taken)
        #expect(mailbox.offer(try await caller()) == .full)
        #expect(mailbox.drain().count == 2)
        #expect(mailbox.offer(try await caller()) == .taken)
    }
}
