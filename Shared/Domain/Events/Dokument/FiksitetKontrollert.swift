/// Stored files were read again and compared with their checksums; many in one event. Damage is told by `FilSkadet` in the same commit. An
/// event of the documents service.
public struct FiksitetKontrollert: DocumentEvent {
    /// The stable name.
    public static let eventType = "fiksitet.kontrollert"

    /// The checksums (SHA-256, lower-case hexadecimal) of the files that were whole.
    public var hele: [String]
    /// The checksums of those that were not, whether that was known or not.
    public var skadde: [String]
    /// How many bytes were read.
    public var antallBytes: Int64
    /// When the first was begun.
    public var startetDato: Tidspunkt
    /// When the last was done.
    public var avsluttetDato: Tidspunkt

    /// A fact.
    public init(hele: [String], skadde: [String], antallBytes: Int64, startetDato: Tidspunkt, avsluttetDato: Tidspunkt) {
        (self.hele, self.skadde, self.antallBytes) = (hele, skadde, antallBytes)
        (self.startetDato, self.avsluttetDato) = (startetDato, avsluttetDato)
    }

    /// Nobody outside is told.
    public static var outside: Outside<FiksitetKontrollert> { .nothing }

    /// What followers make of it.
    public var fact: DocumentFact { .intern }
}
