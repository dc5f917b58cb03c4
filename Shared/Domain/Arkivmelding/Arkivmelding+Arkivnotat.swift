extension Arkivmelding {
    /// What an arkivnotat has beyond a registrering.
    public struct Arkivnotat: Codable, Sendable, Equatable {
        /// M103.
        public var dokumentetsDato: Dato?
        /// M104.
        public var mottattDato: Tidspunkt?
        /// M105.
        public var sendtDato: Tidspunkt?
        /// M109.
        public var forfallsdato: Dato?
        /// M110.
        public var offentlighetsvurdertDato: Dato?
        /// M304.
        public var antallVedlegg: Int?
        /// Steps of its flow.
        public var dokumentflyt: [Dokumentflyt] = []

        /// Everything left out.
        public init() {}
    }
}
