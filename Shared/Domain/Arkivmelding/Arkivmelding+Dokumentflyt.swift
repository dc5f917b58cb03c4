extension Arkivmelding {
    /// One step of a document's flow.
    public struct Dokumentflyt: Codable, Sendable, Equatable {
        /// M660.
        public var flytTil: String
        /// M665.
        public var flytFra: String
        /// M661.
        public var flytMottattDato: Tidspunkt
        /// M662.
        public var flytSendtDato: Tidspunkt
        /// M663.
        public var flytStatus: Kode
        /// M664.
        public var flytMerknad: String?

        /// With what is required; everything else left out.
        public init(
            flytTil: String, flytFra: String, flytMottattDato: Tidspunkt, flytSendtDato: Tidspunkt, flytStatus: Kode
        ) {
            self.flytTil = flytTil
            self.flytFra = flytFra
            self.flytMottattDato = flytMottattDato
            self.flytSendtDato = flytSendtDato
            self.flytStatus = flytStatus
        }
    }
}
