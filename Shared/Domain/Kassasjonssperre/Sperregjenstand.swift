/// What a legal hold is on.
public enum Sperregjenstand: Hashable, Sendable {
    /// A case or another mappe, with everything in it.
    case mappe(SystemID)
    /// A class, with everything below it.
    case klasse(SystemID)
    /// A party: every mappe (and registrering outside mapper) where it occurs, also later ones.
    case part(Partsnoekkel)
}

// One member, named after the kind: {"mappe": "…"}, {"klasse": "…"}, {"part": {"slag": "organisasjonsID", "verdi": "…"}}.
extension Sperregjenstand: Codable {
    private enum CodingKeys: String, CodingKey { case mappe, klasse, part }

    /// Reads an object with one member: the name of the kind.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let id = try container.decodeIfPresent(SystemID.self, forKey: .mappe) {
            self = .mappe(id)
        } else if let id = try container.decodeIfPresent(SystemID.self, forKey: .klasse) {
            self = .klasse(id)
        } else {
            self = .part(try container.decode(Partsnoekkel.self, forKey: .part))
        }
    }

    /// Writes an object with one member: the name of the kind.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .mappe(let id): try container.encode(id, forKey: .mappe)
        case .klasse(let id): try container.encode(id, forKey: .klasse)
        case .part(let key): try container.encode(key, forKey: .part)
        }
    }
}
