/// A file that was damaged is whole again: the same bytes were stored anew. An event of the documents service.
public struct FilGjenopprettet: DocumentEvent {
    /// The stable name.
    public static let eventType = "fil.gjenopprettet"

    /// The file's SHA-256.
    public var sjekksum: String
    /// When it was found whole.
    public var oppdagetDato: Tidspunkt

    /// A fact.
    public init(sjekksum: String, oppdagetDato: Tidspunkt) { (self.sjekksum, self.oppdagetDato) = (sjekksum, oppdagetDato) }

    /// Nobody outside is told.
    public static var outside: Outside<FilGjenopprettet> { .nothing }

    /// What followers make of it.
    public var fact: DocumentFact { .intern }
}
