/// A plan, and the one authority whose plan it is.
public struct Planident: Codable, Sendable, Equatable {
    /// Whose plan: at most one of land, fylke and kommune.
    public enum Myndighet: Sendable, Equatable {
        /// M030.
        case kommune(String)
        /// M037.
        case fylke(String)
        /// M038.
        case land(String)
    }

    /// M039.
    public var planidentifikasjon: String
    /// Whose plan it is, when said.
    public var myndighet: Myndighet?

    /// A plan.
    public init(planidentifikasjon: String, myndighet: Myndighet? = nil) {
        (self.planidentifikasjon, self.myndighet) = (planidentifikasjon, myndighet)
    }

    private enum CodingKeys: String, CodingKey {
        case planidentifikasjon, kommunenummer, fylkesnummer, landkode
    }

    /// Reads the members of Noark.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        planidentifikasjon = try container.decode(String.self, forKey: .planidentifikasjon)
        if let number = try container.decodeIfPresent(String.self, forKey: .kommunenummer) {
            myndighet = .kommune(number)
        } else if let number = try container.decodeIfPresent(String.self, forKey: .fylkesnummer) {
            myndighet = .fylke(number)
        } else if let code = try container.decodeIfPresent(String.self, forKey: .landkode) {
            myndighet = .land(code)
        }
    }

    /// Writes the members of Noark.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(planidentifikasjon, forKey: .planidentifikasjon)
        switch myndighet {
        case .kommune(let number): try container.encode(number, forKey: .kommunenummer)
        case .fylke(let number): try container.encode(number, forKey: .fylkesnummer)
        case .land(let code): try container.encode(code, forKey: .landkode)
        case nil: break
        }
    }
}
