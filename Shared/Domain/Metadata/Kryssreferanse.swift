/// A cross-reference, kept on the side it points from; one target.
public struct Kryssreferanse: Codable, Sendable, Equatable {
    /// What it points at.
    public enum Maal: Sendable, Hashable {
        /// M219.
        case klasse(SystemID)
        /// M210.
        case mappe(SystemID)
        /// M212.
        case registrering(SystemID)
        /// M225 (Fiks Arkiv).
        case dokumentbeskrivelse(SystemID)
    }

    /// What it points at.
    public var maal: Maal

    /// A reference to one thing.
    public init(til maal: Maal) { self.maal = maal }

    private enum CodingKeys: String, CodingKey {
        case referanseTilKlasse, referanseTilMappe, referanseTilRegistrering, referanseTilDokumentbeskrivelse
    }

    /// Reads an object with one member.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let id = try container.decodeIfPresent(SystemID.self, forKey: .referanseTilKlasse) {
            maal = .klasse(id)
        } else if let id = try container.decodeIfPresent(SystemID.self, forKey: .referanseTilMappe) {
            maal = .mappe(id)
        } else if let id = try container.decodeIfPresent(SystemID.self, forKey: .referanseTilRegistrering) {
            maal = .registrering(id)
        } else {
            maal = .dokumentbeskrivelse(try container.decode(SystemID.self, forKey: .referanseTilDokumentbeskrivelse))
        }
    }

    /// Writes an object with one member.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch maal {
        case .klasse(let id): try container.encode(id, forKey: .referanseTilKlasse)
        case .mappe(let id): try container.encode(id, forKey: .referanseTilMappe)
        case .registrering(let id): try container.encode(id, forKey: .referanseTilRegistrering)
        case .dokumentbeskrivelse(let id): try container.encode(id, forKey: .referanseTilDokumentbeskrivelse)
        }
    }
}
