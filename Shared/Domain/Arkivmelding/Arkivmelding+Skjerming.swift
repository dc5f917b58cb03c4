extension Arkivmelding {
    /// Screening from the public.
    public struct Skjerming: Codable, Sendable, Equatable {
        /// M500.
        public var tilgangsrestriksjon: Kode
        /// M501: the provision.
        public var skjermingshjemmel: String
        /// M505.
        public var skjermingOpphoererDato: Dato?
        /// What happens on that day.
        public var skjermingOpphoererAksjon: Kode?

        /// With what is required; everything else left out.
        public init(
            tilgangsrestriksjon: Kode, skjermingshjemmel: String
        ) {
            (self.tilgangsrestriksjon, self.skjermingshjemmel) = (tilgangsrestriksjon, skjermingshjemmel)
        }
    }
}
