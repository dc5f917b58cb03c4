public import Observability
import Synchronization

/// What has to be ended, in the reverse order of how it was begun: so a composition root reads top to bottom and stops bottom to top.
public final class ShutdownSteps: Sendable {
    /// Ends one thing; is told how much of the grace period is left.
    public typealias Step = @Sendable (_ remaining: Duration) async throws -> Void

    private let steps = Mutex<[(name: StaticString, run: Step)]>([])
    private let time: any TimeSource
    private let logger: Logger

    /// No steps yet.
    public init(time: any TimeSource, logger: Logger) { (self.time, self.logger) = (time, logger) }

    /// Adds a step that runs before all that were added earlier.
    public func add(_ name: StaticString, _ run: @escaping Step) { steps.withLock { $0.append((name, run)) } }

    /// Runs the steps, each once, and also those that are added meanwhile. A step that fails is logged and the next one runs.
    ///
    /// - Returns: how many failed.
    @discardableResult
    public func run(within grace: Duration) async -> Int {
        let deadline = time.elapsed() + grace
        var failed = 0
        while let step = steps.withLock({ $0.popLast() }) {
            let begun = time.elapsed()
            do {
                try await step.run(max(.zero, deadline - begun))
                logger.info("stopped", ["step": .name(step.name), "took_ms": .milliseconds(time.elapsed() - begun)])
            } catch {
                failed += 1
                logger.error("could not be stopped in order", ["step": .name(step.name), "reason": .reason(error)])
            }
        }
        return failed
    }
}
