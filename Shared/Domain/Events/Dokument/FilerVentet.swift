/// Files are waited for: a message named them, and they are not here yet. An event of the documents service.
public struct FilerVentet: DocumentEvent {
    /// The stable name.
    public static let eventType = "filer.ventet"

    /// Who sent the message, and is told when a file cannot be had.
    public var avsender: Filavsender
    /// Where the message stands, for the files it carries itself.
    public var melding: Meldingssted
    /// Whose files, in the order of the message.
    public var dokumentobjekt: [SystemID]
    /// W3C traceparent of the message, so that what comes of it belongs to the same trace.
    public var traceparent: String?

    /// A fact.
    public init(avsender: Filavsender, melding: Meldingssted, dokumentobjekt: [SystemID], traceparent: String? = nil) {
        (self.avsender, self.melding, self.dokumentobjekt, self.traceparent) = (avsender, melding, dokumentobjekt, traceparent)
    }

    /// Nobody outside is told.
    public static var outside: Outside<FilerVentet> { .nothing }

    /// What followers make of it.
    public var fact: DocumentFact { .intern }
}
