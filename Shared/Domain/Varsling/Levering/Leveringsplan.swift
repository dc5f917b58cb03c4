/// When a delivery that failed is tried again, and when trying ends: exponential waits with full jitter, over days.
///
/// Full jitter (a wait drawn evenly between nothing and the bound) spreads the attempts of many deliveries to a target that comes back.
public struct Leveringsplan: Hashable, Sendable {
    /// The bound of the first wait, milliseconds.
    public var foersteVentMillisekunder: Int64 = 10_000
    /// No wait is shorter, milliseconds.
    public var kortesteVentMillisekunder: Int64 = 1_000
    /// No bound is longer, milliseconds.
    public var lengsteVentMillisekunder: Int64 = 6 * 3_600_000
    /// So long after its first attempt a delivery is not tried again, milliseconds.
    public var varighetMillisekunder: Int64 = 96 * 3_600_000
    /// A target that asks for a longer rest is not believed, milliseconds.
    public var lengsteRetryAfterMillisekunder: Int64 = 24 * 3_600_000
    /// After so many failures in a row the whole target rests, and is then tried with one delivery at a time until one gets through.
    public var feilFoerPause = 5

    /// The standard plan.
    public init() {}

    /// How long to wait after so many failed attempts, in milliseconds.
    ///
    /// - Parameter tilfeldig: sixty-four random bits.
    public func vent(etterForsoek nummer: Int, tilfeldig: UInt64) -> Int64 {
        var bound = max(foersteVentMillisekunder, 0)
        for _ in 1..<max(nummer, 1) where bound < lengsteVentMillisekunder { bound *= 2 }
        bound = min(bound, lengsteVentMillisekunder)
        let drawn = Int64(tilfeldig.multipliedFullWidth(by: UInt64(bound) + 1).high)
        return max(kortesteVentMillisekunder, drawn)
    }
}
