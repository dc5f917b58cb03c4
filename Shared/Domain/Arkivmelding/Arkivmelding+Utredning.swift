extension Arkivmelding {
    /// The statement of an item of a meeting.
    public struct Utredning: Codable, Sendable, Equatable {
        /// What the matter is.
        public var saksbeskrivelse: Tekst
        /// What is recommended.
        public var innstilling: Tekst
        /// Documents that belong to it.
        public var utredningsdokumenter: [Dokumentbeskrivelse] = []

        /// With what is required; everything else left out.
        public init(
            saksbeskrivelse: Tekst, innstilling: Tekst
        ) {
            (self.saksbeskrivelse, self.innstilling) = (saksbeskrivelse, innstilling)
        }
    }
}
