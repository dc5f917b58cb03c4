import Contracts
import Domain

/// A subscription as it is asked for: well-formed, not yet decided.
struct Abonnementsoenske: Codable, Sendable {
    var navn: String
    var eierslag: Abonnementseier.Slag?
    var kommune: Organisasjonsnummer
    /// A systemID, or a case number such as `2026/17`.
    var saksmappe: String?
    var administrativEnhet: String?
    var saksansvarlig: String?
    var hendelsestyper: [Hendelsestype]
    var levering: Levering

    /// Reads a request's body.
    ///
    /// - Throws: `Rejection` with every fault and where it stands.
    static func read(_ body: JSONValue, _ targets: DeliveryTargets) throws -> Abonnementsoenske {
        var reader = OenskeReader()
        reader.unknown(in: body, at: .root, known: ["navn", "filter", "levering", "eier"])
        let navn = reader.text("navn", in: body, at: .root, limit: Abonnement.limitNavnCharacters) ?? ""
        let eierslag: Abonnementseier.Slag? = reader.choice("eier", in: body, at: .root)
        let place = JSONPointer.root.appending("filter")
        let filter = reader.object("filter", in: body)
        reader.unknown(
            in: filter, at: place, known: ["kommune", "saksmappe", "administrativEnhet", "saksansvarlig", "hendelsestyper"])
        let kommunetekst = reader.text("kommune", in: filter, at: place, limit: 9)
        let kommune = kommunetekst.flatMap { Organisasjonsnummer($0) }
        if let kommunetekst, kommune == nil {
            reader.fault(place.appending("kommune"), "invalid_value", "«\(kommunetekst)» is not an organisasjonsnummer")
        }
        let saksmappe = reader.optionalText("saksmappe", in: filter, at: place, limit: 100)
        let enhet = reader.optionalText("administrativEnhet", in: filter, at: place, limit: Abonnementsfilter.limitNameCharacters)
        let ansvarlig = reader.optionalText("saksansvarlig", in: filter, at: place, limit: Abonnementsfilter.limitNameCharacters)
        let typer: [Hendelsestype] = reader.choices("hendelsestyper", in: filter, at: place)
        let levering = reader.levering(body, targets)
        guard reader.faults.isEmpty, let kommune, let levering else { throw Rejection(.ugyldigforespoersel, reader.faults) }
        return Abonnementsoenske(
            navn: navn, eierslag: eierslag, kommune: kommune, saksmappe: saksmappe, administrativEnhet: enhet, saksansvarlig: ansvarlig,
            hendelsestyper: typer, levering: levering)
    }
}
