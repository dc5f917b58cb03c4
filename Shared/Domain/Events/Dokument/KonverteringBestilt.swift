/// A file shall have a copy in archive format. An event of the documents service.
public struct KonverteringBestilt: DocumentEvent {
    /// The stable name.
    public static let eventType = "konvertering.bestilt"

    /// Whose file.
    public var dokumentobjekt: SystemID
    /// By what kind of program.
    public var verktoey: Konverteringsregel.Verktoey
    /// When.
    public var bestiltDato: Tidspunkt

    /// A fact.
    public init(dokumentobjekt: SystemID, verktoey: Konverteringsregel.Verktoey, bestiltDato: Tidspunkt) {
        (self.dokumentobjekt, self.verktoey, self.bestiltDato) = (dokumentobjekt, verktoey, bestiltDato)
    }

    /// Nobody outside is told.
    public static var outside: Outside<KonverteringBestilt> { .nothing }

    /// What followers make of it.
    public var fact: DocumentFact { .intern }
}
