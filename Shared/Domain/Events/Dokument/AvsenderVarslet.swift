/// The sender of a file was told how it stands; the receipt is in the same commit. An event of the documents service.
public struct AvsenderVarslet: DocumentEvent {
    /// The stable name.
    public static let eventType = "avsender.varslet"

    /// What was told.
    public enum Utfall: String, Codable, Sendable, Hashable {
        /// That the file cannot be had, or not yet.
        case feilet
        /// That it came after all.
        case lagret
    }

    /// Whose file.
    public var dokumentobjekt: SystemID
    /// What was told.
    public var utfall: Utfall

    /// A fact.
    public init(dokumentobjekt: SystemID, utfall: Utfall) { (self.dokumentobjekt, self.utfall) = (dokumentobjekt, utfall) }

    /// Nobody outside is told.
    public static var outside: Outside<AvsenderVarslet> { .nothing }

    /// What followers make of it.
    public var fact: DocumentFact { .intern }
}
