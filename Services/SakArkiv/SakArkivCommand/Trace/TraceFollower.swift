import Observability

/// Looks at a trace again and again until every service has done its part.
struct TraceFollower: Sendable {
    /// The last look, and what was still to come then; nothing when it is done.
    struct Followed: Sendable {
        let trace: CollectedTrace
        let outstanding: [String]
    }

    let client: ServiceClient
    let collector: TraceCollector
    private static let pauseMilliseconds = 150...1_000

    /// Follows a trace until the deadline (of the clock's `elapsed`).
    ///
    /// - Parameter each: is shown every look.
    func follow(_ subject: TraceSubject, deadline: Duration, each: (Followed) -> Void = { _ in }) async throws -> Followed {
        var pause = Self.pauseMilliseconds.lowerBound
        var before: Set<TraceEntry.Place>?
        while true {
            // The positions first: what a service had read by then shows in the logs afterwards.
            let status = try await StatusCommand.collect(client)
            let trace = try await collector.collect(subject)
            let followed = Followed(trace: trace, outstanding: TraceProgress(trace, status).outstanding)
            each(followed)
            let now = Set(trace.entries.map(\.place))
            // A commit that was read a moment ago may be about to be answered: the second look that finds the same is the last.
            if followed.outstanding.isEmpty, before == now { return followed }
            if client.clock.elapsed() >= deadline { return followed }
            pause = before == now ? min(pause * 2, Self.pauseMilliseconds.upperBound) : Self.pauseMilliseconds.lowerBound
            before = now
            try await client.clock.sleep(for: .milliseconds(pause))
        }
    }
}
