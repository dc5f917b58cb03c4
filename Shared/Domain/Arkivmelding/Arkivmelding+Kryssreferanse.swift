extension Arkivmelding {
    /// A cross-reference; one target.
    public struct Kryssreferanse: Codable, Sendable, Equatable {
        /// The sender's own name for it.
        public var kryssreferanseID: String?
        /// M210.
        public var referanseTilMappe: ReferanseTilMappe?
        /// M212.
        public var referanseTilRegistrering: ReferanseTilRegistrering?
        /// M225.
        public var referanseTilDokumentbeskrivelse: ReferanseTilDokumentbeskrivelse?

        /// Everything left out.
        public init() {}
    }
}
