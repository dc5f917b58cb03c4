extension Arkivmelding {
    /// A mappe to create: what every kind has, and its kind.
    public struct Mappe: Sendable, Equatable {
        /// M001, of the sender's own; the archive gives its own and keeps none of this.
        public var systemID: SystemID?
        /// M003; given by the archive.
        public var mappeID: String?
        /// The mappe it is to lie in.
        public var referanseForeldermappe: ReferanseTilMappe?
        /// M020.
        public var tittel: String
        /// M025: the title with secret words removed.
        public var offentligTittel: String?
        /// M021.
        public var beskrivelse: String?
        /// M022.
        public var noekkelord: [String] = []
        /// M300.
        public var dokumentmedium: Kode?
        /// M600, as the sender sees it.
        public var opprettetDato: Tidspunkt?
        /// M601, as the sender sees it.
        public var opprettetAv: String?
        /// M602.
        public var avsluttetDato: Tidspunkt?
        /// M603.
        public var avsluttetAv: String?
        /// The arkivdel it belongs to, by its systemID or tittel.
        public var arkivdel: Kode?
        /// M711.
        public var virksomhetsspesifikkeMetadata: FriStruktur?
        /// Parties of the mappe.
        public var part: [Part] = []
        /// Cross-references from the mappe.
        public var kryssreferanse: [Kryssreferanse] = []
        /// Remarks.
        public var merknad: [Merknad] = []
        /// Screening.
        public var skjerming: Skjerming?
        /// Security grading.
        public var gradering: Gradering?
        /// Classes: the first is the primary one, the others are secondary.
        public var klassifikasjon: [Klassifikasjon] = []
        /// The sender's own key; makes creation repeatable.
        public var referanseEksternNoekkel: EksternNoekkel?
        /// The sender's kind of mappe.
        public var mappetype: Kode?
        /// What kind it is, with the members only that kind has.
        public var slag: Slag

        /// With what is required; everything else left out.
        public init(slag: Slag, tittel: String) {
            (self.slag, self.tittel) = (slag, tittel)
        }
    }
}

extension Arkivmelding.Mappe {
    /// The kinds the schema allows; `xsi:type` in XML, `type` in JSON.
    public enum Slag: Sendable, Equatable {
        /// A plain mappe: holds registreringer, but no journalposter (krav 2.5.2).
        case mappe
        /// A case.
        case saksmappe(Arkivmelding.Saksmappe)
        /// A meeting.
        case moetemappe(Arkivmelding.Moetemappe)

        /// The name of the kind, as `xsi:type` and `type` have it.
        public var type: String {
            switch self {
            case .mappe: "mappe"
            case .saksmappe: "saksmappe"
            case .moetemappe: "moetemappe"
            }
        }
    }
}
