/// A sender or recipient of a registrering.
public struct Korrespondansepart: Codable, Sendable, Equatable {
    /// M001; an avskrivning may name it.
    public var systemID: SystemID
    /// M087.
    public var korrespondanseparttype: Kode
    /// M400.
    public var korrespondansepartNavn: String
    /// The sender's own name for it.
    public var korrespondansepartID: String?
    /// Whether it is the part that has to act.
    public var erBehandlingsansvarlig: Bool
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
    /// M305, of an internal part.
    public var administrativEnhet: Aktoer?
    /// M307, of an internal part.
    public var saksbehandler: Aktoer?
    /// Whether the name is screened.
    public var erSkjermet: Bool?
    /// Whether the name is a person's.
    public var erPersonnavn: Bool?
    /// How it was sent.
    public var forsendelsesmaate: Kode?
    /// Their reference.
    public var deresReferanse: String?

    /// With what is required; everything else left out.
    public init(
        systemID: SystemID, korrespondanseparttype: Kode, korrespondansepartNavn: String, erBehandlingsansvarlig: Bool
    ) {
        self.systemID = systemID
        self.korrespondanseparttype = korrespondanseparttype
        self.korrespondansepartNavn = korrespondansepartNavn
        self.erBehandlingsansvarlig = erBehandlingsansvarlig
    }
}
