import Observability
import ShardRuntime

/// The owners' figures, read at each exposition.
struct ShardMetrics<Model: ShardModel>: Sendable {
    let runtime: ServiceRuntime<Model>
    let quarantine: QuarantineIndex
    let pulse: LogPulse

    func register(in metrics: MetricsRegistry) {
        let (runtime, quarantine, pulse) = (runtime, quarantine, pulse)
        metrics.gauge("sakarkiv_log_reachable", help: "1 while the log answers, 0 while it is away.") { pulse.isReachable ? 1 : 0 }
        metrics.gauge("sakarkiv_log_seconds_since_answer", help: "Seconds since the log answered last.") {
            pulse.secondsSinceAnswer ?? 0
        }
        func perPartition(_ name: String, _ help: String, _ value: @escaping @Sendable (OwnerStatus.Snapshot) -> Double) {
            metrics.gauges(name, help: help) {
                runtime.statuses.map { MetricSample(["partition": "\($0.partition)"], value($0)) }
            }
        }
        perPartition("sakarkiv_partition_owned", "1 while this instance owns the partition.") { $0.phase == .owner ? 1 : 0 }
        perPartition("sakarkiv_partition_epoch", "The epoch under which the partition is owned.") { Double($0.epoch) }
        perPartition("sakarkiv_queue_depth", "Inputs waiting for the partition's owner.") { Double($0.queued) }
        perPartition("sakarkiv_commit_log_position", "The offset after the last record of the commit log taken in.") { Double($0.position) }
        perPartition("sakarkiv_publisher_lag", "Records of the commit log that are not published yet.") {
            $0.hasOwned ? Double(max(0, $0.position - $0.published)) : 0
        }
        perPartition("sakarkiv_rebuild_progress_ratio", "How much of the log is applied where it is being caught up with, 0 to 1.") {
            $0.end > $0.start && $0.position < $0.end ? Double($0.position - $0.start) / Double($0.end - $0.start) : 1
        }
        perPartition("sakarkiv_rebuild_commits_left", "Records of the commit log that are to be applied until it is caught up with.") {
            Double(max(0, $0.end - $0.position))
        }
        perPartition("sakarkiv_standby_ready", "1 while the partition's stores here are warm enough to be taken over at once.") {
            $0.isReady ? 1 : 0
        }
        perPartition("sakarkiv_standby_lag", "Records that the stores of a partition owned elsewhere are behind the log.") {
            $0.phase == .owner ? 0 : Double(max(0, $0.end - $0.position))
        }
        metrics.counter("sakarkiv_takeovers_total", help: "Ownerships of partitions begun by this instance.") {
            Double(runtime.statuses.reduce(0) { $0 + $1.takeovers })
        }
        metrics.gauges("sakarkiv_hanging_commits", help: "Commits in the log that do not continue their municipality's history.") {
            runtime.statuses.flatMap { status in
                status.hanging.map { MetricSample(["kommune": $0.key.rawValue], Double($0.value)) }
            }
        }
        metrics.gauges("sakarkiv_input_lag", help: "Records of an input topic that are not taken in yet.") {
            // Also while the log is away: whoever owned still does, as far as it knows.
            runtime.statuses.filter(\.hasOwned).flatMap { status in
                status.inputs.map { place, progress in
                    MetricSample(
                        ["topic": place.topic, "partition": "\(place.partition)"], Double(max(0, progress.end - progress.position)))
                }
            }
        }
        metrics.gauges("sakarkiv_shard_alarm", help: "1 for each shard that is stopped by an alarm.") {
            runtime.statuses.flatMap { status in
                status.alarms.map { MetricSample(["kommune": $0.key.rawValue, "code": $0.value.code.rawValue], 1) }
            }
        }
        metrics.counter("sakarkiv_commits_total", help: "Commits made by this instance.") {
            Double(runtime.statuses.reduce(0) { $0 + $1.commits })
        }
        metrics.counter("sakarkiv_rounds_total", help: "Rounds of the owners' loops; commits per round is the batch size.") {
            Double(runtime.statuses.reduce(0) { $0 + $1.rounds })
        }
        metrics.counter("sakarkiv_ignored_records_total", help: "Records that the acceptance rule ignored.") {
            Double(runtime.statuses.reduce(0) { $0 + $1.ignored })
        }
        metrics.gauges(
            "sakarkiv_quarantine_open", help: "Messages in quarantine that nobody has acted on, by the code of the first reason."
        ) {
            quarantine.openCounts().map { MetricSample(["reason": $0.key], Double($0.value)) }
        }
    }
}
