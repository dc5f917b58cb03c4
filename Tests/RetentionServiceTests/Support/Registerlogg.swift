import CommitLog
import Contracts
import Domain
import ServiceTestSupport
import ShardRuntime

/// A registry's commit log as retention sees it: claims and chained commits, written by a test instead of a registry.
final class Registerlogg {
    private let log: LocalLog
    private let topics = Topics()
    private var commits: [Organisasjonsnummer: SimulatedCommits] = [:]

    init(_ folder: TemporaryFolder) throws { log = try LocalLog(directory: "\(folder.path)/log") }

    func close() async { await log.close() }

    /// Sets a municipality up: known to everybody, and the first commit of its shard.
    func kommune(_ kommune: Organisasjonsnummer, _ navn: String) async throws {
        let opprettet = Registerhendelser.kommune(kommune, navn)
        try await commit([opprettet], kommune)
        _ = try await log.append(
            [NewRecord(key: Array(kommune.rawValue.utf8), value: try JSONValue(encoding: opprettet.kommune).encoded())],
            to: TopicPartition(topics.municipalities, 0))
    }

    /// One commit with these events.
    func commit(_ events: [any DomainEvent], _ kommune: Organisasjonsnummer) async throws {
        let records = try commits[kommune, default: SimulatedCommits(of: "registry", for: kommune)]
            .records([events], at: Registerhendelser.moment)
        _ = try await log.append(records, to: TopicPartition(topics.commits("registry"), topics.partition(of: kommune.rawValue)))
    }

    /// The public events of a municipality so far.
    func publicEvents(_ kommune: Organisasjonsnummer) async throws -> [JSONValue] {
        let place = TopicPartition(topics.events("retention"), topics.partition(of: kommune.rawValue))
        let end = try await log.end(of: place)
        let reader = try await log.read(place, from: 0)
        var all: [JSONValue] = []
        var next: Offset = 0
        while next < end {
            let records = try await reader.next(limit: 1_000, timeout: .seconds(30))
            guard let last = records.last else { break }
            all += try records.compactMap { try $0.value.map { try JSONReader.read($0) } }
            next = last.offset + 1
        }
        await reader.close()
        return all
    }
}
