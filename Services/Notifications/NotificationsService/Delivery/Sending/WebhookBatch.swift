import Domain
import SQLite

/// What one look at a store finds to send.
struct WebhookBatch: Sendable {
    /// One hendelse for one subscription.
    struct Delivery: Sendable {
        let claim: DeliveryState.Claim
        let abonnement: Abonnement
        let levering: Leveringslager.Rad
        let ventende: Leveringslager.Ventende
        /// Nil when it is no longer kept.
        let hendelse: Hendelse?
        let noekler: [Leveringsnoekkel]
    }

    /// How much may be found.
    struct Bounds: Sendable {
        /// Of one subscription, those included that are in hand and not sent yet: enough that none of its places at the target stays empty.
        var perAbonnement: Int
        /// In all.
        var inAll: Int
        /// From how many failures in a row on a target gets one at a time.
        var feilFoerPause: Int
    }

    /// What is due, in order within a subscription.
    var deliveries: [Delivery] = []
    /// When something falls due next; nil when nothing does by itself.
    var neste: Tidspunkt?

    /// Looks into a store.
    ///
    /// - Parameters:
    ///   - claimed: the cases that are in hand already.
    ///   - turn: where to begin among the subscriptions, so that each has its turn of being first.
    static func find(
        _ kommune: Organisasjonsnummer, in database: Database, now: Tidspunkt, claimed: [SystemID: DeliveryState.InHand], bounds: Bounds,
        turn: Int
    ) throws -> WebhookBatch {
        let lager = Leveringslager(database)
        var batch = WebhookBatch()
        let waiting = try lager.ventende(.webhook, now: now)
        for index in waiting.indices {
            let levering = waiting[(index + turn % waiting.count) % waiting.count]
            let inHand = claimed[levering.abonnement] ?? .init()
            let held = inHand.saker
            // A target that fails gets one at a time: the next when it is known what came of the last.
            let isFailing = levering.maal.feilPaaRad >= bounds.feilFoerPause
            let room = min(isFailing ? 1 - held.count : bounds.perAbonnement - inHand.usendt, bounds.inAll - batch.deliveries.count)
            guard room > 0, let rad = try Abonnementslager(database).finn(levering.abonnement) else { continue }
            let heads = try lager.hoder(levering.abonnement, now: now, limit: room + held.count).filter { !held.contains($0.sak) }
            guard !heads.isEmpty else { continue }
            let noekler = try lager.noekler(levering.abonnement, at: now).map(\.noekkel)
            for ventende in heads.prefix(room) {
                batch.deliveries.append(
                    Delivery(
                        claim: .init(kommune: kommune, abonnement: levering.abonnement, sak: ventende.sak), abonnement: rad.abonnement,
                        levering: levering, ventende: ventende, hendelse: try Hendelseslager(database).finn(ventende.hendelse),
                        noekler: noekler))
            }
        }
        batch.neste = try lager.nesteForfall(etter: now)
        return batch
    }
}
