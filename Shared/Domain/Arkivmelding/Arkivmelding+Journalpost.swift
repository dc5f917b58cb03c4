extension Arkivmelding {
    /// What a journalpost has beyond a registrering.
    public struct Journalpost: Codable, Sendable, Equatable {
        /// M013; given by the archive.
        public var journalaar: Int?
        /// M014; given by the archive.
        public var journalsekvensnummer: Int?
        /// M015; given by the archive.
        public var journalpostnummer: Int?
        /// M082.
        public var journalposttype: Kode
        /// M053.
        public var journalstatus: Kode?
        /// M101; set by the archive when the post is journalled.
        public var journaldato: Dato?
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
        /// M308.
        public var journalenhet: String?
        /// Steps of its flow.
        public var dokumentflyt: [Dokumentflyt] = []
        /// Precedents.
        public var presedens: [Presedens] = []
        /// M617: the day it was written off, when it already is.
        public var avskrivningsdato: Dato?

        /// With what is required; everything else left out.
        public init(journalposttype: Kode) { self.journalposttype = journalposttype }
    }
}
