/// A case's number in the municipality: year and running number (M011, M012).
public struct Saksnummer: Codable, Sendable, Hashable {
    /// The year.
    public var saksaar: Int
    /// The running number in the year, from 1.
    public var sakssekvensnummer: Int

    /// With what is required; everything else left out.
    public init(saksaar: Int, sakssekvensnummer: Int) {
        (self.saksaar, self.sakssekvensnummer) = (saksaar, sakssekvensnummer)
    }
}
