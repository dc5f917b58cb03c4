extension Arkivmelding {
    /// One file of a document.
    public struct Dokumentobjekt: Codable, Sendable, Equatable {
        /// M001, of the sender's own; the archive gives its own and keeps none of this.
        public var systemID: SystemID?
        /// M005.
        public var versjonsnummer: Int?
        /// M700.
        public var variantformat: Kode?
        /// M701: a PRONOM code, or what the sender calls it.
        public var format: Kode?
        /// M702.
        public var formatDetaljer: String?
        /// M716.
        public var mimeType: String?
        /// M600, as the sender sees it.
        public var opprettetDato: Tidspunkt?
        /// M601, as the sender sees it.
        public var opprettetAv: String?
        /// The name the file had, for people; may hold any character.
        public var filnavn: String
        /// M218: the name of the file in the message, an upload, or an address.
        public var referanseDokumentfil: String
        /// M705: hexadecimal.
        public var sjekksum: String?
        /// M706.
        public var sjekksumAlgoritme: String?
        /// M707: bytes.
        public var filstoerrelse: Int?

        /// With what is required; everything else left out.
        public init(
            filnavn: String, referanseDokumentfil: String
        ) {
            (self.filnavn, self.referanseDokumentfil) = (filnavn, referanseDokumentfil)
        }
    }
}
