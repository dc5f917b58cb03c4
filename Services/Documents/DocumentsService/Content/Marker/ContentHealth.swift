import ServiceKit

/// What the content store contributes to `/readyz` and to the figures: whether the files are there, and which cannot be read.
struct ContentHealth: Sendable {
    private let content: GuardedContent

    init(_ content: GuardedContent) { self.content = content }

    func register(in context: ServiceContext) {
        let content = content
        context.health.add("content") {
            let details = content.unreadable.details
            return switch await content.gate.finding(notOlderThan: .zero) {
            case .available: .healthy(details)
            case .away(let reason): .unhealthy("the files are not available: \(reason)", details)
            case .foreign(let installation): .unhealthy("the files belong to another installation: \(installation)", details)
            }
        }
        context.metrics.gauge(
            "sakarkiv_content_available", help: "1 while the files are where they should be: the content store answers and has its marker."
        ) { content.gate.lastFinding == .available ? 1 : 0 }
    }
}
