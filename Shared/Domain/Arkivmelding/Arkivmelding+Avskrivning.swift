extension Arkivmelding {
    /// How a journalpost was written off.
    public struct Avskrivning: Codable, Sendable, Equatable {
        /// M617.
        public var avskrivningsdato: Dato
        /// M618.
        public var avskrevetAv: Identifikatorer
        /// M619.
        public var avskrivningsmaate: Kode
        /// M215: the journalpost that answers this one.
        public var referanseAvskrivesAvJournalpost: ReferanseTilRegistrering?
        /// The journalpost this one answers.
        public var referanseAvskriverJournalpost: ReferanseTilRegistrering?

        /// With what is required; everything else left out.
        public init(
            avskrivningsdato: Dato, avskrevetAv: Identifikatorer, avskrivningsmaate: Kode
        ) {
            self.avskrivningsdato = avskrivningsdato
            self.avskrevetAv = avskrevetAv
            self.avskrivningsmaate = avskrivningsmaate
        }
    }
}
