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

        /// Everything left out.
        public init() {}
    }
}
