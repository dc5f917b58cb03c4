/// A person or unit of the municipality that something is assigned to or done by.
public struct Aktoer: Codable, Sendable, Hashable {
    /// The name.
    public var navn: String
    /// An identifier in the municipality's directory.
    public var identifikator: String?
    /// The initials.
    public var initialer: String?
    /// The e-mail address.
    public var epostadresse: String?
    /// The registered unit it is, when the name or identifier is known.
    public var referanse: SystemID?

    /// With what is given.
    public init(
        navn: String, identifikator: String? = nil, initialer: String? = nil, epostadresse: String? = nil, referanse: SystemID? = nil
    ) {
        (self.navn, self.identifikator, self.initialer, self.epostadresse, self.referanse) = (
            navn, identifikator, initialer, epostadresse, referanse
        )
    }
}
