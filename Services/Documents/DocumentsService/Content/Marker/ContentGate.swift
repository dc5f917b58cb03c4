import Observability
import Synchronization

/// Whether the files of this installation are where they should be: lets calls to the storage through, or says why not.
///
/// It looks at the marker now and then, before calls that come later than that, and before each write where a look costs nothing. One look at a time:
/// a storage that hangs takes one thread, and whoever waits for the look is told after a while.
final class ContentGate: Sendable {
    /// What a look found.
    enum Finding: Hashable, Sendable {
        /// The marker is there, and ours.
        case available
        /// The storage does not answer, or has no marker though it should.
        case away(String)
        /// The marker of another installation.
        case foreign(String)
    }

    /// A look that is older counts no more.
    static let limitLookAge: Duration = .seconds(5)
    /// Whoever waits longer for a look is told that the storage does not answer.
    static let limitLookDuration: Duration = .seconds(5)

    private struct State {
        var last: (finding: Finding, at: Duration)?
        var flight: Task<Finding, Never>?
        /// The look under way takes longer than anybody waits.
        var isOverdue = false
        /// What was told last; nil before the first look.
        var told: Finding?
    }

    let storage: any MarkedStorage
    private let judge: ContentJudge
    private let time: any TimeSource
    private let logger: Logger
    private let state = Mutex(State())

    init(_ storage: any MarkedStorage, judge: ContentJudge, time: any TimeSource, logger: Logger) {
        (self.storage, self.judge, self.time, self.logger) = (storage, judge, time, logger)
    }

    /// What the last look found; nil before the first.
    var lastFinding: Finding? { state.withLock { $0.last?.finding } }

    /// What is so now: the last look while it is young enough, else a new one.
    func finding(notOlderThan age: Duration = limitLookAge) async -> Finding {
        let now = time.elapsed()
        let (known, flight) = state.withLock { state -> (Finding?, Task<Finding, Never>?) in
            // That it was away is looked at anew each time: whoever comes right after its return must not be refused.
            if let last = state.last, state.isOverdue || (last.finding == .available && now - last.at < age) { return (last.finding, nil) }
            if let flight = state.flight { return (nil, flight) }
            let flight = Task {
                let finding = await self.judge.look(at: self.storage)
                self.settle(finding)
                return finding
            }
            state.flight = flight
            return (nil, flight)
        }
        if let known { return known }
        guard let flight else { return .away("no look is under way") }
        if let finding = await awaited(flight) { return finding }
        // Whoever asked has gone: that says nothing of the storage.
        if Task.isCancelled { return .away("the question was withdrawn") }
        let late = Finding.away("the storage of files does not answer within \(Self.limitLookDuration)")
        settle(late, isOfFlight: false)
        return late
    }

    /// Lets a call through.
    ///
    /// - Throws: `unavailable`, retriable.
    func pass(writing: Bool) async throws(ContentError) {
        try Self.check(await finding(notOlderThan: writing && storage.isCheapToLookAt ? .zero : Self.limitLookAge), storage.place)
    }

    /// After the storage said that a file is not there: whether it can be believed.
    ///
    /// - Throws: `unavailable` when the whole storage is away.
    func confirm() async throws(ContentError) { try Self.check(await finding(notOlderThan: .zero), storage.place) }

    /// Looks again and again, so that figures and log know what happens also when nobody asks for a file.
    func watch() async throws {
        while true {
            _ = await finding()
            try await time.sleep(for: Self.limitLookAge)
        }
    }

    private static func check(_ finding: Finding, _ place: String) throws(ContentError) {
        switch finding {
        case .available: return
        case .away(let reason): throw ContentError(.unavailable, "the files are not available: \(reason)")
        case .foreign: throw ContentError(.unavailable, "the files are not available: what is there belongs to another installation")
        }
    }

    private func settle(_ finding: Finding, isOfFlight: Bool = true) {
        let before = state.withLock { state -> Finding?? in
            // Overdue is only a look that is still under way.
            guard isOfFlight || state.flight != nil else { return nil }
            state.isOverdue = !isOfFlight
            if isOfFlight { state.flight = nil }
            state.last = (finding, time.elapsed())
            guard state.told != finding else { return nil }
            defer { state.told = finding }
            return .some(state.told)
        }
        guard let before else { return }
        switch finding {
        case .available:
            guard before != nil else { return }
            logger.info("the files are available again", ["place": .name(storage.place)])
        case .away(let reason):
            logger.error(
                "the files are not available: nothing is written and nothing read until they are",
                ["code": "content_away", "place": .name(storage.place), "reason": .reason(reason)])
        case .foreign(let installation):
            logger.error(
                "the files are not available: they belong to another installation",
                ["code": "content_of_another_installation", "place": .name(storage.place), "installation": .id(installation)])
        }
    }

    /// What the look finds, if it does within the limit. The look itself goes on: a call to a disk cannot be taken back.
    private func awaited(_ flight: Task<Finding, Never>) async -> Finding? {
        // Nothing but the limit, or the asker's own end, can fail here.
        try? await time.within(Self.limitLookDuration, orThrow: CancellationError()) { await flight.value }
    }
}
