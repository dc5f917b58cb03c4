import Synchronization

/// Wakes the thread that fetches for a reader when the reader has made room.
///
/// librdkafka 2.0.2 stops fetching when a reader's queue is full and then looks only once a second whether it has room again, unless
/// something else wakes that thread. A reader that is slower than the broker would get one queue's content a second, however large its rest.
final class RoomReminder: Sendable {
    private struct State {
        var takenBytes = 0
        var takenRecords = 0
        var waking = false
    }

    private static let wakeTimeoutMilliseconds: Int32 = 1000

    private let bytes: Int
    private let records: Int
    private let threads: CallThreads
    private let state = Mutex(State())

    /// Reminds whenever half of what may be fetched ahead has been taken.
    init(_ configuration: KafkaLogConfiguration, _ threads: CallThreads) {
        bytes = max(1, configuration.readerBufferBytes / 2)
        records = max(1, configuration.readerBufferRecords / 2)
        self.threads = threads
    }

    /// The reader has taken this much. Never waits.
    func taken(_ records: Int, _ bytes: Int, from assignment: Assignment) {
        let due = state.withLock { state in
            state.takenRecords += records
            state.takenBytes += bytes
            return !state.waking && begin(&state)
        }
        guard due else { return }
        do {
            try threads.start { [self] in
                repeat { assignment.wake(timeoutMilliseconds: Self.wakeTimeoutMilliseconds) } while state.withLock { begin(&$0) }
            }
        } catch {
            // Too many calls wait: the fetching thread then looks by itself within a second.
            state.withLock { $0.waking = false }
        }
    }

    /// Counts anew when it is time to wake; else says that nobody is waking.
    private func begin(_ state: inout State) -> Bool {
        guard state.takenBytes >= bytes || state.takenRecords >= records else {
            state.waking = false
            return false
        }
        state = State(waking: true)
        return true
    }
}
