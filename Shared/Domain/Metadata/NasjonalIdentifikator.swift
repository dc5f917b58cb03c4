/// Something of the world that a mappe or registrering is about, by its national identifier: exactly one of six kinds.
public enum NasjonalIdentifikator: Sendable, Equatable {
    /// A property.
    case matrikkelnummer(Matrikkelnummer)
    /// A building.
    case byggident(Byggident)
    /// A plan.
    case planident(Planident)
    /// A place.
    case posisjon(Posisjon)
    /// A person (M048).
    case personidentifikator(String)
    /// An organisation (M049).
    case enhetsidentifikator(String)
}

extension NasjonalIdentifikator {
    /// Whether it says who somebody is.
    var erPerson: Bool {
        switch self {
        case .personidentifikator: true
        case .matrikkelnummer, .byggident, .planident, .posisjon, .enhetsidentifikator: false
        }
    }
}

extension NasjonalIdentifikator: Codable {
    private enum CodingKeys: String, CodingKey {
        case matrikkelnummer, byggident, planident, posisjon, personidentifikator, enhetsidentifikator
    }

    /// Reads an object with one member: the name of the kind.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard let kind = container.allKeys.first, container.allKeys.count == 1 else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not exactly one kind of identifier"))
        }
        switch kind {
        case .matrikkelnummer: self = .matrikkelnummer(try container.decode(Matrikkelnummer.self, forKey: kind))
        case .byggident: self = .byggident(try container.decode(Byggident.self, forKey: kind))
        case .planident: self = .planident(try container.decode(Planident.self, forKey: kind))
        case .posisjon: self = .posisjon(try container.decode(Posisjon.self, forKey: kind))
        case .personidentifikator: self = .personidentifikator(try container.decode(String.self, forKey: kind))
        case .enhetsidentifikator: self = .enhetsidentifikator(try container.decode(String.self, forKey: kind))
        }
    }

    /// Writes an object with one member: the name of the kind.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .matrikkelnummer(let value): try container.encode(value, forKey: .matrikkelnummer)
        case .byggident(let value): try container.encode(value, forKey: .byggident)
        case .planident(let value): try container.encode(value, forKey: .planident)
        case .posisjon(let value): try container.encode(value, forKey: .posisjon)
        case .personidentifikator(let value): try container.encode(value, forKey: .personidentifikator)
        case .enhetsidentifikator(let value): try container.encode(value, forKey: .enhetsidentifikator)
        }
    }
}
