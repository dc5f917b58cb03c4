/// What every kind of mappe has.
public struct Mappe: Codable, Sendable, Equatable {
    /// M001.
    public var systemID: SystemID
    /// M003: `saksaar/sakssekvensnummer` for a case.
    public var mappeID: String
    /// M020.
    public var tittel: String
    /// M025: the title without its secret words; given whenever the title is screened.
    public var offentligTittel: String?
    /// M021.
    public var beskrivelse: String?
    /// M022.
    public var noekkelord: [String] = []
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
    /// The arkivdel it lies in.
    public var referanseArkivdel: SystemID
    /// The primary class.
    public var referanseKlasse: SystemID?
    /// M209: further classes.
    public var referanseSekundaerKlassifikasjon: [SystemID] = []
    /// The mappe it lies in.
    public var referanseForeldermappe: SystemID?
    /// The sender's kind of mappe.
    public var mappetype: Kode?
    /// Parties.
    public var part: [Part] = []
    /// Cross-references from here.
    public var kryssreferanse: [Kryssreferanse] = []
    /// Remarks.
    public var merknad: [Merknad] = []
    /// Overrides what is inherited.
    public var kassasjon: Kassasjon?
    /// Screening.
    public var skjerming: Skjerming?
    /// Security grading.
    public var gradering: Gradering?
    /// What it is about.
    public var nasjonalIdentifikator: [NasjonalIdentifikator] = []
    /// Addresses it is about.
    public var adresse: [Adresse] = []
    /// M711.
    public var virksomhetsspesifikkeMetadata: FriStruktur?
    /// The sender's own key.
    public var referanseEksternNoekkel: EksternNoekkel?
    /// The partner whose message made it: it may see what it sent. Nil for objects older than this member.
    public var innsendtAv: String?

    /// With what is required; everything else left out.
    public init(
        systemID: SystemID, mappeID: String, tittel: String, opprettetDato: Tidspunkt, opprettetAv: String, referanseArkivdel: SystemID
    ) {
        self.systemID = systemID
        self.mappeID = mappeID
        self.tittel = tittel
        self.opprettetDato = opprettetDato
        self.opprettetAv = opprettetAv
        self.referanseArkivdel = referanseArkivdel
    }
}
