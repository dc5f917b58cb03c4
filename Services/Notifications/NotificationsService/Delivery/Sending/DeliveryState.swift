import Domain
import Synchronization

/// What the worker has in hand: the cases it is sending for, and results that are not committed yet.
final class DeliveryState: Sendable {
    /// Most deliveries in hand at a time, waiting for a place included.
    static let limitClaims = 4_096

    /// A case of a subscription: one delivery of it is in hand, so none of its later ones is.
    struct Claim: Hashable, Sendable {
        let kommune: Organisasjonsnummer
        let abonnement: SystemID
        let sak: String
    }

    /// A result and the claim that its commit ends.
    struct Result: Sendable {
        let claim: Claim
        let utfoert: RegistrerForsoek.Utfoert
        /// W3C traceparent of what was delivered.
        var traceparent: String?
    }

    /// What is in hand of one subscription.
    struct InHand: Sendable {
        /// The cases, until what came of each is committed.
        var saker: Set<String> = []
        /// How many of them are not sent yet: only these take a place at the target.
        var usendt = 0
    }

    private struct State {
        var claims: [Organisasjonsnummer: [SystemID: InHand]] = [:]
        var count = 0
        var results: [Organisasjonsnummer: [Result]] = [:]
        var recording: Set<Organisasjonsnummer> = []
    }

    private let state = Mutex(State())

    /// What is in hand for a municipality, by subscription.
    func claims(_ kommune: Organisasjonsnummer) -> [SystemID: InHand] { state.withLock { $0.claims[kommune] ?? [:] } }

    /// How much more may be taken in hand.
    var room: Int { state.withLock { max(0, Self.limitClaims - $0.count) } }

    /// Takes a case in hand; false when it is already.
    func take(_ claim: Claim) -> Bool {
        state.withLock { state in
            guard state.claims[claim.kommune, default: [:]][claim.abonnement, default: InHand()].saker.insert(claim.sak).inserted else {
                return false
            }
            state.claims[claim.kommune]?[claim.abonnement]?.usendt += 1
            state.count += 1
            return true
        }
    }

    /// It was sent, or will not be: its place is another's.
    func sent(_ claim: Claim) { state.withLock { $0.claims[claim.kommune]?[claim.abonnement]?.usendt -= 1 } }

    /// Lets go of cases.
    func release(_ claims: [Claim]) {
        state.withLock { state in
            for claim in claims where state.claims[claim.kommune]?[claim.abonnement]?.saker.remove(claim.sak) != nil {
                state.count -= 1
                if state.claims[claim.kommune]?[claim.abonnement]?.saker.isEmpty == true {
                    state.claims[claim.kommune]?[claim.abonnement] = nil
                }
            }
        }
    }

    /// Keeps a result until it is committed.
    func add(_ result: Result) { state.withLock { $0.results[result.claim.kommune, default: []].append(result) } }

    /// Whether somebody must begin to commit the municipality's results; the caller then does.
    func beginsRecording(_ kommune: Organisasjonsnummer) -> Bool {
        state.withLock { state in
            guard state.results[kommune]?.isEmpty == false else { return false }
            return state.recording.insert(kommune).inserted
        }
    }

    /// The next results to commit; empty when there are none, and whoever committed them is then done.
    func takeResults(_ kommune: Organisasjonsnummer, limit: Int) -> [Result] {
        state.withLock { state in
            let batch = Array(state.results[kommune, default: []].prefix(limit))
            state.results[kommune]?.removeFirst(batch.count)
            if batch.isEmpty {
                state.results[kommune] = nil
                state.recording.remove(kommune)
            }
            return batch
        }
    }
}
