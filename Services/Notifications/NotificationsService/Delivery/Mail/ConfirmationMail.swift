import Domain
import SQLite
import ShardRuntime

/// An e-mail that is due to ask the holder of an address whether it may be written to for a subscription.
struct ConfirmationMail: Sendable {
    let kommune: Organisasjonsnummer
    let kommunenavn: String
    let abonnement: Abonnement
    let gittMed: Leser?
    let bekreftelse: Epostbekreftelse

    /// Those that are due in a municipality, to domains that e-mail may be sent to, and no more to one address than it gets in a day.
    static func due(
        _ kommune: Organisasjonsnummer, in database: Database, now: Tidspunkt, limit: Int, domains: MailDomains
    ) throws -> [ConfirmationMail] {
        let lager = Bekreftelseslager(database)
        var (mails, counts) = ([ConfirmationMail](), [String: Int]())
        for id in try lager.ubekreftede(now) where mails.count < limit {
            guard let bekreftelse = try lager.finn(id), domains.allows(bekreftelse.adresse),
                let rad = try Leveringslager(database).finn(id),
                let abonnement = try Abonnementslager(database).finn(id)?.abonnement
            else { continue }
            let counted = Epostbekreftelse.telleadresse(bekreftelse.adresse)
            let count = try counts[counted] ?? lager.antall(til: bekreftelse.adresse, now: now)
            guard count < Epostbekreftelse.limitPerAddressAndDay else { continue }
            counts[counted] = count + 1
            mails.append(
                ConfirmationMail(
                    kommune: kommune, kommunenavn: try FollowedKommune.navn(in: database) ?? kommune.rawValue, abonnement: abonnement,
                    gittMed: rad.gittMed, bekreftelse: bekreftelse))
        }
        return mails
    }

    /// Names the e-mail: the same attempt is the same e-mail.
    func messageID(domain: String, at now: Tidspunkt) -> String {
        "\(kommune)-\(abonnement.systemID)-bekreft-\(bekreftelse.runde)-\(now.milliseconds)@\(domain)"
    }

    /// What it says.
    func tekst(_ links: EmailLinks, now: Tidspunkt) -> Bekreftelsestekst {
        Bekreftelsestekst(
            abonnement.levering.maalform ?? .bokmaal, kommune: kommunenavn,
            lenke: links.confirm(abonnement, runde: bekreftelse.runde, now: now), avmelding: links.end(abonnement))
    }
}
