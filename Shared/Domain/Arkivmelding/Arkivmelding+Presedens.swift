extension Arkivmelding {
    /// A precedent.
    public struct Presedens: Codable, Sendable, Equatable {
        /// M111.
        public var presedensDato: Dato
        /// M600.
        public var opprettetDato: Tidspunkt
        /// M601.
        public var opprettetAv: String
        /// M020.
        public var tittel: String
        /// M021.
        public var beskrivelse: String?
        /// M311.
        public var presedensHjemmel: String?
        /// M312.
        public var rettskildefaktor: String
        /// M628.
        public var presedensGodkjentDato: Tidspunkt?
        /// M629.
        public var presedensGodkjentAv: String?
        /// M602.
        public var avsluttetDato: Tidspunkt?
        /// M603.
        public var avsluttetAv: String?
        /// M056.
        public var presedensStatus: Kode?

        /// With what is required; everything else left out.
        public init(
            presedensDato: Dato, opprettetDato: Tidspunkt, opprettetAv: String, tittel: String, rettskildefaktor: String
        ) {
            self.presedensDato = presedensDato
            self.opprettetDato = opprettetDato
            self.opprettetAv = opprettetAv
            self.tittel = tittel
            self.rettskildefaktor = rettskildefaktor
        }
    }
}
