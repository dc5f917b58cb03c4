import Synchronization

/// Where random bits come from: the system's generator in production, a seed in tests and in the simulation.
public struct RandomSource: Sendable {
    private let word: @Sendable () -> UInt64

    /// A source that takes its bits from `next`.
    public init(_ next: @escaping @Sendable () -> UInt64) { word = next }

    /// Sixty-four random bits.
    public func next() -> UInt64 { word() }

    /// The operating system's generator (getrandom); fit for tokens and keys.
    public static let system = RandomSource {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    /// The same bits for the same seed (SplitMix64); never for secrets.
    public static func seeded(_ seed: UInt64) -> RandomSource {
        let generator = SeededGenerator(seed: seed)
        return RandomSource { generator.next() }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, and every seed gives a full period.
private final class SeededGenerator: Sendable {
    private let state: Mutex<UInt64>

    init(seed: UInt64) { state = Mutex(seed) }

    func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
