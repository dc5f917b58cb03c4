/// A unit of the municipality.
public struct AdministrativEnhet: Codable, Sendable, Equatable {
    /// Names it in this archive.
    public var systemID: SystemID
    /// M583.
    public var administrativEnhetNavn: String
    /// Its identifier in the municipality's directory.
    public var identifikator: String?
    /// M584.
    public var administrativEnhetsstatus: String?
    /// M585.
    public var referanseOverordnetEnhet: SystemID?
    /// M600.
    public var opprettetDato: Tidspunkt
    /// M601.
    public var opprettetAv: String
    /// M602.
    public var avsluttetDato: Tidspunkt?

    /// With what is required; everything else left out.
    public init(
        systemID: SystemID, administrativEnhetNavn: String, opprettetDato: Tidspunkt, opprettetAv: String
    ) {
        self.systemID = systemID
        self.administrativEnhetNavn = administrativEnhetNavn
        self.opprettetDato = opprettetDato
        self.opprettetAv = opprettetAv
    }
}
