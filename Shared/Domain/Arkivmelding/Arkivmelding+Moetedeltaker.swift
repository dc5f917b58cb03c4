extension Arkivmelding {
    /// One who took part in a meeting.
    public struct Moetedeltaker: Codable, Sendable, Equatable {
        /// Who (M372).
        public var identifikator: Identifikatorer?
        /// M373.
        public var funksjon: Kode?
        /// Whom the person represents.
        public var representerer: Identifikatorer?

        /// Everything left out.
        public init() {}
    }
}
