extension Arkivmelding {
    /// What an item of a meeting has beyond a registrering.
    public struct Moetesak: Codable, Sendable, Equatable {
        /// M088.
        public var moetesakstype: Kode
        /// The year of its number.
        public var moetesaksaar: Int
        /// Its number in the year.
        public var moetesakssekvensnummer: Int
        /// M305.
        public var administrativEnhet: Identifikatorer?
        /// The statement of the case.
        public var utredning: Utredning?
        /// The recommendation.
        public var innstilling: Tekst?
        /// The decision.
        public var vedtak: Vedtak?

        /// With what is required; everything else left out.
        public init(
            moetesakstype: Kode, moetesaksaar: Int, moetesakssekvensnummer: Int
        ) {
            self.moetesakstype = moetesakstype
            self.moetesaksaar = moetesaksaar
            self.moetesakssekvensnummer = moetesakssekvensnummer
        }
    }
}
