/// A file shall have a copy in archive format. An event of the documents service.
public struct KonverteringBestilt: DomainEvent {
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
}
