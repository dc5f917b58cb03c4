extension Arkivmelding {
    /// A document of a registrering.
    public struct Dokumentbeskrivelse: Codable, Sendable, Equatable {
        /// M001, of the sender's own; the archive gives its own and keeps none of this.
        public var systemID: SystemID?
        /// M083.
        public var dokumenttype: Kode?
        /// M054.
        public var dokumentstatus: Kode?
        /// M020.
        public var tittel: String
        /// M021.
        public var beskrivelse: String?
        /// M024.
        public var forfatter: [String] = []
        /// M600, as the sender sees it.
        public var opprettetDato: Tidspunkt?
        /// M601, as the sender sees it.
        public var opprettetAv: String?
        /// M300.
        public var dokumentmedium: Kode?
        /// M217: main document or attachment.
        public var tilknyttetRegistreringSom: Kode
        /// M007: its place in the registrering; the receipt comes back with it.
        public var dokumentnummer: Int?
        /// M620.
        public var tilknyttetDato: Tidspunkt?
        /// M621.
        public var tilknyttetAv: String?
        /// Parties.
        public var part: [Part] = []
        /// Remarks.
        public var merknad: [Merknad] = []
        /// Screening.
        public var skjerming: Skjerming?
        /// Security grading.
        public var gradering: Gradering?
        /// Its files: one per version, variant and format.
        public var dokumentobjekt: [Dokumentobjekt] = []
        /// The sender's own key.
        public var referanseEksternNoekkel: EksternNoekkel?

        /// With what is required; everything else left out.
        public init(
            tittel: String, tilknyttetRegistreringSom: Kode
        ) {
            (self.tittel, self.tilknyttetRegistreringSom) = (tittel, tilknyttetRegistreringSom)
        }
    }
}
