import Dispatch
import Synchronization

/// Threads for reads, which block: so many at a time, the rest in the order they came. A thread that is done takes the next one itself, and none
/// waits for its turn.
final class ReadingThreads: Sendable {
    typealias Work = @Sendable () -> Void

    /// Most reads that wait for their turn.
    static let limitWaiting = 10_000

    private struct State {
        var running = 0
        /// In order; what stands before `next` has gone.
        var waiting: [Work] = []
        var next = 0

        mutating func take() -> Work? {
            guard next < waiting.count else {
                (waiting, next) = ([], 0)
                running -= 1
                return nil
            }
            defer { next += 1 }
            // What has gone is let go of in one piece, when it is half of it all.
            if next > waiting.count / 2 {
                waiting.removeFirst(next)
                next = 0
            }
            return waiting[next]
        }
    }

    private let limitThreads: Int
    private let queue = DispatchQueue(label: "shard.reads", qos: .userInitiated, attributes: .concurrent)
    private let state = Mutex(State())

    /// Threads that run at most so many reads at a time.
    init(limit: Int) { limitThreads = limit }

    /// Runs it when its turn has come; false when too many wait already.
    func run(_ work: @escaping Work) -> Bool {
        enum Turn { case now, later, never }
        let turn = state.withLock { state -> Turn in
            if state.running < limitThreads {
                state.running += 1
                return .now
            }
            guard state.waiting.count - state.next < Self.limitWaiting else { return .never }
            state.waiting.append(work)
            return .later
        }
        if turn == .now {
            queue.async { [self] in
                work()
                while let next = state.withLock({ $0.take() }) { next() }
            }
        }
        return turn != .never
    }
}

/// So many reads wait that another one would not be answered in time.
public struct TooManyReads: Error {
    /// The error.
    public init() {}
}
