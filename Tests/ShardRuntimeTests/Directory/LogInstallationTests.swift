import CommitLog
import Contracts
import Domain
import Foundation
import Testing

@testable import ShardRuntime

/// The story: a test machine with production's topic prefix joined production's group and took half of its partitions without a word.
struct LogInstallationTests {
    private let log = MemoryLog()
    private let topics = Topics(prefix: "t.", partitions: 1)
    private let moment = Tidspunkt(milliseconds: 1_767_225_600_000)

    private func settle(_ id: String, formerly: [String] = []) async throws -> String {
        try await log.ensure(topics.shared)
        return try await OwnerDirectory(log: log, topics: topics).settle(installation: id, formerly: formerly, at: moment)
    }

    private func notes() throws -> [InstallationNote] {
        try log.records(of: TopicPartition(topics.owners, 0)).map { try JSONBytes.decode($0.value ?? []) }
    }

    @Test func `the first installation has the topics, and a second one is told whose they are`() async throws {
        #expect(try await settle("prod") == "prod")
        #expect(try await settle("prod") == "prod")
        #expect(try await settle("test") == "prod")
        #expect(try notes() == [InstallationNote(id: "prod", written: moment)])
    }

    @Test func `many that start at the same moment agree on one`() async throws {
        try await log.ensure(topics.shared)
        let answers = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<12 { group.addTask { try await settle("machine-\(number % 3)") } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(answers.count == 1)
        #expect(try answers.first == notes().first?.id)
        #expect(try answers.first == notes().last?.id)
    }

    @Test func `what compaction leaves of a race names the installation that was first`() async throws {
        var race = InstallationNotes()
        race.take(InstallationNote(id: "prod", written: moment), at: 4)
        race.take(InstallationNote(id: "a-late-one", written: moment), at: 9)
        let mended = try #require(race.wanting("a-late-one", formerly: [], at: moment))
        #expect(mended == InstallationNote(id: "prod", written: moment, first: 4))
        // Compaction may keep the loser's record until it has closed the segment with the winner's repetition.
        var compacted = InstallationNotes()
        compacted.take(InstallationNote(id: "a-late-one", written: moment), at: 9)
        compacted.take(mended, at: 12)
        #expect(compacted.installation?.id == "prod")
        #expect(compacted.wanting("prod", formerly: [], at: moment) == nil)
    }

    @Test func `an installation that got a name takes its topics along, and the old name is told of the new one`() async throws {
        #expect(try await settle("0192-random") == "0192-random")
        #expect(try await settle("hamar-prod", formerly: ["0192-random"]) == "hamar-prod")
        #expect(try await settle("0192-random") == "hamar-prod")
        #expect(try await settle("test", formerly: ["another"]) == "hamar-prod")
        #expect(try notes().map(\.id) == ["0192-random", "hamar-prod"])
        #expect(try notes().last?.formerly == ["0192-random"])
    }

    @Test func `owners and positions are read as before`() async throws {
        _ = try await settle("prod")
        let directory = OwnerDirectory(log: log, topics: topics)
        try await directory.announce(OwnerNote(instance: "counter-1", url: "http://x", epoch: 1), service: "counter", partition: 0)
        try await directory.load()
        #expect(directory.owner(service: "counter", partition: 0)?.epoch == 1)
    }

    @Test func `a store that names the log by its former name is taken over, one of another log is not`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)").path
        let directory = try ShardDirectory(path: folder)
        defer {
            // What cannot be removed is the system's to clear: it lies in the temporary folder.
            try? FileManager.default.removeItem(atPath: folder)
        }
        let kommune = try #require(Organisasjonsnummer("970540008"))
        func open(_ identity: String, formerly: [String] = []) throws {
            _ = try ShardStore(
                path: directory.file(of: kommune), service: "counter", kommune: kommune, logIdentity: identity,
                formerLogIdentities: formerly, migrations: [])
        }
        try open("kafka:random")
        let refused = #expect(throws: ShardAlarm.self) { try open("kafka:prod", formerly: ["kafka:another"]) }
        #expect(refused?.code == .foreignStore)
        try open("kafka:prod", formerly: ["kafka:random"])
        try open("kafka:prod")
        #expect(throws: ShardAlarm.self) { try open("kafka:random") }
    }
}
