/// What every kind of registrering has.
public struct Registrering: Codable, Sendable, Equatable {
    /// M001.
    public var systemID: SystemID
    /// M600.
    public var opprettetDato: Tidspunkt
    /// M601.
    public var opprettetAv: String
    /// M682.
    public var endretDato: Tidspunkt?
    /// M683.
    public var endretAv: String?
    /// M604: set when it is archived.
    public var arkivertDato: Tidspunkt?
    /// M605.
    public var arkivertAv: String?
    /// The mappe it lies in; without one it lies in the arkivdel, or in a class of it.
    public var referanseMappe: SystemID?
    /// The arkivdel it lies in.
    public var referanseArkivdel: SystemID
    /// The primary class, when it lies in no mappe.
    public var referanseKlasse: SystemID?
    /// M209: further classes.
    public var referanseSekundaerKlassifikasjon: [SystemID] = []
    /// M004: `mappeID-journalpostnummer` for a journalpost.
    public var registreringsID: String?
    /// M020.
    public var tittel: String
    /// M025: the title without its secret words; given whenever the title is screened.
    public var offentligTittel: String?
    /// M021.
    public var beskrivelse: String?
    /// M022.
    public var noekkelord: [String] = []
    /// M024.
    public var forfatter: [String] = []
    /// M300.
    public var dokumentmedium: Kode?
    /// M301.
    public var oppbevaringssted: [String] = []
    /// Parties.
    public var part: [Part] = []
    /// Overrides what is inherited.
    public var kassasjon: Kassasjon?
    /// Screening.
    public var skjerming: Skjerming?
    /// Security grading.
    public var gradering: Gradering?
    /// The documents, in the order of their numbers.
    public var dokumentbeskrivelse: [Dokumentbeskrivelse] = []
    /// Remarks.
    public var merknad: [Merknad] = []
    /// Cross-references from here.
    public var kryssreferanse: [Kryssreferanse] = []
    /// Senders and recipients.
    public var korrespondansepart: [Korrespondansepart] = []
    /// What it is about.
    public var nasjonalIdentifikator: [NasjonalIdentifikator] = []
    /// M711.
    public var virksomhetsspesifikkeMetadata: FriStruktur?
    /// The sender's own key.
    public var referanseEksternNoekkel: EksternNoekkel?
    /// The partner whose message made it: it may see what it sent. Nil for objects older than this member.
    public var innsendtAv: String?

    /// With what is required; everything else left out.
    public init(
        systemID: SystemID, opprettetDato: Tidspunkt, opprettetAv: String, referanseArkivdel: SystemID, tittel: String
    ) {
        self.systemID = systemID
        self.opprettetDato = opprettetDato
        self.opprettetAv = opprettetAv
        self.referanseArkivdel = referanseArkivdel
        self.tittel = tittel
    }
}
