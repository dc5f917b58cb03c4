/// The substance of an item of a meeting (Fiks Arkiv).
public struct Moetesak: Codable, Sendable, Equatable {
    /// The year of its number.
    public var moetesaksaar: Int
    /// Its number in the year.
    public var moetesakssekvensnummer: Int
    /// What the matter is.
    public var saksbeskrivelse: Tekst?
    /// What is recommended.
    public var innstilling: Tekst?
    /// Documents of the registrering that belong to the statement.
    public var referanseUtredningsdokument: [SystemID] = []
    /// What was decided.
    public var vedtak: Moetevedtak?

    /// With what is required; everything else left out.
    public init(
        moetesaksaar: Int, moetesakssekvensnummer: Int
    ) {
        (self.moetesaksaar, self.moetesakssekvensnummer) = (moetesaksaar, moetesakssekvensnummer)
    }
}
