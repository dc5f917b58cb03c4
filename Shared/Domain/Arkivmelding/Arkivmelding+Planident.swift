extension Arkivmelding {
    /// A plan; at most one of kommunenummer, fylkesnummer and landkode.
    public struct Planident: Codable, Sendable, Equatable {
        /// M039.
        public var planidentifikasjon: String
        /// M030.
        public var kommunenummer: String?
        /// M037.
        public var fylkesnummer: String?
        /// M038.
        public var landkode: Kode?

        /// With what is required; everything else left out.
        public init(planidentifikasjon: String) { self.planidentifikasjon = planidentifikasjon }
    }
}
