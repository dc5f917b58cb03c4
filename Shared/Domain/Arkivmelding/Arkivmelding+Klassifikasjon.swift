extension Arkivmelding {
    /// A class, by its system and identifier.
    public struct Klassifikasjon: Codable, Sendable, Equatable {
        /// The classification system, by systemID, tittel or klassifikasjonstype; the arkivdel's primary one when left out.
        public var klassifikasjonssystemID: String?
        /// M002.
        public var klasseID: String
        /// M020, for a klasse made on first use.
        public var tittel: String?
        /// Whether the klasse is screened.
        public var erSkjermet: Bool?

        /// With what is given.
        public init(
            klassifikasjonssystemID: String? = nil, klasseID: String, tittel: String? = nil, erSkjermet: Bool? = nil
        ) {
            (self.klassifikasjonssystemID, self.klasseID, self.tittel, self.erSkjermet) = (
                klassifikasjonssystemID, klasseID, tittel, erSkjermet
            )
        }
    }
}
