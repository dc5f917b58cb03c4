import Synchronization

/// How often values fell into fixed ranges: for times (seconds) and sizes.
public final class Histogram: Sendable {
    /// What a histogram has seen.
    public struct Snapshot: Sendable, Equatable {
        /// Values up to each upper bound, cumulative; the last entry is everything (`+Inf`).
        public let cumulative: [UInt64]
        /// The sum of all values.
        public let sum: Double
        /// How many values.
        public var count: UInt64 { cumulative.last ?? 0 }
    }

    private struct State {
        var counts: [UInt64]
        var sum: Double = 0
    }

    /// Upper bounds for times in seconds, 0.5 ms to 10 s.
    public static let timeBucketsSeconds: [Double] = [
        0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10,
    ]
    /// Upper bounds for counts of things handled together, 1 to 4096.
    public static let countBuckets: [Double] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096]
    /// Upper bounds for sizes in bytes, 1 KiB to 256 MiB.
    public static let sizeBucketsBytes: [Double] = [
        1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864, 268_435_456,
    ]

    let bounds: [Double]
    // An uncontended lock costs about as much as the atomics it replaces, and count and sum stay together.
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    /// Notes one value; not-a-number is left out.
    public func observe(_ value: Double) {
        guard !value.isNaN else { return }
        let place = bucket(of: value)
        state.withLock { state in
            state.counts[place] += 1
            state.sum += value
        }
    }

    /// Notes a span of time, in seconds.
    public func observe(_ duration: Duration) { observe(duration.inSeconds) }

    /// What it has seen so far.
    public var snapshot: Snapshot {
        let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
        var running: UInt64 = 0
        let cumulative = counts.map { count in
            running += count
            return running
        }
        return Snapshot(cumulative: cumulative, sum: sum)
    }

    private func bucket(of value: Double) -> Int {
        var (low, high) = (0, bounds.count)
        while low < high {
            let middle = (low + high) / 2
            if value <= bounds[middle] { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
