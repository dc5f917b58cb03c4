import Contracts
import Domain
import SQLite

/// How deliveries stand, as the owner of a subscription sees it.
enum LeveringJSON {
    /// One attempt.
    static func forsoek(_ forsoek: LeveringerForsoekt.Forsoek) -> JSONValue {
        var members: [String: JSONValue] = [
            "forsoek": .int(Int64(forsoek.nummer)), "begynt": .string(forsoek.begynt.description),
            "varighetMillisekunder": .int(forsoek.varighetMillisekunder), "vedtak": .string(forsoek.vedtak.rawValue),
        ]
        // A confirmation e-mail tells of no hendelse.
        if forsoek.vedtak != .proeve, forsoek.hendelse > 0 { members["hendelse"] = .int(forsoek.hendelse) }
        members["status"] = forsoek.status.map { .int(Int64($0)) }
        members["feil"] = forsoek.feil.map { .string($0) }
        members["neste"] = forsoek.neste.map { .string($0.description) }
        return .object(members)
    }

    /// A public key and how long it signs.
    static func noekkel(_ noekkel: Leveringslager.Noekkel) -> JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(noekkel.noekkel.id), "offentligNoekkel": .string(WebhookKeys.shown(publicKey: noekkel.noekkel.offentlig)),
        ]
        members["gjelderTil"] = noekkel.gjelderTil.map { .string($0.description) }
        return .object(members)
    }

    /// How a subscription's target stands; nil for one that nothing is sent to.
    static func stand(
        _ maalet: Abonnement, to reader: Feed.Reader, in database: Database, now: Tidspunkt, domains: MailDomains
    ) throws -> JSONValue? {
        let (lager, abonnement) = (Leveringslager(database), maalet.systemID)
        guard let rad = try lager.finn(abonnement) else { return nil }
        let koe = try Leveringskoe(rad, maalet, database, reader)
        let hviler = rad.maal.pauseTil.flatMap { $0 > now ? $0 : nil }
        var members: [String: JSONValue] = [
            "tilstand": .string(rad.deaktivert != nil ? "deaktivert" : hviler != nil ? "hviler" : "aktiv"),
            "venter": .int(Int64(koe.antall)),
        ]
        if let bekreftelse = try Bekreftelseslager(database).finn(abonnement) {
            members.merge(epost(bekreftelse, erDeaktivert: rad.deaktivert != nil, domains)) { $1 }
        }
        func set(_ name: String, _ value: Tidspunkt?) { members[name] = value.map { .string($0.description) } }
        set("eldsteVenterSiden", koe.eldste)
        set("sistLevert", rad.maal.sistLevert)
        set("feilerSiden", rad.maal.feilerSiden)
        set("hvilerTil", rad.deaktivert == nil ? hviler : nil)
        set("sisteSammendrag", rad.sisteSammendrag)
        if let deaktivert = rad.deaktivert {
            members["grunn"] = .string(deaktivert.grunn.rawValue)
            members["sisteFeil"] = deaktivert.sisteFeil.map { .string($0) }
            set("deaktivertDato", deaktivert.dato)
        }
        if rad.slag == .webhook { members["noekler"] = .array(try lager.noekler(abonnement, at: now).map(noekkel)) }
        return .object(members)
    }

    /// How an e-mail address stands; what keeps an enabled subscription from being written to is its state.
    private static func epost(_ bekreftelse: Epostbekreftelse, erDeaktivert: Bool, _ domains: MailDomains) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        members["bekreftetDato"] = bekreftelse.bekreftet.map { .string($0.description) }
        if bekreftelse.bekreftet == nil, let sendt = bekreftelse.sendt {
            members["bekreftelseSendt"] = .string(sendt.description)
            members["bekreftelseGjelderTil"] = .string(Epostbekreftelse.gyldigTil(sendt).description)
        }
        if erDeaktivert { return members }
        if !domains.allows(bekreftelse.adresse) {
            (members["tilstand"], members["grunn"]) = ("venter", "adresseIkkeTillatt")
        } else if bekreftelse.bekreftet == nil {
            (members["tilstand"], members["grunn"]) = ("venter", "ikkeBekreftet")
        }
        return members
    }
}
