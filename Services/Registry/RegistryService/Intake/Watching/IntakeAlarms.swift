import CommitLog
import Domain
import Observability
import ServiceKit
import Synchronization

/// Which topics cannot be had and which partitions cannot be read on, and why: a gap in the log, a topic that was deleted or is forbidden, a
/// log that is away. Never a silent skip: the intake stands there until somebody acts, and this says so.
final class IntakeAlarms: Sendable {
    /// One that stands.
    struct Standing: Sendable, Equatable {
        /// The reason's stable name.
        let code: String
        /// The reason, for a person.
        let message: String
        let since: Tidspunkt
    }

    private struct State {
        var partitions: [TopicPartition: Standing] = [:]
        var topics: [String: Standing] = [:]
    }

    private let state = Mutex(State())
    private let time: any TimeSource
    private let logger: Logger

    /// Alarms that show in the figures.
    init(metrics: MetricsRegistry, time: any TimeSource, logger: Logger) {
        (self.time, self.logger) = (time, logger)
        metrics.gauges(
            "sakarkiv_intake_standing",
            help: "1 for each partition of partners' messages that cannot be read on, and each topic that cannot be had (partition empty)."
        ) { [weak self] in
            guard let self else { return [] }
            let state = self.state.withLock { $0 }
            return state.partitions.map { MetricSample(["topic": $0.topic, "partition": "\($0.partition)", "code": $1.code], 1) }
                + state.topics.map { MetricSample(["topic": $0, "partition": "", "code": $1.code], 1) }
        }
    }

    /// The partitions that stand now, by the reason's stable name.
    var all: [TopicPartition: String] { state.withLock { $0.partitions.mapValues(\.code) } }

    /// Everything that stands, as the service's status tells it.
    var standing: [StatusContributions.Alarm] {
        let state = state.withLock { $0 }
        let topics = state.topics.map { topic, alarm in
            StatusContributions.Alarm(code: alarm.code, message: alarm.message, topic: topic, partition: nil, since: alarm.since)
        }
        return topics
            + state.partitions.map { place, alarm in
                StatusContributions.Alarm(
                    code: alarm.code, message: alarm.message, topic: place.topic, partition: place.partition, since: alarm.since)
            }
    }

    /// Reading failed; said once for each reason.
    func failed(_ place: TopicPartition, _ error: any Error) {
        let alarm = alarm(error)
        guard state.withLock({ Self.note(alarm, &$0.partitions[place]) }) else { return }
        logger.error(
            "a partner's messages cannot be read on",
            ["topic": .name(place.topic), "partition": .number(place.partition), "code": .name(alarm.code), "reason": .reason(error)])
    }

    /// Reading goes on, or is another instance's now.
    func goesOn(_ place: TopicPartition) {
        guard state.withLock({ $0.partitions.removeValue(forKey: place) }) != nil else { return }
        logger.info("a partner's messages are read again", ["topic": .name(place.topic), "partition": .number(place.partition)])
    }

    /// A partner's topic is not there and cannot be made; said once for each reason.
    func isMissing(_ topic: String, _ error: any Error) {
        let alarm = alarm(error)
        guard state.withLock({ Self.note(alarm, &$0.topics[topic]) }) else { return }
        logger.error("a partner's topic cannot be had", ["topic": .name(topic), "code": .name(alarm.code), "reason": .reason(error)])
    }

    /// A partner's topic is there.
    func isThere(_ topic: String) {
        guard state.withLock({ $0.topics.removeValue(forKey: topic) }) != nil else { return }
        logger.info("a partner's topic is there", ["topic": .name(topic)])
    }

    private func alarm(_ error: any Error) -> Standing {
        Standing(code: (error as? LogError)?.code.rawValue ?? "failing", message: LogReason.text(of: error), since: time.now())
    }

    /// Takes a reason over; true when it is another than before.
    private static func note(_ alarm: Standing, _ known: inout Standing?) -> Bool {
        if let before = known, before.code == alarm.code { return false }
        known = alarm
        return true
    }
}
