/// The top of the archive.
public struct Arkiv: Codable, Sendable, Equatable {
    /// M001.
    public var systemID: SystemID
    /// M020.
    public var tittel: String
    /// M021.
    public var beskrivelse: String?
    /// M050.
    public var arkivstatus: Kode
    /// M300.
    public var dokumentmedium: Kode?
    /// M301.
    public var oppbevaringssted: [String] = []
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
    /// The arkiv this one is a part of.
    public var referanseOverordnetArkiv: SystemID?
    /// At least one.
    public var arkivskaper: [Arkivskaper] = []

    /// With what is required; everything else left out.
    public init(
        systemID: SystemID, tittel: String, arkivstatus: Kode, opprettetDato: Tidspunkt, opprettetAv: String
    ) {
        self.systemID = systemID
        self.tittel = tittel
        self.arkivstatus = arkivstatus
        self.opprettetDato = opprettetDato
        self.opprettetAv = opprettetAv
    }
}
