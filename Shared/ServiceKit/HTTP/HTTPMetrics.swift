import HTTPServer
import Observability
import Synchronization

/// How long requests take, by route and answer, as Prometheus histograms; and how many are under way.
final class HTTPMetrics: Sendable {
    private struct Key: Hashable {
        let method: String
        let route: String
        let status: String
    }

    /// Any token is a method; the others count together, so that a client cannot make series without end.
    private static let named: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    private let metrics: MetricsRegistry
    private let histograms = Mutex<[Key: Histogram]>([:])
    private let inFlight: Gauge

    init(_ metrics: MetricsRegistry) {
        self.metrics = metrics
        inFlight = metrics.gauge(
            "sakarkiv_http_requests_in_flight", help: "Requests that have begun and are not over; event streams and what hangs among them.")
    }

    /// A request has begun.
    func began() { inFlight.add(1) }

    /// A request is over.
    func observe(_ report: HTTPExchangeReport) {
        inFlight.add(-1)
        let key = Key(
            method: HTTPMetrics.named.contains(report.method.rawValue) ? report.method.rawValue : "other", route: report.route ?? "none",
            status: report.isComplete ? report.status.map { String($0) } ?? "none" : "cut")
        let histogram = histograms.withLock { histograms in
            if let known = histograms[key] { return known }
            let made = metrics.histogram(
                "sakarkiv_http_request_duration_seconds", help: "From the request line until the answer was sent, in seconds.",
                labels: ["method": key.method, "route": key.route, "status": key.status])
            histograms[key] = made
            return made
        }
        histogram.observe(report.duration)
    }
}
