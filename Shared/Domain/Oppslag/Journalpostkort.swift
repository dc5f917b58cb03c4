/// What the status and avskrivning rules need to know of a journalpost that exists.
public struct Journalpostkort: Sendable, Equatable {
    /// A recipient or sender, as far as avskrivning goes.
    public struct Part: Sendable, Equatable {
        /// M001.
        public var systemID: SystemID
        /// M087, the code.
        public var korrespondanseparttype: String
        /// The sender's own name for it.
        public var korrespondansepartID: String?

        /// A part.
        public init(systemID: SystemID, korrespondanseparttype: String, korrespondansepartID: String? = nil) {
            (self.systemID, self.korrespondanseparttype) = (systemID, korrespondanseparttype)
            self.korrespondansepartID = korrespondansepartID
        }
    }

    /// M001.
    public var systemID: SystemID
    /// The case it lies in.
    public var mappe: SystemID
    /// M004.
    public var registreringsID: String
    /// M082, the code.
    public var journalposttype: String
    /// M053.
    public var journalstatus: Kode
    /// How many documents are still being edited.
    public var dokumenterUnderRedigering: Int
    /// How many documents have no file in an approved archive format (krav 3.2.8).
    public var dokumenterUtenArkivformat: Int
    /// Senders and recipients, in order.
    public var korrespondansepart: [Part]
    /// How it was written off so far, in order.
    public var avskrivning: [Avskrivning]

    /// A card.
    public init(
        systemID: SystemID, mappe: SystemID, registreringsID: String, journalposttype: String, journalstatus: Kode,
        dokumenterUnderRedigering: Int, dokumenterUtenArkivformat: Int, korrespondansepart: [Part], avskrivning: [Avskrivning]
    ) {
        self.systemID = systemID
        self.mappe = mappe
        self.registreringsID = registreringsID
        self.journalposttype = journalposttype
        self.journalstatus = journalstatus
        self.dokumenterUnderRedigering = dokumenterUnderRedigering
        self.dokumenterUtenArkivformat = dokumenterUtenArkivformat
        self.korrespondansepart = korrespondansepart
        self.avskrivning = avskrivning
    }
}
