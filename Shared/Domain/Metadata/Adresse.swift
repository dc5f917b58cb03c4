/// An address a case is about.
public struct Adresse: Codable, Sendable, Equatable {
    /// Street and number.
    public var adresse: String
    /// Postal code.
    public var postnummer: String
    /// Postal town.
    public var poststed: String

    /// With what is required; everything else left out.
    public init(
        adresse: String, postnummer: String, poststed: String
    ) {
        (self.adresse, self.postnummer, self.poststed) = (adresse, postnummer, poststed)
    }
}
