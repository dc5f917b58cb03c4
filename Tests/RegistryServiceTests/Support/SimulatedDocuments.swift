import CommitLog
import Domain
import ServiceTestSupport

/// What the documents service would commit, written to its log by the test: the registry follows the log, not the process.
struct SimulatedDocuments {
    private let registry: RunningRegistry
    private let kommune: Organisasjonsnummer
    private var commits: SimulatedCommits

    init(_ registry: RunningRegistry, _ kommune: String = RunningRegistry.hamar) throws {
        guard let kommune = Organisasjonsnummer(kommune) else { throw Unexpected(description: kommune) }
        (self.registry, self.kommune) = (registry, kommune)
        commits = SimulatedCommits(of: "documents", for: kommune)
    }

    /// Appends one commit with these events.
    mutating func commit(_ events: [any DomainEvent]) async throws {
        let records = try commits.records(
            [events], at: Tidspunkt(milliseconds: 1_790_000_000_000),
            traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        try await registry.folder.withLog { [kommune] log, topics in
            _ = try await log.append(
                records, to: TopicPartition(topics.commits("documents"), topics.partition(of: kommune.rawValue)))
        }
    }
}
