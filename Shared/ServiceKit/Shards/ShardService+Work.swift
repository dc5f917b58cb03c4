import CommitLog
import Contracts
public import Domain
public import ShardRuntime

extension ShardService {
    /// Gives a command of background work to the owner of a municipality, where this instance is it.
    ///
    /// Nothing is lost where it fails: what asked for it stands in the store, and whoever owns the municipality next finds it there.
    public func give(
        _ command: some Command, for kommune: Organisasjonsnummer, traceparent: String? = nil
    ) async -> Result<ShardDecision, CommandFailure> {
        do {
            return await runtime.submit(
                ShardInput(
                    kommune: kommune, cause: Cause(),
                    content: .command(type: type(of: command).commandType, payload: try JSONBytes.encode(command)),
                    traceparent: traceparent, received: context.time.now().milliseconds))
        } catch {
            preconditionFailure("texts and numbers can always be written as JSON: \(error)")
        }
    }

    /// Gives a command of background work; whether it was taken.
    public func isTaken(_ command: some Command, for kommune: Organisasjonsnummer) async -> Bool {
        switch await give(command, for: kommune) {
        case .success: true
        case .failure: false
        }
    }

    /// The municipalities that this instance owns just now, sorted.
    public var owned: [Organisasjonsnummer] { municipalities.all.filter { runtime.owns($0) }.sorted() }

    /// Looks at each municipality that this instance owns: when the bell is rung for it, when its last look asked for the next one, and at least so
    /// often; until cancelled.
    ///
    /// - Parameters:
    ///   - isUrgent: whether a municipality that this instance has just come to own is looked at at once, and not only after `limit`.
    ///   - look: gives the moment to look again; nil: not before a ring or the next look at all.
    public func forEachOwned(
        every limit: Duration, _ bell: WorkBell = WorkBell(), isUrgent: Bool = true,
        _ look: (Organisasjonsnummer) async throws -> Tidspunkt?
    ) async throws {
        let time = context.time
        // By the clock that never jumps.
        var due: [Organisasjonsnummer: Duration] = [:]
        var rung = WorkBell.Rung(kommuner: [])
        while true {
            try Task.checkCancellation()
            for kommune in municipalities.all {
                // A store that is being built anew asks for what was done long ago.
                guard runtime.owns(kommune), runtime.canRead(kommune) else {
                    due[kommune] = nil
                    continue
                }
                let next = due[kommune] ?? time.elapsed() + (isUrgent ? .zero : limit)
                guard rung.contains(kommune) || next <= time.elapsed() else {
                    due[kommune] = next
                    continue
                }
                let again = try await look(kommune).map { Duration.milliseconds($0.milliseconds - time.now().milliseconds) }
                due[kommune] = time.elapsed() + min(again ?? limit, limit)
            }
            // Nobody rings for a municipality that was taken over.
            let wait = min(due.values.min().map { $0 - time.elapsed() } ?? WorkLimits.takenOver, WorkLimits.takenOver)
            rung = try await bell.next(atMost: max(wait, .milliseconds(1)), time)
        }
    }
}

/// The limits of background work.
enum WorkLimits {
    /// How long a municipality may be this instance's before it is looked at.
    static let takenOver: Duration = .seconds(1)
}
