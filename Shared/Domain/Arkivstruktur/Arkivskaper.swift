/// Who made the archive.
public struct Arkivskaper: Codable, Sendable, Equatable {
    /// M006: the organisasjonsnummer, as a rule.
    public var arkivskaperID: String
    /// M023.
    public var arkivskaperNavn: String
    /// M021.
    public var beskrivelse: String?

    /// With what is required; everything else left out.
    public init(
        arkivskaperID: String, arkivskaperNavn: String
    ) {
        (self.arkivskaperID, self.arkivskaperNavn) = (arkivskaperID, arkivskaperNavn)
    }
}
