import CommitLog
import Contracts
import Domain
import DomainTestSupport
import ServiceTestSupport
import ShardRuntime

/// The commit log of a registry that is not there: written by the test, in the registry's own form.
final class Registerlogg {
    private let log: LocalLog
    private let topics = Topics(partitions: 1)
    private var commits = SimulatedCommits(of: "registry", for: hamar)
    /// How many of the register's commits stand in it.
    private var written = 0

    /// Makes the log with Hamar in it.
    init(_ folder: DataFolder) async throws {
        log = try LocalLog(directory: "\(folder.path)/log")
        try await log.ensure(topics.settings(of: "registry"))
        let kommune: JSONValue = ["organisasjonsnummer": .string(hamar.rawValue), "kommunenummer": "3403", "navn": "Hamar"]
        _ = try await log.append(
            [NewRecord(key: Array(hamar.rawValue.utf8), value: kommune.encoded())], to: TopicPartition(topics.municipalities, 0))
    }

    /// Appends what the register has done since it was last asked, at a time, or at the register's own.
    func write(newOf register: Registerproeve, at time: Tidspunkt? = nil) async throws {
        try await write(register.commits.dropFirst(written), at: time ?? register.varsling.now)
        written = register.commits.count
    }

    /// Appends commits.
    func write(_ commits: some Sequence<[any DomainEvent]>, at time: Tidspunkt) async throws {
        let records = try self.commits.records(commits, at: time)
        _ = try await log.append(records, to: TopicPartition(topics.commits("registry"), 0))
    }

    func close() async { await log.close() }
}
