public import HTTPServer
public import Observability
import Synchronization

/// What every service answers without asking who wants to know: `/healthz`, `/readyz`, `/metrics`, `/openapi.json`. None tells about content.
public struct StandardRoutes: Sendable {
    private let health: HealthChecks
    private let metrics: MetricsRegistry
    private let openAPI: [UInt8]

    /// The routes over a service's health, figures and OpenAPI document.
    public init(health: HealthChecks, metrics: MetricsRegistry, openAPI: [UInt8]) {
        (self.health, self.metrics, self.openAPI) = (health, metrics, openAPI)
    }

    /// Adds them.
    public func add(to router: inout Router) {
        let (health, openAPI, exposition) = (health, openAPI, RecentExposition(metrics))
        router.on(.get, "/healthz") { _ in StandardRoutes.response(health.liveness()) }
        router.on(.get, "/readyz") { request in
            guard let text = request.query["for"] else { return StandardRoutes.response(await health.readiness()) }
            guard let concern = HealthChecks.Concern(rawValue: text) else {
                let known = HealthChecks.Concern.allCases.map(\.rawValue).joined(separator: " or ")
                return ProblemDetails.badRequest("?for=\(text) is not known: say \(known)").response
            }
            return StandardRoutes.response(await health.readiness(for: concern))
        }
        router.on(.get, "/metrics") { _ in
            HTTPResponse(
                status: 200, headers: ["Content-Type": Exposition.contentType, "Cache-Control": "no-store"],
                body: .bytes(exposition.bytes))
        }
        router.on(.get, "/openapi.json") { _ in .json(openAPI) }
    }

    private static func response(_ report: HealthReport) -> HTTPResponse {
        HTTPResponse(
            status: report.isHealthy ? 200 : 503, headers: ["Content-Type": "application/json", "Cache-Control": "no-store"],
            body: .bytes(report.json.encoded()))
    }
}

/// The figures as they were a moment ago: whoever asks too often, which anybody may, gets the same ones again.
private final class RecentExposition: Sendable {
    /// They are so many times as old at most as it took to make them: that keeps making them to a fraction of one thread.
    private static let limitAgeTimes = 10

    private let metrics: MetricsRegistry
    private let latest = Mutex<(until: ContinuousClock.Instant, bytes: [UInt8])?>(nil)

    init(_ metrics: MetricsRegistry) { self.metrics = metrics }

    /// Made under the lock: several who ask at once need it once.
    var bytes: [UInt8] {
        latest.withLock { latest in
            let began = ContinuousClock.now
            if let latest, began < latest.until { return latest.bytes }
            let bytes = Array(metrics.exposition().utf8)
            let end = ContinuousClock.now
            latest = (end + began.duration(to: end) * Self.limitAgeTimes, bytes)
            return bytes
        }
    }
}
