extension Arkivmelding {
    /// What a document of a meeting has beyond a registrering.
    public struct Moetedokument: Codable, Sendable, Equatable {
        /// Its kind (M085).
        public var moetedokumenttype: Kode

        /// With what is required; everything else left out.
        public init(moetedokumenttype: Kode) { self.moetedokumenttype = moetedokumenttype }
    }
}
