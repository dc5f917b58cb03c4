import Contracts
import Domain

/// The answer to "why", as one caller may see it.
struct ForklaringJSON {
    let forklaring: Kassasjonsforklaring
    let visning: Kassasjonsvisning

    var json: JSONValue {
        get throws {
            var members = try gjenstand
            let utfall = forklaring.vurdering.utfall
            let sees = try forklaring.bilde.map { try visning.visning($0) } ?? .hel
            if let sperrer = try visning.sperrer(forklaring) {
                members["sperret"] = sperrer.erSperret.map { .bool($0) }
                members["sperrer"] = .array(try sperrer.fortalt.map(visning.liste))
            }
            // Of what is graded nothing is told but that it is there (`Mappevariant.bareAtDetFinnes`).
            guard sees.viserOffentligTittel else { return .object(members) }
            members["tilstand"] = .string(utfall.tilstand.rawValue)
            members["kassasjonsvedtak"] = utfall.kassasjonsvedtak.map(Self.kode)
            members["kassasjonshjemmel"] = utfall.kassasjonshjemmel.map { .string($0) }
            members["bevaringstid"] = utfall.bevaringstid.map { .int(Int64($0)) }
            members["startdato"] = utfall.startdato.map { .string($0.description) }
            members["kassasjonsdato"] = utfall.kassasjonsdato.map { .string($0.description) }
            // Which class something is filed in is told with its content, to those who may see the class.
            func isTold(_ enhet: Kassasjonsenhet) throws -> Bool {
                try enhet.slag != .klasse || (sees.viserInnhold && visning.serHele(enhet.systemID))
            }
            if let kilde = utfall.kilde, try isTold(kilde) { members["kilde"] = [kilde.slag.rawValue: .string(kilde.systemID.rawValue)] }
            members["kjede"] = .array(try forklaring.vurdering.kjede.filter { try isTold($0.enhet) }.map { try ledd($0, sees) })
            members["sloeyfe"] = forklaring.vurdering.sloeyfe.map { .array($0.map { .string($0.rawValue) }) }
            // While a change is being worked out the committed date is still the old one.
            members["omberegnes"] = .bool(forklaring.venter)
            if forklaring.venter { members["forrigeKassasjonsdato"] = forklaring.bilde?.utfall?.dato.map { .string($0) } }
            return .object(members)
        }
    }

    private var gjenstand: [String: JSONValue] {
        get throws {
            if let klasse = forklaring.klasse {
                var members: [String: JSONValue] = ["type": "klasse", "systemID": .string(klasse.systemID.rawValue)]
                if try visning.serHele(klasse.systemID) {
                    (members["klasseID"], members["tittel"]) = (.string(klasse.klasseID), .string(klasse.tittel))
                }
                return members
            }
            if let arkivdel = forklaring.arkivdel {
                var members: [String: JSONValue] = ["type": "arkivdel", "systemID": .string(arkivdel.systemID.rawValue)]
                if try visning.serHele(arkivdel.systemID) { members["tittel"] = .string(arkivdel.tittel) }
                return members
            }
            guard let bilde = forklaring.bilde else { return [:] }
            var members: [String: JSONValue] = [
                "type": .string(bilde.enhet.slag.rawValue), "systemID": .string(bilde.enhet.systemID.rawValue),
                "erSkjermet": .bool(try visning.erSkjermet(bilde)),
            ]
            members["tittel"] = try visning.tittel(bilde).map { .string($0) }
            members["mappe"] = bilde.mappe.map { .string($0.systemID.rawValue) }
            members["mappeID"] = bilde.mappe.map { .string($0.mappeID) }
            members["registrering"] = bilde.registrering.map { .string($0.systemID.rawValue) }
            members["registreringsID"] = bilde.registrering?.registreringsID.map { .string($0) }
            let sees = try visning.visning(bilde)
            if sees.viserOffentligTittel { members["avsluttetDato"] = bilde.mappe?.avsluttetDato.map { .string($0.description) } }
            if sees.viserInnhold, try visning.serHele(bilde.klasse?.systemID) {
                members["klasse"] = bilde.klasse.map { .string($0.systemID.rawValue) }
            }
            members["arkivdel"] = bilde.arkivdel.map { .string($0.systemID.rawValue) }
            return members
        }
    }

    private func ledd(_ ledd: Kassasjonsledd, _ sees: Visning) throws -> JSONValue {
        let kassasjon = ledd.vedtak.kassasjon
        var members: [String: JSONValue] = [
            "type": .string(ledd.enhet.slag.rawValue), "systemID": .string(ledd.enhet.systemID.rawValue),
            "kassasjonsvedtak": Self.kode(kassasjon.kassasjonsvedtak), "virkning": .string(ledd.virkning.rawValue),
            "vedtattDato": .string(ledd.vedtak.vedtattDato.description), "vedtattAv": .string(ledd.vedtak.vedtattAv),
        ]
        members["kassasjonshjemmel"] = kassasjon.kassasjonshjemmel.map { .string($0) }
        members["bevaringstid"] = kassasjon.bevaringstid.map { .int(Int64($0)) }
        members["kassasjonsdato"] = kassasjon.kassasjonsdato.map { .string($0.description) }
        members["arv"] = kassasjon.arv.map { .string($0.rawValue) }
        // Free words about a screened object are as secret as its title.
        if try seesWords(of: ledd.enhet) { members["begrunnelse"] = ledd.vedtak.begrunnelse.map { .string($0) } }
        switch ledd.enhet {
        case .klasse(let id):
            if let klasse = forklaring.klasser[id], try seesWords(of: ledd.enhet) {
                (members["klasseID"], members["tittel"]) = (.string(klasse.klasseID), .string(klasse.tittel))
            }
        case .arkivdel(let id): if try visning.serHele(id) { members["tittel"] = forklaring.arkivdeler[id].map { .string($0.tittel) } }
        case .mappe, .registrering, .dokumentbeskrivelse: break
        }
        return .object(members)
    }

    /// Whether the caller sees what a decision of the chain stands on, and the object that was asked about.
    private func seesWords(of enhet: Kassasjonsenhet) throws -> Bool {
        if try !visning.serHele(enhet.systemID) { return false }
        return try forklaring.bilde.map { try visning.visning($0) == .hel } ?? true
    }

    static func kode(_ kode: Kode) -> JSONValue { ["kode": .string(kode.kode), "kodenavn": .string(kode.kodenavn)] }
}
