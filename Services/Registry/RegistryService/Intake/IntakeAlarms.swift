import CommitLog
import Observability
import Synchronization

/// Which partitions of partners' topics cannot be read on, and why: a gap in the log, a position outside it, a log that is away. Never a
/// silent skip: the intake stands there until somebody acts, and this says so.
final class IntakeAlarms: Sendable {
    private let standing = Mutex<[TopicPartition: String]>([:])
    private let logger: Logger

    /// Alarms that show in the figures.
    init(metrics: MetricsRegistry, logger: Logger) {
        self.logger = logger
        metrics.gauges(
            "sakarkiv_intake_standing",
            help: "1 for each partition of a partner's topic that the intake cannot read on; log_gap: records are missing."
        ) { [weak self] in
            (self?.all ?? [:]).map { place, code in
                MetricSample(["topic": place.topic, "partition": "\(place.partition)", "code": code], 1)
            }
        }
    }

    /// What stands now, by the reason's stable name.
    var all: [TopicPartition: String] { standing.withLock { $0 } }

    /// Reading failed; said once for each reason.
    func failed(_ place: TopicPartition, _ error: any Error) {
        let code = (error as? LogError)?.code.rawValue ?? "failing"
        let isNews = standing.withLock { $0.updateValue(code, forKey: place) != code }
        guard isNews else { return }
        logger.error(
            "a partner's messages cannot be read on",
            ["topic": .name(place.topic), "partition": .number(place.partition), "code": .name(code), "reason": .reason(error)])
    }

    /// Reading goes on, or is another instance's now.
    func goesOn(_ place: TopicPartition) {
        guard standing.withLock({ $0.removeValue(forKey: place) }) != nil else { return }
        logger.info("a partner's messages are read again", ["topic": .name(place.topic), "partition": .number(place.partition)])
    }
}
