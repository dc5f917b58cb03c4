import CommitLog
import Foundation
import Kafka
import LogConformance
import Synchronization

/// A Kafka log on the shared broker under the conformance suite.
final class KafkaFixture: LogFixture {
    /// Not compaction: Kafka compacts only closed segments, and a segment closes only at a further append. `CompactionTests` has its own.
    static let capabilities: Set<LogCapability> = [.topicSettings, .retention, .groups, .morePartitions, .kill]
    /// One fetch brings many records. `ReadingTests` shows what comes after them.
    static let readsAhead = true

    private struct State {
        var handles: [KafkaLog] = []
        var topics: [String] = []
    }

    let patience = Duration.seconds(40)
    private let broker: KafkaBroker
    private let state = Mutex(State())
    private let stem = "t\(UUID().uuidString.prefix(8))"

    init() async throws { broker = try await KafkaBroker.shared.value }

    init(_ broker: KafkaBroker) { self.broker = broker }

    func open() async throws -> any Log { try openKafka() }

    func openKafka(_ change: (inout KafkaLogConfiguration) -> Void = { _ in }) throws -> KafkaLog {
        var configuration = KafkaLogConfiguration.forTests(broker.bootstrap)
        change(&configuration)
        let log = try KafkaLog(configuration)
        state.withLock { $0.handles.append(log) }
        return log
    }

    func uniqueTopic() -> String {
        state.withLock { state in
            state.topics.append("\(stem).\(state.topics.count + 1)")
            return state.topics[state.topics.count - 1]
        }
    }

    /// A shorter retention has the same effect as time that has passed.
    func applyRetention(after milliseconds: Int64) async throws {
        let log = try openKafka()
        let existing = try await log.topics(prefix: stem)
        for topic in state.withLock({ $0.topics }) where existing[topic] != nil {
            guard let retention = try retention(of: topic) else { continue }
            try broker.alter(topic, ["retention.ms": "\(max(1, retention - milliseconds))"])
        }
        // Four rounds of the broker's retention check.
        try await Task.sleep(for: .milliseconds(1200))
    }

    private func retention(of topic: String) throws -> Int64? {
        let text = try broker.tool("kafka.admin.ConfigCommand", ["--describe", "--entity-type", "topics", "--entity-name", topic])
        let value = text.split(whereSeparator: { " ,\n{}".contains($0) }).first { $0.hasPrefix("retention.ms=") }
        return value.flatMap { Int64($0.dropFirst("retention.ms=".count)) }.flatMap { $0 < 0 ? nil : $0 }
    }

    func addPartitions(to topic: String, count: Int32) async throws {
        try broker.tool("org.apache.kafka.tools.TopicCommand", ["--alter", "--topic", topic, "--partitions", "\(count)"])
    }

    func kill(_ log: any Log) async throws {
        guard let log = log as? KafkaLog else { return }
        await log.vanish()
    }

    func finish() async {
        await withDiscardingTaskGroup { group in
            for log in state.withLock({ $0.handles }) { group.addTask { await log.close() } }
        }
    }
}

extension KafkaLogConfiguration {
    /// The shortest session a broker allows, and no log lines on the screen.
    static func forTests(_ bootstrap: String) -> KafkaLogConfiguration {
        var configuration = KafkaLogConfiguration(bootstrap: bootstrap, clientID: "test")
        configuration.sessionTimeout = .seconds(6)
        configuration.metadataRefresh = .seconds(1)
        configuration.onLog = { _ in }
        return configuration
    }
}
