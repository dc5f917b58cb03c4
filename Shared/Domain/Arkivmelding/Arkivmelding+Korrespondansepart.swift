extension Arkivmelding {
    /// A sender or recipient of a registrering.
    public struct Korrespondansepart: Codable, Sendable, Equatable {
        /// The sender's own name for it.
        public var korrespondansepartID: String?
        /// M087.
        public var korrespondanseparttype: Kode
        /// Whether it is the part that has to act; no when left out.
        public var erBehandlingsansvarlig: Bool?
        /// M400.
        public var korrespondansepartNavn: String
        /// M049; not together with `personid`.
        public var organisasjonid: String?
        /// M048; not together with `organisasjonid`.
        public var personid: String?
        /// M406: the lines of the address.
        public var postadresse: [String] = []
        /// M407.
        public var postnummer: String?
        /// M408.
        public var poststed: String?
        /// M409, as two letters (ISO 3166).
        public var landkode: Kode?
        /// M410.
        public var epostadresse: String?
        /// M411.
        public var telefonnummer: [String] = []
        /// M412.
        public var kontaktperson: String?
        /// M305, of an internal part.
        public var administrativEnhet: Identifikatorer?
        /// M307, of an internal part.
        public var saksbehandler: Identifikatorer?
        /// Whether the name is screened.
        public var erSkjermet: Bool?
        /// Whether the name is a person's.
        public var erPersonnavn: Bool?
        /// How it was sent.
        public var forsendelsesmaate: Kode?
        /// Their reference.
        public var deresReferanse: String?
        /// How the post was written off for this part.
        public var avskrivning: [Avskrivning] = []

        /// With what is required; everything else left out.
        public init(
            korrespondanseparttype: Kode, korrespondansepartNavn: String
        ) {
            (self.korrespondanseparttype, self.korrespondansepartNavn) = (korrespondanseparttype, korrespondansepartNavn)
        }
    }
}
