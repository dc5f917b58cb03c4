/// How a journalpost was written off (krav 3.4). Date and who never change.
public struct Avskrivning: Codable, Sendable, Equatable {
    /// Names it in this archive, so that it can be undone.
    public var systemID: SystemID
    /// M617.
    public var avskrivningsdato: Dato
    /// M618.
    public var avskrevetAv: Aktoer
    /// M619.
    public var avskrivningsmaate: Kode
    /// M215: the journalpost that answers this one.
    public var referanseAvskrivesAvJournalpost: SystemID?
    /// M231: the part it was written off for; nil = all of them.
    public var referanseAvskrivesAvKorrespondansepart: SystemID?

    /// With what is required; everything else left out.
    public init(
        systemID: SystemID, avskrivningsdato: Dato, avskrevetAv: Aktoer, avskrivningsmaate: Kode
    ) {
        self.systemID = systemID
        self.avskrivningsdato = avskrivningsdato
        self.avskrevetAv = avskrevetAv
        self.avskrivningsmaate = avskrivningsmaate
    }
}
