extension Arkivmelding {
    /// What a meeting decided in an item.
    public struct Vedtak: Codable, Sendable, Equatable {
        /// The decision.
        public var vedtakstekst: Tekst
        /// Who voted what.
        public var votering: [Votering] = []
        /// How it was dealt with.
        public var behandlingsprotokoll: Tekst?
        /// Documents that belong to it.
        public var vedtaksdokumenter: [Dokumentbeskrivelse] = []
        /// When it was decided.
        public var dato: Tidspunkt

        /// With what is required; everything else left out.
        public init(vedtakstekst: Tekst, dato: Tidspunkt) {
            (self.vedtakstekst, self.dato) = (vedtakstekst, dato)
        }
    }
}
