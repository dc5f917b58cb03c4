import CommitLog
import Crypto
import Domain
import Foundation
import Observability
import Synchronization
import Testing

@testable import ShardRuntime

@Suite struct TraceScanTests {
    private static let id = "4bf92f3577b34da6a3ce929d0e0e4736"
    private func mark() throws -> TraceMark { try #require(TraceMark(Self.id)) }
    private static let traceparent = "00-\(id)-00f067aa0ba902b7-01"
    private let beginning = Tidspunkt(milliseconds: 0)

    private func scan(_ installation: Installation, _ service: String = "counter", limits: TraceScan.Limits = .init()) -> TraceScan {
        TraceScan(
            service: service, log: installation.log, topics: installation.topics, time: SystemClock(),
            origin: { type, payload in type == "number" ? (TopicPartition("t.commands.origin", 0), Offset(payload.count)) : nil },
            limits: limits)
    }

    /// A command of the trace.
    private func traced(_ name: String, in installation: Installation) async throws {
        let record = CommandRecord.make(
            kommune: try installation.hamar(), type: "number", payload: Array(name.utf8), source: "/test", id: name,
            digest: SHA256.hex(name), traceparent: Self.traceparent)
        _ = try await installation.log.append([record], to: TopicPartition(installation.topics.commands("counter"), 0))
    }

    @Test func `a trace is the command, its commit, its receipt, and what a following service made of it`() async throws {
        let installation = try await Installation()
        try await installation.log.ensure([TopicSettings(name: "t.commands.origin", partitions: 1, retention: .forever)])
        let follower = try await installation.follower("follower")
        installation.start(follower)
        installation.start(try installation.owner("first"))
        try await traced("a", in: installation)
        try await installation.command(["b", "c"])
        _ = try await installation.receipts(for: ["a", "b", "c"])
        try await eventually { follower.status.snapshot.commits == 1 }
        let found = try await scan(installation).run(try mark(), kommune: Installation.hamar, from: beginning)
        try #require(found.records.map(\.kind) == [.command, .commit, .receipt])
        let commit = try #require(found.records[1].commit)
        #expect(commit.events.map(\.type) == ["number.given"])
        #expect(commit.partners == ["p"])
        #expect(commit.header.cause.offset == found.records[0].offset)
        #expect(found.records[2].event?.correlationID == "a")
        #expect(found.next == nil)
        let followed = try await scan(installation, "passive").run(try mark(), kommune: nil, from: beginning)
        try #require(followed.records.map(\.kind) == [.commit])
        #expect(followed.records[0].commit?.header.cause.topic == installation.topics.commits("counter"))
        let other = Organisasjonsnummer("964950679")
        #expect(try await scan(installation).run(try mark(), kommune: other, from: beginning).records.isEmpty)
        await installation.end()
    }

    @Test func `a look that is broken off goes on where it stopped, and finds everything`() async throws {
        let moment = Mutex<Int64>(1_000_000)
        let installation = try await Installation(now: { moment.withLock { $0 } })
        let (count, place) = (500, TopicPartition(installation.topics.events("counter"), 0))
        for number in 0..<count {
            moment.withLock { $0 += 7 }
            let traceparent = number % 3 == 0 ? Self.traceparent : "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            let event = "{\"type\":\"t\",\"id\":\"\(number)\",\"source\":\"/s\",\"traceparent\":\"\(traceparent)\"}"
            _ = try await installation.log.append([NewRecord(key: Array("970540008".utf8), value: Array(event.utf8))], to: place)
        }
        var limits = TraceScan.Limits()
        limits.records = 60
        let scan = scan(installation, limits: limits)
        var ids: Set<String> = []
        var from: Tidspunkt? = Tidspunkt(milliseconds: 1_000_000)
        var looks = 0
        while let begin = from, looks < 100 {
            let found = try await scan.run(try mark(), kommune: Installation.hamar, from: begin)
            ids.formUnion(found.records.compactMap { $0.event?.id })
            from = found.next
            looks += 1
        }
        #expect((2..<100).contains(looks))
        #expect(ids == Set((0..<count).filter { $0 % 3 == 0 }.map(String.init)))
        let until = Tidspunkt(milliseconds: 1_000_000 + 70)
        let early = try await scan.run(try mark(), kommune: Installation.hamar, from: Tidspunkt(milliseconds: 1_000_000), until: until)
        #expect(early.next.map { $0 > until } ?? true)
        await installation.end()
    }

    /// A commit log with a zombie's commit between a claim and the commit that really is the shard's second.
    private func logWithZombie(_ installation: Installation) async throws {
        let place = TopicPartition(installation.topics.commits("counter"), 0)
        func commit(epoch: UInt64, _ sequence: UInt64, _ previous: String) throws -> Commit {
            let body = Array("{\"events\":[]}".utf8)
            return try Commit(
                header: CommitHeader(
                    service: "counter", kommune: try installation.hamar(), epoch: epoch, sequence: sequence, previous: previous,
                    cause: Cause(source: "/test", id: "x"), time: beginning, body: SHA256.hex(body), traceparent: Self.traceparent),
                body: body)
        }
        let first = try commit(epoch: 1, 0, CommitHeader.noPrevious)
        let records = [
            try Claim(service: "counter", epoch: 1, instance: "zombie", time: beginning).record(), first.record(),
            try Claim(service: "counter", epoch: 2, instance: "second", time: beginning).record(),
            try commit(epoch: 1, 1, first.hash).record(), try commit(epoch: 2, 1, first.hash).record(),
        ]
        _ = try await installation.log.append(records, to: place)
    }

    @Test func `what the acceptance rule ignores is no part of a trace`() async throws {
        let installation = try await Installation()
        try await logWithZombie(installation)
        let found = try await scan(installation).run(try mark(), kommune: Installation.hamar, from: beginning)
        #expect(found.records.compactMap(\.commit).map { [$0.header.epoch, $0.header.sequence] } == [[1, 0], [2, 1]])
        await installation.end()
    }

    @Test func `a look that begins at a zombie's commit finds out`() async throws {
        let installation = try await Installation()
        try await logWithZombie(installation)
        var trail = CommitTrail(try mark(), key: nil)
        for record in try installation.log.records(of: TopicPartition(installation.topics.commits("counter"), 0)).dropFirst(3) {
            trail.consider(record)
        }
        #expect(trail.found.compactMap { $0.commit?.header.epoch } == [2])
        await installation.end()
    }
}
