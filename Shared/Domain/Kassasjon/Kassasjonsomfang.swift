/// Which objects' outcomes are to be worked out anew.
public enum Kassasjonsomfang: Hashable, Sendable {
    /// What is filed in a class, or in one below it.
    case klasse(SystemID)
    /// What lies in an arkivdel.
    case arkivdel(SystemID)
    /// A mappe with everything in it.
    case mappe(SystemID)
    /// A registrering that lies in no mappe, with its documents.
    case registrering(SystemID)

    /// The object it starts from.
    public var enhet: Kassasjonsenhet {
        switch self {
        case .klasse(let id): .klasse(id)
        case .arkivdel(let id): .arkivdel(id)
        case .mappe(let id): .mappe(id)
        case .registrering(let id): .registrering(id)
        }
    }
}

// One member, named after the kind: {"klasse": "…"}.
extension Kassasjonsomfang: Codable {
    /// Reads an object with one member: the name of the kind.
    public init(from decoder: any Decoder) throws {
        switch try Kassasjonsenhet(from: decoder) {
        case .klasse(let id): self = .klasse(id)
        case .arkivdel(let id): self = .arkivdel(id)
        case .mappe(let id): self = .mappe(id)
        case .registrering(let id): self = .registrering(id)
        case .dokumentbeskrivelse:
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "a document is worked out with its registrering"))
        }
    }

    /// Writes an object with one member: the name of the kind.
    public func encode(to encoder: any Encoder) throws { try enhet.encode(to: encoder) }
}

/// How far a working out has come: everything before this place is done.
public struct Omberegningsposisjon: Codable, Sendable, Hashable {
    /// The class among those of the scope, by its number in the store; 0 where the scope is no class.
    public var klasse: Int
    /// The mappe or registrering, by its number in the store.
    public var hode: Int
    /// The last object of that which is done, by its number in the store.
    public var enhet: Int

    /// A place.
    public init(klasse: Int = 0, hode: Int = 0, enhet: Int = 0) { (self.klasse, self.hode, self.enhet) = (klasse, hode, enhet) }
}
