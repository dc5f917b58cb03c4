extension Arkivmelding {
    /// What a moetemappe has beyond a mappe.
    public struct Moetemappe: Codable, Sendable, Equatable {
        /// M008.
        public var moetenummer: String
        /// M370: the committee.
        public var utvalg: Identifikatorer
        /// M102.
        public var moetedato: Dato
        /// M371.
        public var moetested: String?
        /// M221.
        public var referanseForrigeMoete: SystemID?
        /// M222.
        public var referanseNesteMoete: SystemID?
        /// Who took part.
        public var moetedeltaker: [Moetedeltaker] = []

        /// With what is required; everything else left out.
        public init(
            moetenummer: String, utvalg: Identifikatorer, moetedato: Dato
        ) {
            (self.moetenummer, self.utvalg, self.moetedato) = (moetenummer, utvalg, moetedato)
        }
    }
}
