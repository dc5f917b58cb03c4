import CommitLog
import Domain
import Foundation
import Observability
@testable import ShardRuntime
import Testing

struct QuarantineIndexTests {
    private let clock = ManualClock(start: Tidspunkt(milliseconds: 1_790_000_000_000))
    private let log = MemoryLog()
    private let topics = Topics(prefix: "t.")
    private var place: TopicPartition { TopicPartition(topics.quarantine("registry"), 0) }

    private func index(days: Int = 30) -> QuarantineIndex {
        QuarantineIndex(log: log, topics: topics, service: "registry", days: days, time: clock)
    }

    private func message(_ id: String, _ code: String = "not_json", kommune: String? = "970540008") -> QuarantinedMessage {
        QuarantinedMessage(
            id: id, received: clock.now(), topic: "t.inbound.p", partition: 0, offset: 1, partner: "p", kommune: kommune, type: "x.y",
            reasons: [Fault(pointer: "/a", code: code, message: "«Ola»"), Fault(pointer: "", code: "empty", message: "x")],
            raw: Array("Ola".utf8), headers: ["ce_subject": "Ola"])
    }

    /// An index that has read everything there is.
    private func following(_ index: QuarantineIndex, count: Int, _ body: () async throws -> Void) async throws {
        try await log.ensure(topics.settings(of: "registry"))
        let task = Task { try await index.follow() }
        defer { task.cancel() }
        try await eventually { index.list(limit: 100).count == count }
        try await body()
    }

    private func append(_ messages: [QuarantinedMessage]) async throws {
        try await log.ensure(topics.settings(of: "registry"))
        _ = try await log.append(try messages.map { try $0.record() }, to: place)
    }

    @Test func `an entry has neither bytes nor headers, and says how large the message was`() async throws {
        try await append([message("a")])
        let index = index()
        try await following(index, count: 1) {
            let entry = try #require(index.entry("a"))
            #expect(entry.message.raw.isEmpty && entry.message.headers.isEmpty && entry.bytes == 3 && entry.message.type == "x.y")
            #expect(!entry.message.reasons.contains { $0.message.contains("Ola") })
            #expect(try await index.message("a")?.raw == Data("Ola".utf8))
        }
    }

    @Test func `a record of before tells its reasons without what they quoted`() async throws {
        try await log.ensure(topics.settings(of: "registry"))
        let old = """
            {"id":"old","received":"\(clock.now())","topic":"http","partner":"p","raw":"T2xh","headers":{"ce_type":"a.b"},
            "reasons":[{"pointer":"/x","code":"invalid_date","message":"«Ola» is not a date"}]}
            """
        _ = try await log.append(
            [NewRecord(key: Array("old".utf8), value: Array(old.utf8), headers: [RecordHeader("kind", "message")])], to: place)
        let index = index()
        try await following(index, count: 1) {
            let entry = try #require(index.entry("old"))
            #expect(entry.message.reasons == [Fault(pointer: "/x", code: "invalid_date", message: "it is not a date")])
            #expect(entry.message.type == "a.b")
        }
    }

    @Test func `open messages are counted by the code of their first reason`() async throws {
        try await append([message("a"), message("b"), message("c", "empty"), message("d", "too_deep", kommune: nil)])
        let index = index()
        try await following(index, count: 4) {
            try await index.resolve(["c"], .discarded, by: "drift", reason: "test", at: clock.now())
            #expect(index.openCounts() == ["not_json": 2, "empty": 0, "too_deep": 1])
            #expect(index.openCounts { $0.message.kommune != nil } == ["not_json": 2, "empty": 0])
            #expect(index.openCount == 3)
        }
    }

    @Test func `what was discarded is so at once, with who, why and when`() async throws {
        try await append([message("a"), message("b")])
        let index = index()
        try await following(index, count: 2) {
            try await index.resolve(["a", "b"], .discarded, by: "drift", reason: "test", at: clock.now())
            #expect(index.list(limit: 10) { $0.state == .open }.isEmpty)
            #expect(index.entry("a")?.decision == QuarantineIndex.Decision(by: "drift", reason: "test", time: clock.now()))
        }
        let again = self.index()
        try await following(again, count: 2) { try await eventually { again.openCount == 0 } }
    }

    @Test func `a message whose time is over is discarded, and its content is given no more`() async throws {
        try await append([message("a")])
        clock.advance(by: .seconds(86_400))
        try await append([message("b")])
        let index = index(days: 2)
        try await following(index, count: 2) {
            clock.advance(by: .seconds(86_400) - .milliseconds(1))
            #expect(index.entry("a")?.state == .open)
            #expect(try await index.message("a") != nil)
            clock.advance(by: .milliseconds(1))
            let entry = try #require(index.entry("a"))
            #expect(entry.state == .discarded && entry.decision?.reason == "expired" && entry.decision?.by == "registry")
            #expect(try await index.message("a") == nil)
            #expect(index.openCounts() == ["not_json": 1])
            #expect(index.entry("b")?.state == .open)
            #expect(try await index.expire() == 1)
            #expect(try await index.expire() == 0)
        }
        // It is written down: also a service that lets messages lie for longer knows it.
        let patient = self.index(days: 90)
        try await following(patient, count: 2) { try await eventually { patient.entry("a")?.state == .discarded } }
        #expect(patient.entry("b")?.state == .open)
    }

    @Test func `content of a message that was acted on is given no longer than that of others`() async throws {
        try await append([message("a")])
        let index = index(days: 1)
        try await following(index, count: 1) {
            try await index.resolve(["a"], .resubmitted, by: "drift", reason: nil, at: clock.now())
            try await eventually { index.entry("a")?.state == .resubmitted }
            #expect(try await index.message("a") != nil)
            clock.advance(by: .seconds(86_400))
            #expect(try await index.message("a") == nil)
            #expect(index.entry("a")?.state == .resubmitted)
        }
    }

    @Test func `a message that the topic has no more has no content`() async throws {
        try await append([message("a"), message("b")])
        let index = index()
        try await following(index, count: 2) {
            try log.remove(before: 1, of: place)
            #expect(try await index.message("a") == nil)
            #expect(try await index.message("b")?.id == "b")
        }
    }
}
