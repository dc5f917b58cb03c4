import Domain
import SQLite
import ShardRuntime

/// What is due to be told to one subscriber by mail.
struct Letter: Sendable {
    let kommune: Organisasjonsnummer
    let kommunenavn: String
    let abonnement: Abonnement
    let levering: Leveringslager.Rad
    /// The oldest that waits, with the attempts made so far.
    let foerste: Leveringslager.Ventende
    /// The number of the last hendelse it tells of.
    let tilOgMed: Int64
    /// What happened, as far as it is still kept.
    let hendelser: [Hendelse]

    /// The letters that are due in a municipality, to addresses that are confirmed and that e-mail may be sent to.
    static func due(
        _ kommune: Organisasjonsnummer, in database: Database, now: Tidspunkt, limit: Int, domains: MailDomains
    ) throws -> [Letter] {
        let lager = Leveringslager(database)
        var letters: [Letter] = []
        for levering in try lager.bekreftede(now) where letters.count < limit {
            let koe = try lager.koe(levering.abonnement, limit: Sammendrag.flestLinjer)
            guard let first = koe.first, let last = koe.last,
                let abonnement = try Abonnementslager(database).finn(levering.abonnement)?.abonnement,
                domains.allows(abonnement.levering.adresse ?? "")
            else { continue }
            let plan = abonnement.levering.plan ?? Sammendragsplan(intervall: .dag)
            guard plan.forfall(venterSiden: first.lagtInn, sistSendt: levering.sisteSammendrag) <= now else { continue }
            let hendelser = try koe.compactMap { ventende -> Hendelse? in
                let found = try Hendelseslager(database).candidates(nil, after: ventende.hendelse - 1, limit: 1).first
                return found?.nummer == ventende.hendelse ? found : nil
            }
            letters.append(
                Letter(
                    kommune: kommune, kommunenavn: try FollowedKommune.navn(in: database) ?? kommune.rawValue, abonnement: abonnement,
                    levering: levering, foerste: first, tilOgMed: last.hendelse, hendelser: hendelser))
        }
        return letters
    }

    /// Names the letter: the same hendelser are the same letter.
    func messageID(domain: String) -> String {
        "\(kommune)-\(abonnement.systemID)-\(foerste.hendelse)-\(tilOgMed)@\(domain)"
    }

    /// What it says to somebody who may see that much; nil when there is nothing to say.
    func sammendrag(_ rett: Leveringsrett, _ dag: Dato, avmelding: String) -> Sammendrag? {
        let maalform = abonnement.levering.maalform ?? .bokmaal
        // What is screened is not put into mail, which goes through others' machines; that a subscription was disabled is not of that kind.
        let lines = hendelser.compactMap { hendelse -> Sammendrag.Linje? in
            guard case .synlig(let visning) = rett.vurder(hendelse.tilgang, dag),
                !hendelse.erSkjermet(dag) || hendelse.type == .abonnementDeaktivert
            else { return nil }
            return Hendelsestekst.linje(hendelse.fortalt(visning, dag).hendelse, maalform)
        }
        guard !lines.isEmpty else { return nil }
        return Sammendrag(
            maalform: maalform, abonnement: abonnement.navn, kommune: kommunenavn, linjer: lines,
            flere: max(0, levering.venter - hendelser.count), avmelding: avmelding)
    }
}
