public import Observability
import Synchronization

/// What has to be ended: by phase, and within a phase in the reverse order of how it was begun, so that a composition root reads top to bottom
/// and stops bottom to top.
public final class ShutdownSteps: Sendable {
    /// Ends one thing; is told how much of the grace period is left.
    public typealias Step = @Sendable (_ remaining: Duration) async throws -> Void

    /// What is ended before what.
    public enum Phase: Int, Sendable, CaseIterable, Comparable {
        /// Whatever another instance is to go on with: it takes over while this one still answers.
        case handOver
        /// Whatever takes work in from outside. Its listener stands early, to answer for health, and must all the same be drained first.
        case requests
        /// Whatever does the work: owners, publishers, deliveries.
        case work
        /// Whatever the others need: logs, stores, clients.
        case resources

        /// In the order of ending.
        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    private struct Entry: Sendable {
        let name: StaticString
        let phase: Phase
        let run: Step
    }

    private let steps = Mutex<[Entry]>([])
    private let time: any TimeSource
    private let logger: Logger

    /// No steps yet.
    public init(time: any TimeSource, logger: Logger) { (self.time, self.logger) = (time, logger) }

    /// Adds a step that runs before all that were added earlier to its phase.
    public func add(_ name: StaticString, _ phase: Phase = .work, _ run: @escaping Step) {
        steps.withLock { $0.append(Entry(name: name, phase: phase, run: run)) }
    }

    /// Runs the steps, each once, and also those that are added meanwhile. A step that fails is logged and the next one runs.
    ///
    /// - Returns: how many failed.
    @discardableResult
    public func run(within grace: Duration) async -> Int {
        let deadline = time.elapsed() + grace
        var failed = 0
        while let step = steps.withLock({ ShutdownSteps.takeNext(&$0) }) {
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

    private static func takeNext(_ steps: inout [Entry]) -> Entry? {
        guard let phase = steps.map(\.phase).min(), let last = steps.lastIndex(where: { $0.phase == phase }) else { return nil }
        return steps.remove(at: last)
    }
}
