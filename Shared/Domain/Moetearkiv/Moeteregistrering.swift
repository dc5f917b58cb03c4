/// An item or a document of a meeting.
public struct Moeteregistrering: Sendable, Equatable {
    /// What it has in common with every registrering.
    public var registrering: Registrering
    /// M085.
    public var moeteregistreringstype: Kode
    /// M088.
    public var moetesakstype: Kode?
    /// M055.
    public var moeteregistreringsstatus: Kode?
    /// M305.
    public var administrativEnhet: Aktoer
    /// M307.
    public var saksbehandler: Aktoer
    /// M223.
    public var referanseTilMoeteregistrering: [SystemID] = []
    /// M224.
    public var referanseFraMoeteregistrering: [SystemID] = []
    /// What was laid before the meeting and decided; an item's only.
    public var moetesak: Moetesak?

    /// With what is required; everything else left out.
    public init(
        registrering: Registrering, moeteregistreringstype: Kode, administrativEnhet: Aktoer, saksbehandler: Aktoer
    ) {
        self.registrering = registrering
        self.moeteregistreringstype = moeteregistreringstype
        self.administrativEnhet = administrativEnhet
        self.saksbehandler = saksbehandler
    }
}

// The members of the registrering stand beside its own: a moeteregistrering is one object, not one inside another.
extension Moeteregistrering: Codable {
    private enum CodingKeys: String, CodingKey {
        case moeteregistreringstype, moetesakstype, moeteregistreringsstatus, administrativEnhet, saksbehandler
        case referanseTilMoeteregistrering, referanseFraMoeteregistrering, moetesak
    }

    /// Reads the flat form.
    public init(from decoder: any Decoder) throws {
        registrering = try Registrering(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        moeteregistreringstype = try container.decode(Kode.self, forKey: .moeteregistreringstype)
        moetesakstype = try container.decodeIfPresent(Kode.self, forKey: .moetesakstype)
        moeteregistreringsstatus = try container.decodeIfPresent(Kode.self, forKey: .moeteregistreringsstatus)
        administrativEnhet = try container.decode(Aktoer.self, forKey: .administrativEnhet)
        saksbehandler = try container.decode(Aktoer.self, forKey: .saksbehandler)
        referanseTilMoeteregistrering = try container.decode([SystemID].self, forKey: .referanseTilMoeteregistrering)
        referanseFraMoeteregistrering = try container.decode([SystemID].self, forKey: .referanseFraMoeteregistrering)
        moetesak = try container.decodeIfPresent(Moetesak.self, forKey: .moetesak)
    }

    /// Writes the flat form.
    public func encode(to encoder: any Encoder) throws {
        try registrering.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(moeteregistreringstype, forKey: .moeteregistreringstype)
        try container.encodeIfPresent(moetesakstype, forKey: .moetesakstype)
        try container.encodeIfPresent(moeteregistreringsstatus, forKey: .moeteregistreringsstatus)
        try container.encode(administrativEnhet, forKey: .administrativEnhet)
        try container.encode(saksbehandler, forKey: .saksbehandler)
        try container.encode(referanseTilMoeteregistrering, forKey: .referanseTilMoeteregistrering)
        try container.encode(referanseFraMoeteregistrering, forKey: .referanseFraMoeteregistrering)
        try container.encodeIfPresent(moetesak, forKey: .moetesak)
    }
}
