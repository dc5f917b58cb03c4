extension Arkivmelding {
    /// A person's number in some country.
    public struct PersonID: Codable, Sendable, Equatable {
        /// Two letters (ISO 3166).
        public var landkode: String
        /// The number.
        public var identifikator: String

        /// With what is required; everything else left out.
        public init(
            landkode: String, identifikator: String
        ) {
            (self.landkode, self.identifikator) = (landkode, identifikator)
        }
    }
}
