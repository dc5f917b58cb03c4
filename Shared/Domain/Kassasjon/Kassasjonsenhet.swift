/// An object that a decision on its fate may stand on (STD appendix 2: kassasjon).
public enum Kassasjonsenhet: Hashable, Sendable {
    /// An arkivdel.
    case arkivdel(SystemID)
    /// A class.
    case klasse(SystemID)
    /// A mappe of any kind.
    case mappe(SystemID)
    /// A registrering of any kind.
    case registrering(SystemID)
    /// A document.
    case dokumentbeskrivelse(SystemID)

    /// The kinds.
    public enum Slag: String, Codable, Sendable, CaseIterable, CodingKey {
        /// See `Kassasjonsenhet`.
        case arkivdel, klasse, mappe, registrering, dokumentbeskrivelse
    }

    /// An object of that kind.
    public init(_ slag: Slag, _ systemID: SystemID) {
        switch slag {
        case .arkivdel: self = .arkivdel(systemID)
        case .klasse: self = .klasse(systemID)
        case .mappe: self = .mappe(systemID)
        case .registrering: self = .registrering(systemID)
        case .dokumentbeskrivelse: self = .dokumentbeskrivelse(systemID)
        }
    }

    /// Which kind it is.
    public var slag: Slag {
        switch self {
        case .arkivdel: .arkivdel
        case .klasse: .klasse
        case .mappe: .mappe
        case .registrering: .registrering
        case .dokumentbeskrivelse: .dokumentbeskrivelse
        }
    }

    /// The object's systemID.
    public var systemID: SystemID {
        switch self {
        case .arkivdel(let id), .klasse(let id), .mappe(let id), .registrering(let id), .dokumentbeskrivelse(let id): id
        }
    }
}

// One member, named after the kind: {"klasse": "…"}.
extension Kassasjonsenhet: Codable {
    /// Reads an object with one member: the name of the kind.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Slag.self)
        guard let slag = container.allKeys.first, container.allKeys.count == 1 else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "one member must name the kind of object"))
        }
        self.init(slag, try container.decode(SystemID.self, forKey: slag))
    }

    /// Writes an object with one member: the name of the kind.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Slag.self)
        try container.encode(systemID, forKey: slag)
    }
}
