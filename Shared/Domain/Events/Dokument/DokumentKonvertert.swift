/// A file was converted: the document has a new dokumentobjekt, its variant in archive format. An event of the documents service.
public struct DokumentKonvertert: DocumentEvent {
    /// The stable name.
    public static let eventType = "dokument.konvertert"

    /// The dokumentobjekt that was converted.
    public var fra: SystemID
    /// The dokumentobjekt that came of it (variantformat `A`), of the same version, with the checksum, size and format of its bytes.
    public var dokumentobjekt: Dokumentobjekt
    /// The dokumentbeskrivelse of both.
    public var dokumentbeskrivelse: SystemID
    /// The registrering it came with.
    public var registrering: SystemID
    /// How.
    public var konvertering: Konvertering

    /// A fact.
    public init(
        fra: SystemID, dokumentobjekt: Dokumentobjekt, dokumentbeskrivelse: SystemID, registrering: SystemID, konvertering: Konvertering
    ) {
        (self.fra, self.dokumentobjekt, self.dokumentbeskrivelse) = (fra, dokumentobjekt, dokumentbeskrivelse)
        (self.registrering, self.konvertering) = (registrering, konvertering)
    }

    /// Nobody outside is told.
    public static var outside: Outside<DokumentKonvertert> { .nothing }

    /// What followers make of it.
    public var fact: DocumentFact { .dokumentKonvertert(self) }
}
