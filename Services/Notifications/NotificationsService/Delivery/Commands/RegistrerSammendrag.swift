import Contracts
import Domain
import ShardRuntime

/// What came of handing a letter to the mail server.
struct RegistrerSammendrag: Command {
    static let commandType = "levering.registrersammendrag"

    /// After so many letters in a row that the server refuses for good, the address counts as wrong.
    static let limitAvvistPaaRad = 3

    var abonnement: SystemID
    var messageID: String
    /// The first and the last hendelse it tells of.
    var fra: Int64
    var tilOgMed: Int64
    /// How many lines it has; 0 when there was nothing that its reader may see, and nothing was sent.
    var antall: Int
    var nummer: Int
    /// Which round of the first hendelse.
    var runde = 0
    var begynt: Tidspunkt
    var ferdig: Tidspunkt
    /// Nil when nothing was sent.
    var svar: Leveringssvar?
    /// Nothing may be sent any more.
    var stopp: Deaktiveringsgrunn?
    var tilfeldig: Int64

    func decide(in shard: ShardContext, _ plan: Leveringsplan) throws -> ShardDecision {
        let lager = Leveringslager(shard.database)
        guard let rad = try lager.finn(abonnement), rad.deaktivert == nil, let ventende = try lager.ventende(abonnement, fra),
            ventende.forsoek == nummer - 1, ventende.runde == runde
        else { return ShardDecision() }
        if let stopp {
            return try deaktiver(stopp, rad.maal, nil, shard)
        }
        guard let svar else { return ShardDecision(events: [event(nil, .holdtTilbake, rad.maal)]) }
        // For good: this letter is not sent again. When it happens again and again it is the address that is wrong.
        if let status = svar.status, status >= 500, !svar.erLevert {
            var maal = rad.maal
            (maal.feilPaaRad, maal.feilerSiden, maal.sistFeilet) = (maal.feilPaaRad + 1, maal.feilerSiden ?? ferdig, ferdig)
            guard maal.feilPaaRad >= Self.limitAvvistPaaRad else { return ShardDecision(events: [event(svar, .oppgitt, maal)]) }
            return try deaktiver(.adresseAvvist, maal, svar, shard)
        }
        var (maal, vedtak) = rad.maal.etter(
            .init(
                nummer: nummer, foerste: ventende.foerste ?? ferdig, begynt: begynt, ferdig: ferdig, svar: svar,
                tilfeldig: UInt64(bitPattern: tilfeldig)), plan: plan)
        switch vedtak {
        case .levert: return ShardDecision(events: [event(svar, .levert, maal)])
        case .oppgitt: return ShardDecision(events: [event(svar, .oppgitt, maal)])
        case .nyttForsoek(let neste):
            // Letters of one subscription go one after the other: all of them wait.
            maal.pauseTil = max(maal.pauseTil ?? neste, neste)
            return ShardDecision(events: [event(svar, .nyttForsoek, maal, neste: neste)])
        case .deaktiver(let grunn):
            return try deaktiver(grunn, maal, svar, shard)
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
        _ svar: Leveringssvar?, _ vedtak: LeveringerForsoekt.Forsoek.Vedtak, _ maal: Leveringsmaal, neste: Tidspunkt? = nil
    ) -> SammendragForsoekt {
        SammendragForsoekt(
            abonnement: abonnement, messageID: messageID, tilOgMed: tilOgMed, antall: antall,
            forsoek: .init(
                abonnement: abonnement, hendelse: fra, nummer: nummer, begynt: begynt,
                varighetMillisekunder: max(0, ferdig.milliseconds - begynt.milliseconds), status: svar?.status, feil: svar?.feil,
                vedtak: vedtak, neste: neste), maal: maal)
    }
}
