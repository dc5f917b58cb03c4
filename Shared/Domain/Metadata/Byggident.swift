/// A building.
public struct Byggident: Codable, Sendable, Equatable {
    /// M035.
    public var bygningsnummer: Int
    /// M036.
    public var endringsloepenummer: Int?

    /// With what is required; everything else left out.
    public init(bygningsnummer: Int) { self.bygningsnummer = bygningsnummer }
}
