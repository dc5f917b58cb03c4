/// A part of an arkiv with one purpose and one period.
public struct Arkivdel: Codable, Sendable, Equatable {
    /// M001.
    public var systemID: SystemID
    /// The arkiv it belongs to.
    public var referanseArkiv: SystemID
    /// M020; partners may name it by this.
    public var tittel: String
    /// M021.
    public var beskrivelse: String?
    /// M051: says which new objects it takes (krav 6.2.3–6.2.6).
    public var arkivdelstatus: Kode
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
    /// M107.
    public var arkivperiodeStartDato: Dato?
    /// M108.
    public var arkivperiodeSluttDato: Dato?
    /// M202: the part before it.
    public var referanseForloeper: SystemID?
    /// M203: the part after it; open mapper move there in the overlapping period.
    public var referanseArvtaker: SystemID?
    /// The systems in use: the first is the primary one (krav 2.5.6), the others are secondary.
    public var referanseKlassifikasjonssystem: [SystemID] = []
    /// Overrides what classes say (krav 6.1.2).
    public var kassasjon: Kassasjon?
    /// Screening.
    public var skjerming: Skjerming?
    /// Security grading.
    public var gradering: Gradering?

    /// With what is required; everything else left out.
    public init(
        systemID: SystemID, referanseArkiv: SystemID, tittel: String, arkivdelstatus: Kode, opprettetDato: Tidspunkt, opprettetAv: String
    ) {
        self.systemID = systemID
        self.referanseArkiv = referanseArkiv
        self.tittel = tittel
        self.arkivdelstatus = arkivdelstatus
        self.opprettetDato = opprettetDato
        self.opprettetAv = opprettetAv
    }
}
