import CommitLog
import ShardRuntime
import Synchronization

/// Reads `receipts.byggsak` as a partner does and notes when each kvittering came.
final class ReceiptWatch: Sendable {
    /// Longest wait for the next kvittering, seconds.
    private static let patienceSeconds = 60.0

    private struct State {
        var arrivals: [Int: ContinuousClock.Instant] = [:]
        var last = ContinuousClock.now
        var failure: (any Error)?
    }
    private let state = Mutex(State())
    private let tasks = Mutex<[Task<Void, Never>]>([])

    /// Watches from now on.
    init(_ log: any Log, _ topics: Topics) async throws {
        for partition in 0..<topics.partitions {
            let place = TopicPartition(topics.receipts(BenchmarkMessage.partner), partition)
            let reader = try await log.read(place, from: try await log.end(of: place))
            let task = Task {
                do {
                    while true { take(try await reader.next(limit: 1_000, timeout: nil)) }
                } catch {
                    state.withLock { $0.failure = error }
                }
                await reader.close()
            }
            tasks.withLock { $0.append(task) }
        }
    }

    /// How many kvitteringer have come.
    var count: Int { state.withLock { $0.arrivals.count } }

    /// Waits until so many have come, and says when the last of them did.
    func wait(for wanted: Int) async throws -> ContinuousClock.Instant {
        while true {
            let (count, last, failure) = state.withLock { ($0.arrivals.count, $0.last, $0.failure) }
            if let failure { throw failure }
            if count >= wanted { return last }
            guard (ContinuousClock.now - last).inSeconds < Self.patienceSeconds else {
                throw BenchmarkFailure("\(count) of \(wanted) kvitteringer came, then none for \(Self.patienceSeconds) s")
            }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    /// When the kvittering of each message came.
    var arrivals: [Int: ContinuousClock.Instant] { state.withLock { $0.arrivals } }

    /// Stops watching.
    func end() { for task in tasks.withLock({ $0 }) { task.cancel() } }

    private func take(_ records: [LogRecord]) {
        let now = ContinuousClock.now
        let numbers = records.compactMap { Self.number($0.value ?? []) }
        state.withLock { state in
            for number in numbers where state.arrivals[number] == nil { state.arrivals[number] = now }
            if !numbers.isEmpty { state.last = now }
        }
    }

    /// The number of the message that a kvittering answers; nil for another record.
    private static func number(_ value: [UInt8]) -> Int? {
        guard position(of: BenchmarkMessage.receiptType, in: value) != nil,
            let start = position(of: BenchmarkMessage.correlation, in: value).map({ $0 + BenchmarkMessage.correlation.count }),
            start + 9 <= value.count
        else { return nil }
        return Int(String(decoding: value[start..<start + 9], as: UTF8.self))
    }

    private static func position(of needle: [UInt8], in bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            guard bytes.count >= needle.count else { return nil }
            return (0...bytes.count - needle.count).first { start in
                bytes[start] == needle[0] && bytes[start..<start + needle.count].elementsEqual(needle)
            }
        }
    }
}
