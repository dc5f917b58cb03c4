/// A registrering that is archived and not journalled (krav 2.6.4).
public struct Arkivnotat: Sendable, Equatable {
    /// What it has in common with every registrering.
    public var registrering: Registrering
    /// M103.
    public var dokumentetsDato: Dato?
    /// M104.
    public var mottattDato: Tidspunkt?
    /// M105.
    public var sendtDato: Tidspunkt?
    /// M109.
    public var forfallsdato: Dato?
    /// M110.
    public var offentlighetsvurdertDato: Dato?
    /// M304.
    public var antallVedlegg: Int?
    /// M106.
    public var utlaantDato: Dato?
    /// M309.
    public var utlaantTil: String?
    /// Steps of its flow.
    public var dokumentflyt: [Dokumentflyt] = []

    /// With what is required; everything else left out.
    public init(registrering: Registrering) { self.registrering = registrering }
}

// The members of the registrering stand beside its own: a arkivnotat is one object, not one inside another.
extension Arkivnotat: Codable {
    private enum CodingKeys: String, CodingKey {
        case dokumentetsDato, mottattDato, sendtDato, forfallsdato, offentlighetsvurdertDato, antallVedlegg, utlaantDato
        case utlaantTil, dokumentflyt
    }

    /// Reads the flat form.
    public init(from decoder: any Decoder) throws {
        registrering = try Registrering(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        dokumentetsDato = try container.decodeIfPresent(Dato.self, forKey: .dokumentetsDato)
        mottattDato = try container.decodeIfPresent(Tidspunkt.self, forKey: .mottattDato)
        sendtDato = try container.decodeIfPresent(Tidspunkt.self, forKey: .sendtDato)
        forfallsdato = try container.decodeIfPresent(Dato.self, forKey: .forfallsdato)
        offentlighetsvurdertDato = try container.decodeIfPresent(Dato.self, forKey: .offentlighetsvurdertDato)
        antallVedlegg = try container.decodeIfPresent(Int.self, forKey: .antallVedlegg)
        utlaantDato = try container.decodeIfPresent(Dato.self, forKey: .utlaantDato)
        utlaantTil = try container.decodeIfPresent(String.self, forKey: .utlaantTil)
        dokumentflyt = try container.decode([Dokumentflyt].self, forKey: .dokumentflyt)
    }

    /// Writes the flat form.
    public func encode(to encoder: any Encoder) throws {
        try registrering.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(dokumentetsDato, forKey: .dokumentetsDato)
        try container.encodeIfPresent(mottattDato, forKey: .mottattDato)
        try container.encodeIfPresent(sendtDato, forKey: .sendtDato)
        try container.encodeIfPresent(forfallsdato, forKey: .forfallsdato)
        try container.encodeIfPresent(offentlighetsvurdertDato, forKey: .offentlighetsvurdertDato)
        try container.encodeIfPresent(antallVedlegg, forKey: .antallVedlegg)
        try container.encodeIfPresent(utlaantDato, forKey: .utlaantDato)
        try container.encodeIfPresent(utlaantTil, forKey: .utlaantTil)
        try container.encode(dokumentflyt, forKey: .dokumentflyt)
    }
}
