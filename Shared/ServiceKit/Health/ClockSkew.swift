/// How far this machine's clock is from another's, as one exchange tells it: between two bounds, since nobody knows how long either way took.
///
/// Positive: ahead. All in milliseconds.
struct ClockSkew: Hashable, Sendable {
    /// It is at least this.
    let least: Int64
    /// It is at most this.
    let most: Int64

    /// - Parameters:
    ///   - askedAt: our clock before the question.
    ///   - tookMilliseconds: until the answer was here, by a clock that does not jump.
    ///   - stampedAt: the other's clock, some time between the two.
    init(askedAt: Int64, tookMilliseconds: Int64, stampedAt: Int64) {
        least = askedAt - stampedAt
        most = askedAt + max(0, tookMilliseconds) - stampedAt
    }

    /// How far the bounds are apart.
    var uncertainty: Int64 { most - least }

    /// What is certain: the smallest skew that explains what was seen, 0 when the clocks may well agree.
    var certain: Int64 {
        if least > 0 { return least }
        if most < 0 { return most }
        return 0
    }

    /// The one that says most.
    static func narrowest(_ all: [ClockSkew]) -> ClockSkew? { all.min { $0.uncertainty < $1.uncertainty } }
}
