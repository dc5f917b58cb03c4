import CommitLog
import Domain
import Observability
import ShardRuntime
import Synchronization
import Testing

@testable import ServiceKit

struct QuarantineExpiryTests {
    private let clock = ManualClock()
    private let log = MemoryLog()
    private let lines = CapturedLog()
    private let topics = Topics(prefix: "t.")

    @Test func `what has lain for too long is written down as discarded, by the owner of the first partition alone`() async throws {
        try await log.ensure(topics.settings(of: "registry"))
        let place = TopicPartition(topics.quarantine("registry"), 0)
        let message = QuarantinedMessage(
            id: "a", received: clock.now(), topic: "t.inbound.p", partner: "p",
            reasons: [Fault(pointer: "", code: "not_json", message: "x")], raw: [1])
        _ = try await log.append([try message.record()], to: place)
        let quarantine = QuarantineIndex(log: log, topics: topics, service: "registry", days: 1, time: clock)
        let isOwner = Mutex(false)
        let expiry = QuarantineExpiry(
            quarantine: quarantine, isResponsible: { isOwner.withLock { $0 } }, time: clock,
            logger: Logger(service: "registry", time: clock, sink: lines))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await quarantine.follow() }
            group.addTask { try await expiry.run() }
            await clock.waitForSleepers(1)
            while quarantine.entry("a") == nil { await Task.yield() }
            clock.advance(by: .seconds(86_400))
            await clock.waitForSleepers(1)
            #expect(try log.records(of: place).count == 1)
            isOwner.withLock { $0 = true }
            clock.advance(by: QuarantineExpiry.lookInterval)
            await clock.waitForSleepers(1)
            group.cancelAll()
            while let result = await group.nextResult() {
                if case .failure(let error) = result, !(error is CancellationError) { throw error }
            }
        }
        let records = try log.records(of: place)
        #expect(records.count == 2)
        let written = String(decoding: records.last?.value ?? [], as: UTF8.self)
        #expect(written.contains(#""reason":"expired","state":"discarded""#), "\(written)")
        #expect(lines.lines.count == 1)
    }
}
