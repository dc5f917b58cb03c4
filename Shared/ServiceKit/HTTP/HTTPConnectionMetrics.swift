import HTTPServer
import Observability
import Synchronization

/// How many connections were ended for what their callers did, by reason; the log says so now and then, never once for each.
final class HTTPConnectionMetrics: Sendable {
    /// How often the log speaks of the same reason.
    private static let limitWarningInterval: Duration = .seconds(60)

    private let counters: [HTTPConnectionEnd: Counter]
    private let logger: Logger
    private let time: any TimeSource
    private let warned = Mutex<[HTTPConnectionEnd: Duration]>([:])

    init(_ metrics: MetricsRegistry, logger: Logger, time: any TimeSource) {
        (self.logger, self.time) = (logger, time)
        counters = Dictionary(
            uniqueKeysWithValues: HTTPConnectionEnd.allCases.map { reason in
                (
                    reason,
                    metrics.counter(
                        "sakarkiv_http_connections_ended_total",
                        help: "Connections ended for what the caller did: too many from its address, no HTTP, too slow.",
                        labels: ["reason": reason.rawValue])
                )
            })
    }

    func observe(_ reason: HTTPConnectionEnd) {
        counters[reason]?.increment()
        let now = time.elapsed()
        let mustWarn = warned.withLock { warned in
            if let last = warned[reason], now - last < Self.limitWarningInterval { return false }
            warned[reason] = now
            return true
        }
        guard mustWarn else { return }
        logger.warning(
            "connections are ended for what their callers do; sakarkiv_http_connections_ended_total counts them",
            ["reason": .name(reason.rawValue)])
    }
}
