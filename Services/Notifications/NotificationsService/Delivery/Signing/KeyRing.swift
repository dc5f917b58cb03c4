import Domain
import Synchronization

/// Opened keys, kept for a while: opening costs more than signing.
final class KeyRing: Sendable {
    /// Most keys kept opened.
    static let limitOpened = 2_000

    private let sealing: SealingKeys
    private let opened = Mutex<[Leveringsnoekkel: WebhookKeys]>([:])

    init(_ sealing: SealingKeys) { self.sealing = sealing }

    /// The keys, opened; nil when this installation cannot.
    func open(_ noekkel: Leveringsnoekkel) -> WebhookKeys? {
        if let known = opened.withLock({ $0[noekkel] }) { return known }
        guard let keys = WebhookKeys(noekkel, with: sealing) else { return nil }
        opened.withLock { opened in
            if opened.count >= Self.limitOpened { opened.removeAll() }
            opened[noekkel] = keys
        }
        return keys
    }
}
