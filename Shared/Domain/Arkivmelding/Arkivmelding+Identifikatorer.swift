extension Arkivmelding {
    /// A person or unit of the municipality, by whatever the sender knows of it (M801).
    public struct Identifikatorer: Codable, Sendable, Equatable {
        /// The name.
        public var navn: String?
        /// An identifier in some directory.
        public var identifikator: String?
        /// The initials.
        public var initialer: String?
        /// The e-mail address.
        public var epostadresse: String?

        /// With what is given.
        public init(
            navn: String? = nil, identifikator: String? = nil, initialer: String? = nil, epostadresse: String? = nil
        ) {
            (self.navn, self.identifikator, self.initialer, self.epostadresse) = (navn, identifikator, initialer, epostadresse)
        }
    }
}
