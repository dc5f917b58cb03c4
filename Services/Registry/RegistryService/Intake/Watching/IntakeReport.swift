import CommitLog
import Contracts
import Domain
import Observability
import ServiceKit

/// What the intake tells of itself: figures, alarms in `sakarkiv status` and in the detail of `/readyz`.
struct IntakeReport: Sendable {
    let alarms: IntakeAlarms
    let figures: IntakeFigures
    let time: any TimeSource

    /// A message of ours is told of when this share of the time that it is kept has gone by.
    static let limitShareOfTime = 2.0 / 3.0

    /// Adds everything.
    ///
    /// - Parameter hasBegun: whether the partners' topics were looked at once, whatever came of it.
    func register(
        metrics: MetricsRegistry, health: HealthChecks, status: StatusContributions, hasBegun: @escaping @Sendable () -> Bool
    ) {
        let (figures, report) = (figures, self)
        func perPartition(_ value: @escaping @Sendable (IntakeFigures.Figure) -> Double) -> @Sendable () -> [MetricSample] {
            {
                figures.all.map { place, figure in
                    MetricSample(["topic": place.topic, "partition": "\(place.partition)"], value(figure))
                }
            }
        }
        metrics.gauges(
            "sakarkiv_input_lag", help: "Records of an input topic that are not taken in yet.", read: perPartition { Double($0.lag) })
        metrics.gauges(
            "sakarkiv_oldest_unanswered_seconds",
            help: "Age of the oldest message of a partner whose receipt is not delivered yet; 0: none waits.",
            read: perPartition { figures.oldestSeconds($0) })
        metrics.gauges(
            "sakarkiv_oldest_unread_seconds", help: "Age of the oldest message of a partner that is not handed on yet; 0: none waits.",
            read: perPartition { figures.unreadSeconds($0) })
        metrics.counters(
            "sakarkiv_inbound_expired_total",
            help: "Offsets removed from a topic of partners' messages before they were read, since the installation was made.",
            read: perPartition { Double($0.expired?.total ?? 0) })
        // One partner's messages standing still is no reason to send everybody else's requests away: it is told, not failed.
        health.add("intake", for: [.writes]) {
            guard hasBegun() else { return .unhealthy("the partners' topics have not been looked at yet") }
            let told = Dictionary(grouping: report.all, by: \.place).mapValues { alarms in
                JSONValue.array(alarms.map { .string("\($0.code): \($0.message)") })
            }
            return .healthy(told)
        }
        status.add { report.all }
        status.add("intake") { report.json }
    }

    /// Every alarm of the intake, sorted by place.
    var all: [StatusContributions.Alarm] {
        (alarms.standing + figures.all.flatMap { told(of: $0.place, $0.figure) }).sorted { ($0.place, $0.code) < ($1.place, $1.code) }
    }

    private func told(of place: TopicPartition, _ figure: IntakeFigures.Figure) -> [StatusContributions.Alarm] {
        let now = time.now().milliseconds
        var alarms: [StatusContributions.Alarm] = []
        if let expired = figure.expired, now - expired.found.milliseconds < IntakeFigures.limitToldMilliseconds {
            alarms.append(
                StatusContributions.Alarm(
                    code: "expired_unread",
                    message:
                        "\(place): the offsets \(expired.from) to \(expired.to) were removed before they were read; \(expired.total) in all",
                    topic: place.topic, partition: place.partition, since: expired.found))
        }
        if let kept = figure.keptMilliseconds, let since = figure.waitingSince,
            Double(now - since) > Double(kept) * Self.limitShareOfTime
        {
            alarms.append(
                StatusContributions.Alarm(
                    code: "expires_soon",
                    message:
                        "\(place): a message waits since \(Tidspunkt(milliseconds: since)) and is kept for \(kept / 86_400_000) days only",
                    topic: place.topic, partition: place.partition, since: Tidspunkt(milliseconds: since)))
        }
        return alarms
    }

    private var json: JSONValue {
        .array(
            figures.all.map { place, figure in
                [
                    "topic": .string(place.topic), "partition": .int(Int64(place.partition)), "position": .int(figure.position),
                    "end": .int(figure.end), "lag": .int(figure.lag),
                    "oldestUnansweredSeconds": .int(Int64(figures.oldestSeconds(figure))), "expired": .int(figure.expired?.total ?? 0),
                ]
            })
    }
}
