/// What to do when a service has died: start it again, how soon, or not at all. Pure, so that it can be tested.
struct RestartPolicy: Sendable, Equatable {
    /// The decision.
    enum Decision: Sendable, Equatable {
        case restart(after: Duration)
        /// It says itself that starting it again is no use.
        case giveUp
    }

    /// Pause before the first restart; it doubles with each death that follows.
    static let firstPauseMilliseconds = 500
    /// The longest pause.
    static let pauseMillisecondsMax = 30_000
    /// A service that lived this long was well: its earlier deaths are forgotten.
    static let wellAfterSeconds = 60

    /// Exit codes with which a service says that another try is no use: wrong command line (64), damaged data (65), not permitted (77),
    /// wrong configuration (78).
    static let hopeless: Set<Int32> = [64, 65, 77, 78]

    /// Deaths in a row.
    private(set) var deaths = 0

    /// It has ended, after living for `lifetime`, with `status` as the shell would show it.
    mutating func died(after lifetime: Duration, status: Int32) -> Decision {
        if lifetime >= .seconds(Self.wellAfterSeconds) { deaths = 0 }
        deaths += 1
        if Self.hopeless.contains(status) { return .giveUp }
        let doubled = Self.firstPauseMilliseconds << min(deaths - 1, 16)
        return .restart(after: .milliseconds(min(doubled, Self.pauseMillisecondsMax)))
    }
}
