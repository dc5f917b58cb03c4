extension Arkivmelding {
    /// What a saksmappe has beyond a mappe.
    public struct Saksmappe: Codable, Sendable, Equatable {
        /// M011; given by the archive.
        public var saksaar: Int?
        /// M012; given by the archive.
        public var sakssekvensnummer: Int?
        /// M100; the day of creation when left out.
        public var saksdato: Dato?
        /// M305: the unit that handles the case.
        public var administrativEnhet: Identifikatorer?
        /// M306: who is responsible for the case.
        public var saksansvarlig: Identifikatorer?
        /// M308.
        public var journalenhet: String?
        /// M052.
        public var saksstatus: Kode?
        /// Precedents.
        public var presedens: [Presedens] = []
        /// Properties the case is about.
        public var matrikkelnummer: [Matrikkelnummer] = []
        /// Buildings the case is about.
        public var byggident: [Byggident] = []
        /// Plans the case is about.
        public var planident: [Planident] = []
        /// Places the case is about.
        public var punkt: [Punkt] = []
        /// Addresses the case is about.
        public var adresse: [Adresse] = []

        /// Everything left out.
        public init() {}
    }
}
