/// What a subscription is about. What is not said is not asked for: everything matches.
public struct Abonnementsfilter: Codable, Sendable, Hashable {
    /// The municipality; a subscription is about one.
    public var kommune: Organisasjonsnummer
    /// One case.
    public var saksmappe: SystemID?
    /// The unit's name or identifier.
    public var administrativEnhet: String?
    /// The name or identifier of the person responsible.
    public var saksansvarlig: String?
    /// The types; empty = all.
    public var hendelsestyper: [Hendelsestype]

    /// A filter.
    public init(
        kommune: Organisasjonsnummer, saksmappe: SystemID? = nil, administrativEnhet: String? = nil, saksansvarlig: String? = nil,
        hendelsestyper: [Hendelsestype] = []
    ) {
        (self.kommune, self.saksmappe, self.administrativEnhet) = (kommune, saksmappe, administrativEnhet)
        (self.saksansvarlig, self.hendelsestyper) = (saksansvarlig, hendelsestyper)
    }

    /// Whether the subscription wants to know of this: everything that is said must be so.
    public func treffer(_ hendelse: Hendelse) -> Bool {
        if let saksmappe, hendelse.saksmappe != saksmappe { return false }
        if let administrativEnhet, !Self.er(hendelse.administrativEnhet, administrativEnhet) { return false }
        if let saksansvarlig, !Self.er(hendelse.saksansvarlig, saksansvarlig) { return false }
        return hendelsestyper.isEmpty || hendelsestyper.contains(hendelse.type)
    }

    /// Whether that something matches says more of it than that it happened in the municipality: what may not be seen is then left out, and
    /// not even marked.
    public var roeper: Bool {
        guard Kontroll.filtre.gjelder else { return false }
        return saksmappe != nil || administrativEnhet != nil || saksansvarlig != nil || !hendelsestyper.isEmpty
    }

    /// The longest name of a unit or person, characters.
    public static let limitNameCharacters = 200

    /// How names and identifiers are compared: upper and lower case are the same.
    public static func noekkel(_ navn: String) -> String { navn.lowercased() }

    private static func er(_ aktoer: Aktoer?, _ soekt: String) -> Bool {
        guard let aktoer else { return false }
        let soekt = noekkel(soekt)
        return noekkel(aktoer.navn) == soekt || aktoer.identifikator.map(noekkel) == soekt
    }
}
