import Domain
import Synchronization

/// A word from whoever starts a working out to whoever goes on with it. Only a hint: a municipality nobody told of is found all the same.
final class Omberegningsvarsel: Sendable {
    private let meldt = Mutex<Set<Organisasjonsnummer>>([])

    /// There is something to go on with.
    func meld(_ kommune: Organisasjonsnummer) { meldt.withLock { _ = $0.insert(kommune) } }

    /// Those told of since the last time.
    func hent() -> Set<Organisasjonsnummer> {
        meldt.withLock { meldt in
            defer { meldt = [] }
            return meldt
        }
    }
}
