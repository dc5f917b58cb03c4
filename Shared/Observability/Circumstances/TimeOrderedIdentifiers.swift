public import Domain
import Synchronization

/// UUID version 7 (RFC 9562): milliseconds since the epoch first, so that rows inserted in order of time lie in order in their index.
///
/// Within a source the identifiers only rise, also within one millisecond and when the wall clock goes back: the 12 bits after the time
/// count on (RFC 9562, 6.2 method 1), and when they run over, the time is taken one millisecond further.
public final class TimeOrderedIdentifiers: IdentifierSource {
    private struct State {
        var milliseconds: UInt64 = 0
        var counter: UInt64 = 0
    }

    private static let counterLimit: UInt64 = 0xFFF

    private let time: any TimeSource
    private let random: RandomSource
    private let state = Mutex(State())

    /// A source over a clock and random bits.
    public init(time: any TimeSource, random: RandomSource = .system) {
        self.time = time
        self.random = random
    }

    /// A new identifier, higher than every one before.
    public func next() -> SystemID {
        let now = UInt64(clamping: time.now().milliseconds)
        let bits = random.next()
        let (milliseconds, counter) = state.withLock { state in
            if now > state.milliseconds {
                // The counter starts in its lower half, at random: room to count, and nothing to guess from.
                state = State(milliseconds: now, counter: random.next() & 0x7FF)
            } else if state.counter < TimeOrderedIdentifiers.counterLimit {
                state.counter += 1
            } else {
                state = State(milliseconds: state.milliseconds + 1, counter: 0)
            }
            return (state.milliseconds, state.counter)
        }
        let high = (milliseconds & 0xFFFF_FFFF_FFFF) << 16 | 0x7000 | counter
        let low = (bits & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
        return SystemID(high: high, low: low)
    }
}
