import CommitLog
import Contracts
import Synchronization

/// What operators have declared void in commit logs: what the services' `decisions` topics say. Asked anew whenever somebody begins to fold a
/// commit log, since another instance may have taken the decision a moment ago.
public final class Decisions: Sendable {
    private struct Known {
        var all: [VoidDecision] = []
        /// The offset after the last record taken in.
        var seen: Offset = 0
    }
    private let log: any Log
    private let topics: Topics
    private let state = Mutex<[String: Known]>([:])

    /// The decisions of an installation.
    public init(log: any Log, topics: Topics) { (self.log, self.topics) = (log, topics) }

    /// Every decision about a service's commit log, oldest first.
    public func all(of service: String) async throws -> [VoidDecision] {
        let place = TopicPartition(topics.decisions(service), 0)
        let seen = state.withLock { $0[service]?.seen ?? 0 }
        try await CompactedTopic(log: log, place: place).load(from: seen) { self.take($0, of: service) }
        return state.withLock { $0[service]?.all ?? [] }
    }

    /// The void commits of one partition: offset and hash of each.
    public func voided(of service: String, partition: Int32) async throws -> [Offset: String] {
        let decisions = try await all(of: service).filter { $0.partition == partition }
        return Dictionary(decisions.flatMap(\.commits).map { ($0.offset, $0.hash) }, uniquingKeysWith: { _, last in last })
    }

    /// Makes a decision known, for ever.
    public func append(_ decision: VoidDecision) async throws {
        _ = try await log.append([try decision.record()], to: TopicPartition(topics.decisions(decision.service), 0))
    }

    private func take(_ record: LogRecord, of service: String) {
        // A record that cannot be read is a newer program's or somebody else's: the commits it may mean stay what the rule makes of them.
        let decision = record.value.flatMap { try? JSONBytes.decode($0, as: VoidDecision.self) }
        state.withLock { state in
            // Two may read at the same time: each record counts once.
            guard record.offset >= state[service]?.seen ?? 0 else { return }
            state[service, default: Known()].seen = record.offset + 1
            if let decision, decision.service == service, decision.version == 1 { state[service]?.all.append(decision) }
        }
    }
}
