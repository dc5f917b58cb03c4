import Contracts
import Domain
import ShardRuntime

/// What came of handing a confirmation e-mail to the mail server.
struct RegistrerBekreftelse: Command {
    static let commandType = "levering.registrerbekreftelse"

    var abonnement: SystemID
    var adresse: String
    var runde: Int
    /// Which attempt, from 1.
    var nummer: Int
    var begynt: Tidspunkt
    var ferdig: Tidspunkt
    /// Nil when nothing was sent.
    var svar: Leveringssvar?
    /// Nothing may be sent any more.
    var stopp: Deaktiveringsgrunn?
    var tilfeldig: Int64

    func decide(in shard: ShardContext, _ plan: Leveringsplan) throws -> ShardDecision {
        let rad = try Leveringslager(shard.database).finn(abonnement)
        let now = try Bekreftelseslager(shard.database).finn(abonnement)
        guard let rad, rad.deaktivert == nil, let now, now.bekreftet == nil, now.sendt == nil, now.runde == runde,
            now.forsoek == nummer - 1, Epostbekreftelse.erSamme(now.adresse, adresse)
        else {
            // It was sent all the same, and counts against what the address gets in a day.
            guard let svar, svar.erLevert else { return ShardDecision() }
            return ShardDecision(events: [event(svar, .levert, rad?.maal ?? Leveringsmaal())])
        }
        if let stopp { return try deaktiver(stopp, rad.maal, nil, shard) }
        guard let svar else { return ShardDecision() }
        let (maal, vedtak) = rad.maal.etter(
            .init(
                nummer: nummer, foerste: now.foerste ?? ferdig, begynt: begynt, ferdig: ferdig, svar: svar,
                tilfeldig: UInt64(bitPattern: tilfeldig)), plan: plan)
        // Refused for good, again and again: it is the address that is wrong.
        if let status = svar.status, status >= 500, !svar.erLevert, nummer >= RegistrerSammendrag.limitAvvistPaaRad {
            return try deaktiver(.adresseAvvist, maal, svar, shard)
        }
        switch vedtak {
        case .levert: return ShardDecision(events: [event(svar, .levert, maal)])
        case .nyttForsoek(let neste): return ShardDecision(events: [event(svar, .nyttForsoek, maal, neste: neste)])
        case .oppgitt: return try deaktiver(.langvarigFeil, maal, svar, shard)
        case .deaktiver(let grunn): return try deaktiver(grunn, maal, svar, shard)
        }
    }

    private func deaktiver(
        _ grunn: Deaktiveringsgrunn, _ maal: Leveringsmaal, _ svar: Leveringssvar?, _ shard: ShardContext
    ) throws -> ShardDecision {
        ShardDecision(
            events: (svar.map { [event($0, .deaktivert, maal)] } ?? [])
                + (try Deaktiveringsvarsel.deaktiver(abonnement, grunn, feilerSiden: maal.feilerSiden, sisteFeil: svar?.feil, shard)))
    }

    private func event(
        _ svar: Leveringssvar, _ vedtak: LeveringerForsoekt.Forsoek.Vedtak, _ maal: Leveringsmaal, neste: Tidspunkt? = nil
    ) -> BekreftelseForsoekt {
        BekreftelseForsoekt(
            abonnement: abonnement, adresse: adresse, runde: runde,
            forsoek: .init(
                abonnement: abonnement, hendelse: 0, nummer: nummer, begynt: begynt,
                varighetMillisekunder: max(0, ferdig.milliseconds - begynt.milliseconds), status: svar.status, feil: svar.feil,
                vedtak: vedtak, neste: neste), maal: maal)
    }
}
