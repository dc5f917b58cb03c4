/// A document as part of a registrering; the same document may be part of several.
public struct Dokumentbeskrivelse: Codable, Sendable, Equatable {
    /// M001.
    public var systemID: SystemID
    /// M083.
    public var dokumenttype: Kode?
    /// M054.
    public var dokumentstatus: Kode
    /// M020.
    public var tittel: String
    /// M021.
    public var beskrivelse: String?
    /// M024.
    public var forfatter: [String] = []
    /// M600.
    public var opprettetDato: Tidspunkt
    /// M601.
    public var opprettetAv: String
    /// M682.
    public var endretDato: Tidspunkt?
    /// M683.
    public var endretAv: String?
    /// M300.
    public var dokumentmedium: Kode?
    /// M301.
    public var oppbevaringssted: String?
    /// M217: main document or attachment.
    public var tilknyttetRegistreringSom: Kode
    /// M007: its place in the registrering, from 1; never changes.
    public var dokumentnummer: Int
    /// M620.
    public var tilknyttetDato: Tidspunkt
    /// M621.
    public var tilknyttetAv: String
    /// Parties.
    public var part: [Part] = []
    /// Remarks.
    public var merknad: [Merknad] = []
    /// Overrides what is inherited.
    public var kassasjon: Kassasjon?
    /// Screening.
    public var skjerming: Skjerming?
    /// Security grading.
    public var gradering: Gradering?
    /// The signature it had.
    public var elektroniskSignatur: ElektroniskSignatur?
    /// Its files.
    public var dokumentobjekt: [Dokumentobjekt] = []
    /// The sender's own key.
    public var referanseEksternNoekkel: EksternNoekkel?

    /// With what is required; everything else left out.
    public init(
        systemID: SystemID, dokumentstatus: Kode, tittel: String, opprettetDato: Tidspunkt, opprettetAv: String,
        tilknyttetRegistreringSom: Kode, dokumentnummer: Int, tilknyttetDato: Tidspunkt, tilknyttetAv: String
    ) {
        self.systemID = systemID
        self.dokumentstatus = dokumentstatus
        self.tittel = tittel
        self.opprettetDato = opprettetDato
        self.opprettetAv = opprettetAv
        self.tilknyttetRegistreringSom = tilknyttetRegistreringSom
        self.dokumentnummer = dokumentnummer
        self.tilknyttetDato = tilknyttetDato
        self.tilknyttetAv = tilknyttetAv
    }
}
