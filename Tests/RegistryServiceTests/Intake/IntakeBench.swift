import CommitLog
import Contracts
import Domain
import Foundation
import Observability
import ServiceKit
import ServiceTestSupport
import ShardRuntime
import Synchronization

@testable import RegistryService

/// What a publisher would say of itself.
final class Answered: Sendable {
    let upTo = Mutex<Offset?>(.max)
}

/// The intake alone, on a log in memory: what it hands on, and what it tells. Nobody takes the commands in.
final class IntakeBench: Sendable {
    static let partner = Partner(navn: "byggsak", kommuner: Set([Organisasjonsnummer("970540008")].compactMap { $0 }), kilder: ["/no/"])

    let log: MemoryLog
    let topics = Topics(partitions: 2)
    let metrics = MetricsRegistry()
    let lines = CapturedLog()
    let alarms: IntakeAlarms
    let figures: IntakeFigures
    let owners: OwnerDirectory
    /// How far receipts are delivered; everything, unless a test says otherwise.
    let answered: Answered
    let report: IntakeReport
    let status = StatusContributions()
    let health: HealthChecks
    private let around: IntakeSurroundings
    private let municipalities: MunicipalityDirectory
    private let used: any Log
    private let tasks = Mutex<[Task<Void, any Error>]>([])

    var inbound: String { topics.inbound(Self.partner.navn) }
    var posted: String { topics.posted(Self.partner.navn) }

    /// An instance on a log that may be used by others too; `through` puts something between the instance and the log.
    init(_ log: MemoryLog = MemoryLog(now: { SystemClock().now().milliseconds }), through: (MemoryLog) -> any Log = { $0 }) {
        let time = SystemClock()
        let logger = Logger(service: "registry", sink: lines)
        self.log = log
        used = through(log)
        alarms = IntakeAlarms(metrics: metrics, time: time, logger: logger)
        let answered = Answered()
        self.answered = answered
        figures = IntakeFigures(time: time) { _ in answered.upTo.withLock { $0 } }
        owners = OwnerDirectory(log: used, topics: topics)
        municipalities = MunicipalityDirectory(log: used, topics: topics)
        report = IntakeReport(alarms: alarms, figures: figures, time: time)
        health = HealthChecks(time: time)
        report.register(metrics: metrics, health: health, status: status, hasBegun: { true })
        around = IntakeSurroundings(
            examiner: IntakeExaminer(municipalities: municipalities, time: time), log: used, topics: topics, owners: owners, instance: "1",
            time: time, alarms: alarms, figures: figures, logger: logger)
    }

    /// Makes the suite's topics and sets the municipality up.
    func prepare() async throws {
        try await used.ensure(
            topics.settings(of: "registry") + topics.settings(ofPartner: Self.partner.navn).filter { $0.writers == .suite })
        let kommune = RunningRegistry.kommune().encoded()
        _ = try await used.append(
            [NewRecord(key: Array("970540008".utf8), value: kommune)], to: TopicPartition(topics.municipalities, 0))
        try await municipalities.load()
    }

    /// The partners' topics, as the instance keeps them.
    func strangers(_ partners: [String] = [IntakeBench.partner.navn]) -> StrangersTopics {
        StrangersTopics(partners: partners, topics: topics, log: used, alarms: alarms, time: SystemClock())
    }

    /// Begins to take in; the partners' topics are looked at once.
    @discardableResult
    func start() async -> StrangersTopics {
        let strangers = strangers()
        _ = await strangers.look()
        let inbound = PartnerIntake(source: .inbound(Self.partner, topics), strangers: strangers, around: around)
        let posted = PostedIntake(sources: [.posted(Self.partner, topics)], around: around)
        tasks.withLock { tasks in
            tasks.append(Task { try await inbound.run() })
            tasks.append(Task { try await posted.run() })
        }
        return strangers
    }

    /// Ends as a process does.
    func stop() async {
        for task in tasks.withLock({ $0 }) {
            task.cancel()
            // It was cancelled.
            _ = await task.result
        }
    }

    /// Writes messages as the partner does.
    func write(_ ids: [String], to partition: Int32 = 0, of topic: String? = nil) async throws {
        _ = try await log.append(
            ids.map { RunningRegistry.record(RunningRegistry.event($0, .json(Partnermeldinger.sak("Sak \($0)")))) },
            to: TopicPartition(topic ?? inbound, partition))
    }

    /// The ids of the commands handed on so far, in order of the partitions.
    func handedOn() throws -> [String] {
        try (0..<topics.partitions).flatMap { try log.records(of: TopicPartition(topics.commands("registry"), $0)) }
            .compactMap { $0.header(CommandRecord.id) }
    }

    /// Waits until so many are handed on.
    func handedOn(_ count: Int) async throws -> [String] {
        try await eventually("\(count) commands, of \(lines.lines.suffix(5))") {
            let found = try handedOn()
            return found.count >= count ? found : nil
        }
    }

    /// A figure as it stands in the exposition.
    func figure(_ name: String, _ topic: String, _ partition: Int32) -> String? {
        metrics.exposition().split(separator: "\n").first {
            $0.hasPrefix(name + "{") && $0.contains("topic=\"\(topic)\"") && $0.contains("partition=\"\(partition)\"")
        }?.split(separator: " ").last.map(String.init)
    }
}

/// A log on which some topics may not be made: what an access list does.
struct RestrictedLog: Log {
    let log: MemoryLog
    let forbidden: @Sendable (String) -> Bool

    func ensure(_ topics: [TopicSettings]) async throws {
        if let topic = topics.first(where: { forbidden($0.name) }) {
            throw LogError(.unavailable, "topics cannot be made: \(topic.name): Topic authorization failed")
        }
        try await log.ensure(topics)
    }
    func topics(prefix: String) async throws -> [String: Int32] { try await log.topics(prefix: prefix).filter { !forbidden($0.key) } }
    func append(_ records: [NewRecord], to place: TopicPartition) async throws -> [Offset] { try await log.append(records, to: place) }
    func read(_ place: TopicPartition, from offset: Offset) async throws -> any LogReader { try await log.read(place, from: offset) }
    func start(of place: TopicPartition) async throws -> Offset { try await log.start(of: place) }
    func end(of place: TopicPartition) async throws -> Offset { try await log.end(of: place) }
    func join(group: String, sharing topic: String, as member: String) async throws -> any GroupMembership {
        try await log.join(group: group, sharing: topic, as: member)
    }
    func note(_ positions: [TopicPartition: Offset], for group: String) async throws { try await log.note(positions, for: group) }
    func noted(_ place: TopicPartition, for group: String) async throws -> Offset? { try await log.noted(place, for: group) }
    func answer(about place: TopicPartition, within limit: Duration) async throws { try await log.answer(about: place, within: limit) }
    func close() async { await log.close() }
}
