/// An object that remarks, parties, cross-references and the like hang on.
public enum Arkivenhet: Hashable, Sendable {
    /// A mappe of any kind.
    case mappe(SystemID)
    /// A registrering of any kind.
    case registrering(SystemID)
    /// A document.
    case dokumentbeskrivelse(SystemID)

    /// The object's systemID.
    public var systemID: SystemID {
        switch self {
        case .mappe(let id), .registrering(let id), .dokumentbeskrivelse(let id): id
        }
    }
}

extension Kassasjonsenhet {
    /// The same object.
    public init(_ enhet: Arkivenhet) {
        switch enhet {
        case .mappe(let id): self = .mappe(id)
        case .registrering(let id): self = .registrering(id)
        case .dokumentbeskrivelse(let id): self = .dokumentbeskrivelse(id)
        }
    }
}

extension Arkivenhet: Codable {
    private enum CodingKeys: String, CodingKey { case mappe, registrering, dokumentbeskrivelse }

    /// Reads an object with one member: the name of the kind.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let id = try container.decodeIfPresent(SystemID.self, forKey: .mappe) {
            self = .mappe(id)
        } else if let id = try container.decodeIfPresent(SystemID.self, forKey: .registrering) {
            self = .registrering(id)
        } else {
            self = .dokumentbeskrivelse(try container.decode(SystemID.self, forKey: .dokumentbeskrivelse))
        }
    }

    /// Writes an object with one member: the name of the kind.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .mappe(let id): try container.encode(id, forKey: .mappe)
        case .registrering(let id): try container.encode(id, forKey: .registrering)
        case .dokumentbeskrivelse(let id): try container.encode(id, forKey: .dokumentbeskrivelse)
        }
    }
}
