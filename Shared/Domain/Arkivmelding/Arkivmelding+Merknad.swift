extension Arkivmelding {
    /// A remark.
    public struct Merknad: Codable, Sendable, Equatable {
        /// The sender's own name for it.
        public var merknadID: String?
        /// M310.
        public var merknadstekst: String
        /// M084.
        public var merknadstype: Kode?
        /// M611.
        public var merknadsdato: Tidspunkt?
        /// M612.
        public var merknadRegistrertAv: String?
        /// Whether the text is screened.
        public var erSkjermet: Bool?

        /// With what is required; everything else left out.
        public init(merknadstekst: String) { self.merknadstekst = merknadstekst }
    }
}
