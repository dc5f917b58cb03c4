/// A meeting.
public struct Moetemappe: Sendable, Equatable {
    /// What it has in common with every mappe.
    public var mappe: Mappe
    /// M008.
    public var moetenummer: String
    /// M370: the committee.
    public var utvalg: Aktoer
    /// M102.
    public var moetedato: Dato
    /// M371.
    public var moetested: String?
    /// M221.
    public var referanseForrigeMoete: SystemID?
    /// M222.
    public var referanseNesteMoete: SystemID?
    /// Who took part.
    public var moetedeltaker: [Moetedeltaker] = []

    /// With what is required; everything else left out.
    public init(
        mappe: Mappe, moetenummer: String, utvalg: Aktoer, moetedato: Dato
    ) {
        (self.mappe, self.moetenummer, self.utvalg, self.moetedato) = (mappe, moetenummer, utvalg, moetedato)
    }
}

// The members of the mappe stand beside its own: a moetemappe is one object, not one inside another.
extension Moetemappe: Codable {
    private enum CodingKeys: String, CodingKey {
        case moetenummer, utvalg, moetedato, moetested, referanseForrigeMoete, referanseNesteMoete, moetedeltaker
    }

    /// Reads the flat form.
    public init(from decoder: any Decoder) throws {
        mappe = try Mappe(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        moetenummer = try container.decode(String.self, forKey: .moetenummer)
        utvalg = try container.decode(Aktoer.self, forKey: .utvalg)
        moetedato = try container.decode(Dato.self, forKey: .moetedato)
        moetested = try container.decodeIfPresent(String.self, forKey: .moetested)
        referanseForrigeMoete = try container.decodeIfPresent(SystemID.self, forKey: .referanseForrigeMoete)
        referanseNesteMoete = try container.decodeIfPresent(SystemID.self, forKey: .referanseNesteMoete)
        moetedeltaker = try container.decode([Moetedeltaker].self, forKey: .moetedeltaker)
    }

    /// Writes the flat form.
    public func encode(to encoder: any Encoder) throws {
        try mappe.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(moetenummer, forKey: .moetenummer)
        try container.encode(utvalg, forKey: .utvalg)
        try container.encode(moetedato, forKey: .moetedato)
        try container.encodeIfPresent(moetested, forKey: .moetested)
        try container.encodeIfPresent(referanseForrigeMoete, forKey: .referanseForrigeMoete)
        try container.encodeIfPresent(referanseNesteMoete, forKey: .referanseNesteMoete)
        try container.encode(moetedeltaker, forKey: .moetedeltaker)
    }
}
