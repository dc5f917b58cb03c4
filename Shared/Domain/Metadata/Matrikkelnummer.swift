/// A property in the cadastre.
public struct Matrikkelnummer: Codable, Sendable, Equatable {
    /// M030.
    public var kommunenummer: String?
    /// M031.
    public var gaardsnummer: Int
    /// M032.
    public var bruksnummer: Int
    /// M033.
    public var festenummer: Int?
    /// M034.
    public var seksjonsnummer: Int?

    /// With what is required; everything else left out.
    public init(gaardsnummer: Int, bruksnummer: Int) {
        (self.gaardsnummer, self.bruksnummer) = (gaardsnummer, bruksnummer)
    }
}
