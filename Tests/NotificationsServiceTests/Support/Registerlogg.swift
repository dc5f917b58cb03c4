import CommitLog
import Contracts
import Crypto
import Domain
import DomainTestSupport
import ShardRuntime

/// The commit log of a registry that is not there: written by the test, in the registry's own form.
final class Registerlogg {
    private let log: LocalLog
    private let topics = Topics(partitions: 1)
    private var sequence: UInt64 = 0
    private var previous = CommitHeader.noPrevious

    /// Makes the log with Hamar in it.
    init(_ folder: DataFolder) async throws {
        log = try LocalLog(directory: "\(folder.path)/log")
        try await log.ensure(topics.settings(of: "registry"))
        let claim = Claim(service: "registry", epoch: 1, instance: "registry-1", time: Tidspunkt(milliseconds: 0))
        _ = try await log.append([try claim.record()], to: TopicPartition(topics.commits("registry"), 0))
        let kommune: JSONValue = ["organisasjonsnummer": .string(hamar.rawValue), "kommunenummer": "3403", "navn": "Hamar"]
        _ = try await log.append(
            [NewRecord(key: Array(hamar.rawValue.utf8), value: kommune.encoded())], to: TopicPartition(topics.municipalities, 0))
    }

    /// Appends the commits that a registry has made since.
    func write(_ commits: some Sequence<[any DomainEvent]>, at time: Tidspunkt) async throws {
        var records: [NewRecord] = []
        for events in commits {
            let body = try JSONValue.object([
                "events": .array(events.map { try .object(["type": .string($0.eventType), "data": JSONValue(encoding: $0)]) })
            ]).encoded()
            let header = CommitHeader(
                service: "registry", kommune: hamar, epoch: 1, sequence: sequence, previous: previous, cause: Cause(), time: time,
                body: SHA256.hex(body))
            let commit = try Commit(header: header, body: body)
            (sequence, previous) = (sequence + 1, commit.hash)
            records.append(commit.record())
        }
        _ = try await log.append(records, to: TopicPartition(topics.commits("registry"), 0))
    }

    func close() async { await log.close() }
}
