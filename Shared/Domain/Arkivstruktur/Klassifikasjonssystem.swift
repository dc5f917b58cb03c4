/// A way of ordering cases: by subject, or by what they are about.
public struct Klassifikasjonssystem: Codable, Sendable, Equatable {
    /// M001.
    public var systemID: SystemID
    /// M086; one of identifiers makes its classes on first use.
    public var klassifikasjonstype: Kode?
    /// M020; partners may name it by this.
    public var tittel: String
    /// M021.
    public var beskrivelse: String?
    /// M600.
    public var opprettetDato: Tidspunkt
    /// M601.
    public var opprettetAv: String
    /// M682.
    public var endretDato: Tidspunkt?
    /// M683.
    public var endretAv: String?
    /// M602: nil while it is open.
    public var avsluttetDato: Tidspunkt?
    /// M603.
    public var avsluttetAv: String?

    /// With what is required; everything else left out.
    public init(
        systemID: SystemID, tittel: String, opprettetDato: Tidspunkt, opprettetAv: String
    ) {
        self.systemID = systemID
        self.tittel = tittel
        self.opprettetDato = opprettetDato
        self.opprettetAv = opprettetAv
    }
}
