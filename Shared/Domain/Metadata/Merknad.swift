/// A remark on a mappe, registrering or document.
public struct Merknad: Codable, Sendable, Equatable {
    /// Names the remark in this archive.
    public var systemID: SystemID
    /// M310.
    public var merknadstekst: String
    /// M084.
    public var merknadstype: Kode?
    /// M611.
    public var merknadsdato: Tidspunkt
    /// M612.
    public var merknadRegistrertAv: String
    /// Whether the text is screened.
    public var erSkjermet: Bool?

    /// With what is required; everything else left out.
    public init(
        systemID: SystemID, merknadstekst: String, merknadsdato: Tidspunkt, merknadRegistrertAv: String
    ) {
        self.systemID = systemID
        self.merknadstekst = merknadstekst
        self.merknadsdato = merknadsdato
        self.merknadRegistrertAv = merknadRegistrertAv
    }
}
