import CommitLog
import Contracts
import Crypto
import Domain
import ShardRuntime

/// What the documents service would commit, written to its log by the test: the registry follows the log, not the process.
struct SimulatedDocuments {
    private let registry: RunningRegistry
    private let kommune: Organisasjonsnummer
    private var previous = CommitHeader.noPrevious
    private var sequence: UInt64 = 0

    init(_ registry: RunningRegistry, _ kommune: String = RunningRegistry.hamar) throws {
        guard let kommune = Organisasjonsnummer(kommune) else { throw RunningRegistry.Unexpected(description: kommune) }
        (self.registry, self.kommune) = (registry, kommune)
    }

    /// Appends one commit with these events; the first one claims the partition before it.
    mutating func commit(_ events: [any DomainEvent]) async throws {
        let content: [JSONValue] = try events.map { ["type": .string($0.eventType), "data": try JSONValue(encoding: $0)] }
        let body = JSONValue.object(["events": .array(content)]).encoded()
        let now = Tidspunkt(milliseconds: 1_790_000_000_000)
        var records: [NewRecord] = []
        if sequence == 0 { records.append(try Claim(service: "documents", epoch: 1, instance: "test", time: now).record()) }
        let header = CommitHeader(
            service: "documents", kommune: kommune, epoch: 1, sequence: sequence, previous: previous, cause: Cause(), time: now,
            body: SHA256.hex(body), traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        let commit = try Commit(header: header, body: body)
        records.append(commit.record())
        try await registry.folder.withLog { [kommune, records] log, topics in
            _ = try await log.append(
                records, to: TopicPartition(topics.commits("documents"), topics.partition(of: kommune.rawValue)))
        }
        (previous, sequence) = (commit.hash, sequence + 1)
    }
}
