extension Arkivmelding {
    /// An organisation's number in some country; Norway when the country is left out.
    public struct OrganisasjonsID: Codable, Sendable, Equatable {
        /// The number.
        public var identifikator: String
        /// Two letters (ISO 3166).
        public var landkode: String?

        /// With what is required; everything else left out.
        public init(identifikator: String) { self.identifikator = identifikator }
    }
}
