import CommitLog
import Crypto
import Domain
import Foundation
import ShardRuntime
import Testing

@testable import ShardRuntime

/// One commit log has lost its end, and others stand on what was in it.
@Suite struct ChangedUpstreamTests {
    private func numbers(_ installation: Installation, _ service: String, _ kommune: Organisasjonsnummer? = nil) throws -> [String] {
        var fold = AcceptanceFold()
        return try installation.log.records(of: TopicPartition(installation.topics.commits(service), 0)).flatMap { record -> [String] in
            let entry = LogEntry(record)
            guard fold.consider(entry, at: record.offset) == .accepted, case .commit(let commit) = entry,
                kommune == nil || commit.header.kommune == kommune
            else { return [] }
            return try DecodedCommit(commit, events: CounterModel().events).body.events.compactMap { ($0.event as? NumberGiven)?.name }
        }
    }

    /// Six numbers, then the counter's log loses the last two, and a fresh counter takes its place and goes on.
    private func shortened(_ installation: Installation) async throws {
        let first = installation.start(try installation.owner("first"))
        for name in ["a", "b", "c", "d", "e", "f"] { try await installation.answer([name]) }
        first.cancel()
        await first.value
    }

    private func loseEnd(_ installation: Installation) async throws {
        let place = TopicPartition(installation.topics.commits("counter"), 0)
        try installation.log.loseEnd(of: place, from: try await installation.log.end(of: place) - 2)
    }

    @Test func `what the log has now is published from where both were the same, and an operator is told`() async throws {
        let installation = try await Installation()
        try await shortened(installation)
        try await loseEnd(installation)
        let fresh = try installation.owner("fresh")
        installation.start(fresh)
        for name in ["g", "h", "i"] { try await installation.answer([name]) }
        #expect(fresh.status.snapshot.told.map(\.code).contains(.publishedAgain))
        #expect(fresh.status.snapshot.alarms.isEmpty)
        await installation.end()
    }

    @Test func `a follower stops with an alarm of its own, and goes on by the operator's word with what the log has now`() async throws {
        let installation = try await Installation()
        let kommune = try installation.hamar()
        let follower = try await installation.copier("copier")
        let following = installation.start(follower)
        try await shortened(installation)
        try await eventually { (try? numbers(installation, "copier").count) == 6 }
        following.cancel()
        await following.value
        try await loseEnd(installation)
        installation.start(try installation.owner("fresh"))
        try await installation.answer(["g"])

        let again = try await installation.copier("copier")
        installation.start(again)
        try await eventually { again.status.snapshot.alarms[kommune]?.code == .upstreamNotOfThisLog }
        let length = try installation.log.records(of: TopicPartition(installation.topics.commits("copier"), 0)).count
        try await Task.sleep(for: .milliseconds(100))
        #expect(try installation.log.records(of: TopicPartition(installation.topics.commits("copier"), 0)).count == length)

        await again.rebuild(kommune)
        try await installation.answer(["h"])
        try await eventually { (try? numbers(installation, "copier").contains("h")) == true }
        #expect(again.status.snapshot.alarms.isEmpty)
        #expect(try numbers(installation, "copier").contains("g"))
        await installation.end()
    }

    @Test func `what came for a municipality while it was stopped is followed when it is rebuilt`() async throws {
        let installation = try await Installation()
        let hamar = try installation.hamar()
        let other = try #require(Organisasjonsnummer("964950679"))
        func give(_ names: [String], _ kommune: Organisasjonsnummer) async throws {
            _ = try await installation.log.append(
                names.map { name in
                    CommandRecord.make(
                        kommune: kommune, type: "number", payload: Array(name.utf8), source: "/test", id: name,
                        digest: SHA256.hex(Array(name.utf8)), traceparent: nil)
                }, to: TopicPartition(installation.topics.commands("counter"), 0))
            _ = try await installation.receipts(for: names)
        }
        installation.start(try installation.owner("first"))
        let before = try await installation.copier("copier")
        let following = installation.start(before)
        try await give(["a"], hamar)
        try await give(["x"], other)
        try await eventually { (try? numbers(installation, "copier").count) == 2 }
        following.cancel()
        await following.value
        let directory = await before.environment.directory
        try directory.setAside(hamar, at: Tidspunkt(milliseconds: 0), because: "test")
        _ = try ShardStore(
            path: directory.file(of: hamar), service: "another", kommune: hamar, logIdentity: installation.log.identity,
            migrations: CounterModel().migrations)

        let again = try await installation.copier("copier")
        installation.start(again)
        try await eventually { again.status.snapshot.alarms[hamar]?.code == .foreignStore }
        try await give(["b"], hamar)
        try await give(["y"], other)
        try await eventually { (try? numbers(installation, "copier", other)) == ["x", "y"] }
        #expect(try numbers(installation, "copier", hamar) == ["a"])
        await again.rebuild(hamar)
        try await eventually { (try? numbers(installation, "copier", hamar)) == ["a", "b"] }
        #expect(try numbers(installation, "copier", other) == ["x", "y"])
        await installation.end()
    }
}
