/// Who a party is: a person or an organisation, never both (STD appendix 2). Kept as the sender wrote it; not checked, since
/// senders also use numbers of other countries and of test registers.
public enum Partsidentitet: Sendable, Hashable {
    /// M048: a national identity number and the country it is of (two letters; Norway when nil).
    case person(identifikator: String, land: String?)
    /// M049: an organisation's number and the country it is of (two letters; Norway when nil).
    case organisasjon(identifikator: String, land: String?)
}

extension Partsidentitet: Codable {
    private enum CodingKeys: String, CodingKey { case personID, organisasjonsID, landkode }

    /// Reads `personID` or `organisasjonsID`, and `landkode`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let land = try container.decodeIfPresent(String.self, forKey: .landkode)
        if let identifikator = try container.decodeIfPresent(String.self, forKey: .personID) {
            self = .person(identifikator: identifikator, land: land)
        } else {
            self = .organisasjon(identifikator: try container.decode(String.self, forKey: .organisasjonsID), land: land)
        }
    }

    /// Writes `personID` or `organisasjonsID`, and `landkode`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .person(let identifikator, let land):
            try container.encode(identifikator, forKey: .personID)
            try container.encodeIfPresent(land, forKey: .landkode)
        case .organisasjon(let identifikator, let land):
            try container.encode(identifikator, forKey: .organisasjonsID)
            try container.encodeIfPresent(land, forKey: .landkode)
        }
    }
}
