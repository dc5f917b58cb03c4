/// A case: a mappe that may hold journalposter (krav 2.5.2).
public struct Saksmappe: Sendable, Equatable {
    /// What it has in common with every mappe.
    public var mappe: Mappe
    /// M011.
    public var saksaar: Int
    /// M012: running in the year, without gap.
    public var sakssekvensnummer: Int
    /// M100.
    public var saksdato: Dato
    /// M305: the unit that handles it.
    public var administrativEnhet: Aktoer
    /// M306: who is responsible.
    public var saksansvarlig: Aktoer
    /// M308.
    public var journalenhet: String?
    /// M052.
    public var saksstatus: Kode
    /// M106.
    public var utlaantDato: Dato?
    /// M309.
    public var utlaantTil: String?
    /// Precedents.
    public var presedens: [Presedens] = []

    /// With what is required; everything else left out.
    public init(
        mappe: Mappe, saksaar: Int, sakssekvensnummer: Int, saksdato: Dato, administrativEnhet: Aktoer, saksansvarlig: Aktoer,
        saksstatus: Kode
    ) {
        self.mappe = mappe
        self.saksaar = saksaar
        self.sakssekvensnummer = sakssekvensnummer
        self.saksdato = saksdato
        self.administrativEnhet = administrativEnhet
        self.saksansvarlig = saksansvarlig
        self.saksstatus = saksstatus
    }
}

// The members of the mappe stand beside its own: a saksmappe is one object, not one inside another.
extension Saksmappe: Codable {
    private enum CodingKeys: String, CodingKey {
        case saksaar, sakssekvensnummer, saksdato, administrativEnhet, saksansvarlig, journalenhet, saksstatus, utlaantDato
        case utlaantTil, presedens
    }

    /// Reads the flat form.
    public init(from decoder: any Decoder) throws {
        mappe = try Mappe(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        saksaar = try container.decode(Int.self, forKey: .saksaar)
        sakssekvensnummer = try container.decode(Int.self, forKey: .sakssekvensnummer)
        saksdato = try container.decode(Dato.self, forKey: .saksdato)
        administrativEnhet = try container.decode(Aktoer.self, forKey: .administrativEnhet)
        saksansvarlig = try container.decode(Aktoer.self, forKey: .saksansvarlig)
        journalenhet = try container.decodeIfPresent(String.self, forKey: .journalenhet)
        saksstatus = try container.decode(Kode.self, forKey: .saksstatus)
        utlaantDato = try container.decodeIfPresent(Dato.self, forKey: .utlaantDato)
        utlaantTil = try container.decodeIfPresent(String.self, forKey: .utlaantTil)
        presedens = try container.decode([Presedens].self, forKey: .presedens)
    }

    /// Writes the flat form.
    public func encode(to encoder: any Encoder) throws {
        try mappe.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(saksaar, forKey: .saksaar)
        try container.encode(sakssekvensnummer, forKey: .sakssekvensnummer)
        try container.encode(saksdato, forKey: .saksdato)
        try container.encode(administrativEnhet, forKey: .administrativEnhet)
        try container.encode(saksansvarlig, forKey: .saksansvarlig)
        try container.encodeIfPresent(journalenhet, forKey: .journalenhet)
        try container.encode(saksstatus, forKey: .saksstatus)
        try container.encodeIfPresent(utlaantDato, forKey: .utlaantDato)
        try container.encodeIfPresent(utlaantTil, forKey: .utlaantTil)
        try container.encode(presedens, forKey: .presedens)
    }
}
