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
    /// What waits for the next letters, as far as it is counted.
    let resten: [Hendelse]

    /// The letters that are due in a municipality, to addresses that are confirmed and that e-mail may be sent to.
    static func due(
        _ kommune: Organisasjonsnummer, in database: Database, now: Tidspunkt, limit: Int, domains: MailDomains
    ) throws -> [Letter] {
        let lager = Leveringslager(database)
        var letters: [Letter] = []
        for levering in try lager.bekreftede(now) where letters.count < limit {
            let alle = try lager.koe(levering.abonnement, limit: Leveringskoe.limitCounted)
            let koe = alle.prefix(Sammendrag.flestLinjer)
            guard let first = koe.first, let last = koe.last,
                let abonnement = try Abonnementslager(database).finn(levering.abonnement)?.abonnement,
                domains.allows(abonnement.levering.adresse ?? "")
            else { continue }
            let plan = abonnement.levering.plan ?? Sammendragsplan(intervall: .dag)
            guard plan.forfall(venterSiden: first.lagtInn, sistSendt: levering.sisteSammendrag) <= now else { continue }
            let hendelser = Hendelseslager(database)
            letters.append(
                Letter(
                    kommune: kommune, kommunenavn: try FollowedKommune.navn(in: database) ?? kommune.rawValue, abonnement: abonnement,
                    levering: levering, foerste: first, tilOgMed: last.hendelse,
                    hendelser: try koe.compactMap { try hendelser.finn($0.hendelse) },
                    resten: try alle.dropFirst(koe.count).compactMap { try hendelser.finn($0.hendelse) }))
        }
        return letters
    }

    /// Names the letter: the same lines are the same letter. Numbers of what it does not tell of are not in its name.
    func messageID(_ rett: Leveringsrett, _ dag: Dato, domain: String) -> String {
        let told = fortalt(hendelser, rett, dag).map(\.nummer)
        return "\(kommune)-\(abonnement.systemID)-\(told.first ?? 0)-\(told.last ?? 0)@\(domain)"
    }

    /// What it says to somebody who may see that much; nil when there is nothing to say.
    func sammendrag(_ rett: Leveringsrett, _ dag: Dato, avmelding: String) -> Sammendrag? {
        let maalform = abonnement.levering.maalform ?? .bokmaal
        let lines = fortalt(hendelser, rett, dag).map { Hendelsestekst.linje($0, maalform) }
        guard !lines.isEmpty else { return nil }
        return Sammendrag(
            maalform: maalform, abonnement: abonnement.navn, kommune: kommunenavn, linjer: lines, flere: fortalt(resten, rett, dag).count,
            avmelding: avmelding)
    }

    /// What a letter tells of some hendelser. What is screened is not put into mail, which goes through others' machines; that a subscription was
    /// disabled is not of that kind.
    private func fortalt(_ hendelser: [Hendelse], _ rett: Leveringsrett, _ dag: Dato) -> [Hendelse] {
        hendelser.compactMap { hendelse in
            guard case .synlig(let visning) = rett.vurder(hendelse, by: abonnement.filter, dag),
                !hendelse.erSkjermet(dag) || hendelse.type == .abonnementDeaktivert
            else { return nil }
            return hendelse.fortalt(visning, dag).hendelse
        }
    }
}
