import Dispatch
import Synchronization

/// What tasks hand to a thread: a bounded queue whose one reader may block.
final class Inbox<Item: Sendable>: Sendable {
    private struct State {
        var items: [Item] = []
        var isClosed = false
    }

    /// What became of an item.
    enum Answer { case taken, full, closed }

    private let itemLimit: Int
    private let state = Mutex(State())
    // Counts the turns from empty to not empty; one too many only makes the thread look once more.
    private let signal = DispatchSemaphore(value: 0)

    init(itemLimit: Int) { self.itemLimit = itemLimit }

    func put(_ item: Item) -> Answer {
        let (answer, wasEmpty) = state.withLock { state in
            if state.isClosed { return (Answer.closed, false) }
            if state.items.count >= itemLimit { return (Answer.full, false) }
            state.items.append(item)
            return (Answer.taken, state.items.count == 1)
        }
        if wasEmpty { signal.signal() }
        return answer
    }

    /// Everything in the queue, in order; blocks while it is empty. Empty when `timeoutMilliseconds` passed; nil when it is closed and
    /// everything was taken.
    func takeAll(timeoutMilliseconds: Int? = nil) -> [Item]? {
        let deadline = timeoutMilliseconds.map { DispatchTime.now() + .milliseconds($0) } ?? .distantFuture
        while true {
            let (items, isClosed) = state.withLock { state in
                defer { state.items.removeAll(keepingCapacity: true) }
                return (state.items, state.isClosed)
            }
            if !items.isEmpty { return items }
            if isClosed { return nil }
            if signal.wait(timeout: deadline) == .timedOut { return [] }
        }
    }

    /// Takes nothing more; the thread gets what is there and then nil.
    func close() {
        state.withLock { $0.isClosed = true }
        signal.signal()
    }
}
