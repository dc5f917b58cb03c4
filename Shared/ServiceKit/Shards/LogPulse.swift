import CommitLog
import Observability
import Synchronization

/// Whether the log answers just now: one small question after another, each with a time limit.
final class LogPulse: Sendable {
    /// How long one question may take.
    static let limitAnswer: Duration = .milliseconds(600)
    /// How long after an answer the next question is asked. After none it is asked again at once: one lost question refuses nobody.
    static let pause: Duration = .milliseconds(300)
    /// The least time between two questions.
    static let limitPace: Duration = .milliseconds(100)
    /// Brokers that have not answered for this long count as away: those that are there answer in milliseconds.
    static let limitSilenceOfBrokers: Duration = .milliseconds(1_800)

    private struct State {
        /// By the clock that never jumps; nil: not yet.
        var answered: Duration?
        /// Milliseconds since the epoch.
        var answeredAt: Int64 = 0
        var hasFailed = false
    }
    private let log: any Log
    private let place: TopicPartition
    private let time: any TimeSource
    private let logger: Logger
    private let limitSilence: Duration?
    private let state = Mutex(State())

    /// Questions about a place that exists in every installation.
    ///
    /// - Parameter limitSilence: how long the log may be silent; nil for one on this machine's disk, which may be slow and is never away: only an
    ///   error says that it is.
    init(_ log: any Log, about place: TopicPartition, limitSilence: Duration?, time: any TimeSource, logger: Logger) {
        (self.log, self.place, self.limitSilence, self.time, self.logger) = (log, place, limitSilence, time, logger)
    }

    /// Whether the log has answered lately.
    var isReachable: Bool {
        let (answered, hasFailed) = state.withLock { ($0.answered, $0.hasFailed) }
        guard let answered else { return false }
        guard let limitSilence else { return !hasFailed }
        return time.elapsed() - answered < limitSilence
    }

    /// When the log answered last, milliseconds since the epoch.
    var answeredAt: Int64 { state.withLock { $0.answeredAt } }

    /// Seconds since the log answered last; nil before it ever has.
    var secondsSinceAnswer: Double? {
        state.withLock { $0.answered }.map { answered in
            let silence = (time.elapsed() - answered).components
            return max(0, Double(silence.seconds) + Double(silence.attoseconds) / 1e18)
        }
    }

    /// Something else than a question was answered: a topic made, a record read.
    func answered() {
        let (now, moment) = (time.elapsed(), time.now().milliseconds)
        state.withLock { ($0.answered, $0.answeredAt, $0.hasFailed) = (now, moment, false) }
    }

    /// Asks until cancelled, and says when the log goes away and when it is back.
    func run() async throws {
        var wasReachable = true
        while !Task.isCancelled {
            var reason: (any Error)?
            do {
                try await log.answer(about: place, within: Self.limitAnswer)
                answered()
            } catch {
                reason = error
                state.withLock { $0.hasFailed = true }
            }
            let isReachable = isReachable
            if wasReachable, !isReachable {
                logger.error(
                    "the log does not answer: reads go on from what is stored, writes are refused until it does",
                    ["reason": .reason(reason ?? LogError(.unavailable, "no answer"))])
            } else if !wasReachable, isReachable {
                logger.info("the log answers again")
            }
            wasReachable = isReachable
            try await time.sleep(for: reason == nil ? Self.pause : Self.limitPace)
        }
    }
}
