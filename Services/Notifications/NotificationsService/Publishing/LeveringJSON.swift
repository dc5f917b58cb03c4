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
        if forsoek.vedtak != .proeve { members["hendelse"] = .int(forsoek.hendelse) }
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
    static func stand(_ abonnement: SystemID, in database: Database, now: Tidspunkt) throws -> JSONValue? {
        let lager = Leveringslager(database)
        guard let rad = try lager.finn(abonnement) else { return nil }
        let hviler = rad.maal.pauseTil.flatMap { $0 > now ? $0 : nil }
        var members: [String: JSONValue] = [
            "tilstand": .string(rad.deaktivert != nil ? "deaktivert" : hviler != nil ? "hviler" : "aktiv"),
            "venter": .int(Int64(rad.venter)),
        ]
        func set(_ name: String, _ value: Tidspunkt?) { members[name] = value.map { .string($0.description) } }
        set("eldsteVenterSiden", try lager.eldste(abonnement))
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
}
