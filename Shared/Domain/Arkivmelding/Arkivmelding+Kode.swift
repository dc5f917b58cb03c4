extension Arkivmelding {
    /// A value of a code list, as a partner names it.
    public struct Kode: Codable, Sendable, Equatable {
        /// The code; the text is accepted too.
        public var kode: String
        /// The text that goes with the code.
        public var beskrivelse: String?

        /// With what is given.
        public init(
            kode: String, beskrivelse: String? = nil
        ) {
            (self.kode, self.beskrivelse) = (kode, beskrivelse)
        }
    }
}
