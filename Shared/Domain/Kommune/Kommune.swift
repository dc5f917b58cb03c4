/// A municipality whose archive this is.
public struct Kommune: Codable, Sendable, Equatable {
    /// Names it everywhere in the suite.
    public var organisasjonsnummer: Organisasjonsnummer
    /// Four digits, such as 3403.
    public var kommunenummer: String
    /// Such as Hamar.
    public var navn: String
    /// When its archive was set up.
    public var opprettetDato: Tidspunkt
    /// By whom.
    public var opprettetAv: String
    /// The name of the rule that fills in when a message names none.
    public var standardregel: String

    /// With what is required; everything else left out.
    public init(
        organisasjonsnummer: Organisasjonsnummer, kommunenummer: String, navn: String, opprettetDato: Tidspunkt, opprettetAv: String,
        standardregel: String
    ) {
        self.organisasjonsnummer = organisasjonsnummer
        self.kommunenummer = kommunenummer
        self.navn = navn
        self.opprettetDato = opprettetDato
        self.opprettetAv = opprettetAv
        self.standardregel = standardregel
    }
}
