import Contracts
import Domain

/// A subscription as its owner sees it.
struct AbonnementJSON {
    private(set) var members: [String: JSONValue]

    init(_ abonnement: Abonnement, lestTil: Int64, lest: [Int64] = []) {
        let filter = abonnement.filter
        var filterMembers: [String: JSONValue] = ["kommune": .string(filter.kommune.rawValue)]
        filterMembers["saksmappe"] = filter.saksmappe.map { .string($0.rawValue) }
        filterMembers["administrativEnhet"] = filter.administrativEnhet.map { .string($0) }
        filterMembers["saksansvarlig"] = filter.saksansvarlig.map { .string($0) }
        if !filter.hendelsestyper.isEmpty { filterMembers["hendelsestyper"] = .array(filter.hendelsestyper.map { .string($0.rawValue) }) }
        var levering: [String: JSONValue] = ["type": .string(abonnement.levering.type.rawValue)]
        levering["url"] = abonnement.levering.url.map { .string($0) }
        levering["adresse"] = abonnement.levering.adresse.map { .string($0) }
        if let plan = abonnement.levering.plan {
            levering["intervall"] = .string(plan.intervall.rawValue)
            if plan.intervall == .dag { levering["klokken"] = .string(plan.klokken) }
        }
        levering["maalform"] = abonnement.levering.maalform.map { .string($0.rawValue) }
        members = [
            "id": .string(AbonnementID(filter.kommune, abonnement.systemID).description), "navn": .string(abonnement.navn),
            "eier": ["slag": .string(abonnement.eier.slag.rawValue), "navn": .string(abonnement.eier.navn)],
            "opprettetDato": .string(abonnement.opprettetDato.description), "opprettetAv": .string(abonnement.opprettetAv),
            "filter": .object(filterMembers), "levering": .object(levering), "fra": .int(abonnement.fra), "lestTil": .int(lestTil),
            "lest": .array(lest.map { .int($0) }),
        ]
    }

    var json: JSONValue { .object(members) }
}

/// A subscription's name for the outside: it says which municipality, so that no request has to.
struct AbonnementID: CustomStringConvertible, Sendable {
    /// The municipality; nil when the text does not say.
    let kommune: Organisasjonsnummer?
    let systemID: SystemID

    init(_ kommune: Organisasjonsnummer, _ systemID: SystemID) { (self.kommune, self.systemID) = (kommune, systemID) }

    /// Reads `<orgnr>-<uuid>`, or the UUID alone.
    init?(_ text: String) {
        guard let systemID = SystemID(text.suffix(36)) else { return nil }
        let rest = text.dropLast(36)
        guard !rest.isEmpty else {
            (kommune, self.systemID) = (nil, systemID)
            return
        }
        guard rest.last == "-", let kommune = Organisasjonsnummer(rest.dropLast()) else { return nil }
        (self.kommune, self.systemID) = (kommune, systemID)
    }

    var description: String { kommune.map { "\($0)-\(systemID)" } ?? systemID.rawValue }
}

extension JSONValue {
    /// Sets or removes a member of an object; nothing happens to anything else.
    mutating func set(_ name: String, _ value: JSONValue?) {
        guard case .object(var members) = self else { return }
        members[name] = value
        self = .object(members)
    }
}
