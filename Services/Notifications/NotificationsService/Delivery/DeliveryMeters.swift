import Domain
import Observability
import Synchronization

/// The figures of delivery. No label says whose a delivery is.
struct DeliveryMeters: Sendable {
    private let metrics: MetricsRegistry
    private let seconds: Histogram
    private let waiting: Gauge
    private let disabled: Gauge
    private let oldest: Gauge

    init(_ metrics: MetricsRegistry) {
        self.metrics = metrics
        seconds = metrics.histogram("sakarkiv_webhook_attempt_seconds", help: "How long attempts to deliver a webhook took.")
        waiting = metrics.gauge("sakarkiv_delivery_queue", help: "Hendelser that wait to be sent.", labels: ["state": "enabled"])
        disabled = metrics.gauge("sakarkiv_delivery_queue", help: "Hendelser that wait to be sent.", labels: ["state": "disabled"])
        oldest = metrics.gauge(
            "sakarkiv_delivery_oldest_waiting_seconds", help: "How long the oldest hendelse waits to be sent by an enabled subscription.")
    }

    /// An attempt at a webhook, by what came of it.
    func tried(_ utfoert: RegistrerForsoek.Utfoert) {
        let outcome: String =
            switch utfoert.utfall {
            case .svar(let svar): svar.feil ?? "delivered"
            case .utgaatt: "gone_from_feed"
            case .fortiet: "not_told"
            case .stopp(let grunn): "stopped_\(grunn.rawValue)"
            case .proeve: "trial"
            }
        metrics.counter(
            "sakarkiv_webhook_attempts_total", help: "Attempts to deliver a webhook, by what came of them.", labels: ["outcome": outcome]
        ).increment()
        if case .svar = utfoert.utfall {
            seconds.observe(Double(utfoert.ferdig.milliseconds - utfoert.begynt.milliseconds) / 1_000)
        }
    }

    /// An attempt to hand over a letter, by what came of it.
    func mailed(_ outcome: String) {
        metrics.counter("sakarkiv_mails_total", help: "Attempts to hand over a letter, by what came of them.", labels: ["outcome": outcome])
            .increment()
    }

    /// How many requests are under way.
    func inFlight(_ read: @escaping @Sendable () -> Double) {
        metrics.gauge("sakarkiv_webhooks_in_flight", help: "Webhook requests under way.", read: read)
    }

    /// How much waits at the municipalities of this instance.
    func queue(enabled: Int, disabled: Int, oldestSeconds: Double) {
        waiting.set(Double(enabled))
        self.disabled.set(Double(disabled))
        oldest.set(oldestSeconds)
    }
}
