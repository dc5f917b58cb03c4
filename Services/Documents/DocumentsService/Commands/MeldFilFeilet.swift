import Domain
import ShardRuntime

/// A worker says: the file could not be had.
struct MeldFilFeilet: Command {
    static let commandType = "fil.meld.feilet"

    var dokumentobjekt: SystemID
    /// The attempt this came of; a result of an older one is not wanted any more.
    var forsoek: Int
    var feil: Filfeil
    /// 0 ..< 1: spreads the next attempts.
    var jitter: Double
    /// Where a download that broke off goes on.
    var fortsettelse: Nedlastingspunkt?

    func decide(in shard: ShardContext, _ plan: Hentingsplan) throws -> ShardDecision {
        let lager = DocumentsLager(shard.database)
        guard let fil = try lager.fil(dokumentobjekt), fil.tilstand.mangler, fil.forsoeksnummer == forsoek else { return ShardDecision() }
        let utfall = plan.utfall(
            av: feil, antallForsoek: fil.antallForsoek + 1, ventetSiden: fil.ventetSiden ?? shard.now, now: shard.now, jitter: jitter)
        let feilet = FilFeilet(
            dokumentobjekt: dokumentobjekt, registrering: fil.registrering, feil: utfall.feil.fault, erEndelig: utfall.feil.erEndelig,
            antallForsoek: fil.antallForsoek + 1, nesteForsoek: utfall.nesteForsoek, feiletDato: shard.now,
            fortsettelse: utfall.feil.erEndelig ? nil : fortsettelse)
        var decision = ShardDecision(events: [feilet])
        // Told once that it is late, and once that it cannot be had.
        if utfall.varsles, fil.varsel < (feilet.erEndelig ? .endelig : .forsinket), let avsender = fil.avsender {
            decision.events.append(AvsenderVarslet(dokumentobjekt: dokumentobjekt, utfall: .feilet))
            decision.receipts = [Filkvittering(fil: fil, avsender: avsender, kommune: shard.kommune, time: shard.now).feilet(feilet)]
        }
        return decision
    }
}
