import Domain
import ShardRuntime

/// Tells the owner of a disabled subscription, in the feeds of their other subscriptions.
enum Deaktiveringsvarsel {
    /// What stands among the codes of screening, so that nobody but the owner is told which subscription it is.
    static let eiersak = "abonnement"

    /// That one subscription is disabled, and that its owner is told.
    static func deaktiver(
        _ abonnement: SystemID, _ grunn: Deaktiveringsgrunn, feilerSiden: Tidspunkt? = nil, sisteFeil: String? = nil, _ shard: ShardContext
    ) throws -> [any DomainEvent] {
        let deaktivert = LeveringDeaktivert(abonnement: abonnement, grunn: grunn, feilerSiden: feilerSiden, sisteFeil: sisteFeil)
        return [deaktivert] + (try varsler([deaktivert], shard))
    }

    /// The hendelser for subscriptions that are disabled in one commit.
    static func varsler(_ deaktivert: [LeveringDeaktivert], _ shard: ShardContext) throws -> [any DomainEvent] {
        var nummer = try Hendelseslager(shard.database).siste()
        return try deaktivert.compactMap { event in
            guard let abonnement = try Abonnementslager(shard.database).finn(event.abonnement)?.abonnement else { return nil }
            nummer += 1
            var hendelse = Hendelse(
                id: "\(shard.kommune)-notifications-abonnement-\(nummer)", nummer: nummer, type: .abonnementDeaktivert, tid: shard.now)
            hendelse.abonnement = abonnement.systemID
            hendelse.tilgang = Tilgang(
                restriksjoner: [Tilgang.Restriksjon(eiersak)], personer: [abonnement.opprettetAv],
                partner: abonnement.eier.slag == .system ? abonnement.eier.navn : nil)
            return HendelseVarslet(hendelse: hendelse)
        }
    }
}
