/// A party of a mappe, registrering or document.
public struct Part: Codable, Sendable, Equatable {
    /// M001.
    public var systemID: SystemID
    /// M010.
    public var partID: String?
    /// M302.
    public var partNavn: String
    /// M303.
    public var partRolle: Kode?
    /// M048 or M049.
    public var identitet: Partsidentitet?
    /// M406: the lines of the address.
    public var postadresse: [String] = []
    /// M407.
    public var postnummer: String?
    /// M408.
    public var poststed: String?
    /// M409: two letters (ISO 3166).
    public var land: Kode?
    /// M410.
    public var epostadresse: String?
    /// M411.
    public var telefonnummer: [String] = []
    /// M412.
    public var kontaktperson: String?
    /// M711.
    public var virksomhetsspesifikkeMetadata: FriStruktur?
    /// Whether the name is screened.
    public var erSkjermet: Bool?
    /// Whether the name is a person's.
    public var erPersonnavn: Bool?

    /// With what is required; everything else left out.
    public init(systemID: SystemID, partNavn: String) {
        (self.systemID, self.partNavn) = (systemID, partNavn)
    }
}
