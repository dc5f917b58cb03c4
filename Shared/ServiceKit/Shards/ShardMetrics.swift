import Observability
import ShardRuntime

/// The owners' figures, read at each exposition.
struct ShardMetrics<Model: ShardModel>: Sendable {
    let runtime: ServiceRuntime<Model>
    let quarantine: QuarantineIndex

    func register(in metrics: MetricsRegistry) {
        let (runtime, quarantine) = (runtime, quarantine)
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
            Double(max(0, $0.position - $0.published))
        }
        perPartition("sakarkiv_rebuild_progress_ratio", "How much of the log is applied, 0 to 1.") { $0.replayRatio }
        metrics.gauges("sakarkiv_input_lag", help: "Records of an input topic that are not taken in yet.") {
            runtime.statuses.flatMap { status in
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
        metrics.gauge("sakarkiv_quarantine_open", help: "Messages in quarantine that nobody has acted on.") { Double(quarantine.openCount) }
    }
}
