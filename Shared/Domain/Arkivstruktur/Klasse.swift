/// A class of a classification system.
public struct Klasse: Codable, Sendable, Equatable {
    /// M001.
    public var systemID: SystemID
    /// The system it belongs to.
    public var referanseKlassifikasjonssystem: SystemID
    /// The class it is a part of.
    public var referanseOverordnetKlasse: SystemID?
    /// M002: unique in its system.
    public var klasseID: String
    /// M020.
    public var tittel: String
    /// M021.
    public var beskrivelse: String?
    /// M022.
    public var noekkelord: [String] = []
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
    /// What becomes of what is filed here.
    public var kassasjon: Kassasjon?
    /// Screening.
    public var skjerming: Skjerming?
    /// Security grading.
    public var gradering: Gradering?

    /// With what is required; everything else left out.
    public init(
        systemID: SystemID, referanseKlassifikasjonssystem: SystemID, klasseID: String, tittel: String, opprettetDato: Tidspunkt,
        opprettetAv: String
    ) {
        self.systemID = systemID
        self.referanseKlassifikasjonssystem = referanseKlassifikasjonssystem
        self.klasseID = klasseID
        self.tittel = tittel
        self.opprettetDato = opprettetDato
        self.opprettetAv = opprettetAv
    }
}
