extension Arkivmelding {
    /// One vote.
    public struct Votering: Codable, Sendable, Equatable {
        /// Who voted.
        public var moetedeltaker: Moetedeltaker
        /// What.
        public var stemme: Stemme
        /// For whom.
        public var representerer: Identifikatorer?

        /// With what is required; everything else left out.
        public init(
            moetedeltaker: Moetedeltaker, stemme: Stemme
        ) {
            (self.moetedeltaker, self.stemme) = (moetedeltaker, stemme)
        }
    }
}
