import Domain
import Synchronization

/// Tells background work of the same process that a shard has new commits, so that it need not ask again and again.
///
/// A signal says only that there is something: listeners read the store. It is given after the store has committed, also for what a
/// standby or a replay has applied.
public final class CommitSignal: Sendable {
    /// Is told which municipalities have something new, on the owner's own task: it must neither wait nor read.
    public typealias Listener = @Sendable (Set<Organisasjonsnummer>) -> Void

    private let listeners = Mutex<[Listener]>([])

    init() {}

    /// Adds a listener; it stays as long as the service.
    public func listen(_ listener: @escaping Listener) { listeners.withLock { $0.append(listener) } }

    func tell(_ kommuner: Set<Organisasjonsnummer>) {
        guard !kommuner.isEmpty else { return }
        for listener in listeners.withLock({ $0 }) { listener(kommuner) }
    }
}
