extension Arkivmelding {
    /// A registrering to create: what every kind has, and its kind.
    public struct Registrering: Sendable, Equatable {
        /// M001, of the sender's own; the archive gives its own and keeps none of this.
        public var systemID: SystemID?
        /// M600, as the sender sees it.
        public var opprettetDato: Tidspunkt?
        /// M601, as the sender sees it.
        public var opprettetAv: String?
        /// M604.
        public var arkivertDato: Tidspunkt?
        /// M605.
        public var arkivertAv: String?
        /// The mappe it goes into; either this or `arkivdel`.
        public var referanseForelderMappe: ReferanseTilMappe?
        /// The arkivdel it goes into when it lies in no mappe.
        public var arkivdel: Kode?
        /// Parties.
        public var part: [Part] = []
        /// Screening.
        public var skjerming: Skjerming?
        /// Security grading.
        public var gradering: Gradering?
        /// The documents.
        public var dokumentbeskrivelse: [Dokumentbeskrivelse] = []
        /// M004; given by the archive.
        public var registreringsID: String?
        /// M020.
        public var tittel: String
        /// M025: the title with secret words removed.
        public var offentligTittel: String?
        /// M021.
        public var beskrivelse: String?
        /// M022.
        public var noekkelord: [String] = []
        /// M024.
        public var forfatter: [String] = []
        /// M300.
        public var dokumentmedium: Kode?
        /// M711.
        public var virksomhetsspesifikkeMetadata: FriStruktur?
        /// Remarks.
        public var merknad: [Merknad] = []
        /// Cross-references from the registrering.
        public var kryssreferanse: [Kryssreferanse] = []
        /// Senders and recipients.
        public var korrespondansepart: [Korrespondansepart] = []
        /// Classes, for a registrering that lies in no mappe.
        public var klassifikasjon: [Klassifikasjon] = []
        /// The sender's own key; makes creation repeatable.
        public var referanseEksternNoekkel: EksternNoekkel?
        /// What kind it is, with the members only that kind has.
        public var slag: Slag

        /// With what is required; everything else left out.
        public init(slag: Slag, tittel: String) {
            (self.slag, self.tittel) = (slag, tittel)
        }
    }
}

extension Arkivmelding.Registrering {
    /// The kinds the schema allows; `xsi:type` in XML, `type` in JSON.
    public enum Slag: Sendable, Equatable {
        /// Kept, neither journalled nor a note.
        case registrering
        /// Journalled.
        case journalpost(Arkivmelding.Journalpost)
        /// Archived, not journalled.
        case arkivnotat(Arkivmelding.Arkivnotat)
        /// An item of a meeting.
        case moetesak(Arkivmelding.Moetesak)
        /// A document of a meeting.
        case moetedokument(Arkivmelding.Moetedokument)

        /// The name of the kind, as `xsi:type` and `type` have it.
        public var type: String {
            switch self {
            case .registrering: "registrering"
            case .journalpost: "journalpost"
            case .arkivnotat: "arkivnotat"
            case .moetesak: "moetesak"
            case .moetedokument: "moetedokument"
            }
        }
    }
}
