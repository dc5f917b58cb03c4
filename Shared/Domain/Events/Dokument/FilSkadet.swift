/// A stored file is damaged: an alarm, until the same bytes are stored again. An event of the documents service.
public struct FilSkadet: DomainEvent {
    /// The stable name.
    public static let eventType = "fil.skadet"

    /// What the file's bytes had as SHA-256 when they were stored.
    public var sjekksum: String
    /// How many bytes it had.
    public var filstoerrelse: Int64
    /// What is wrong.
    public var skade: Filskade
    /// Whose file it is.
    public var dokumentobjekt: [SystemID]
    /// When it was found.
    public var oppdagetDato: Tidspunkt

    /// A fact.
    public init(sjekksum: String, filstoerrelse: Int64, skade: Filskade, dokumentobjekt: [SystemID], oppdagetDato: Tidspunkt) {
        (self.sjekksum, self.filstoerrelse, self.skade) = (sjekksum, filstoerrelse, skade)
        (self.dokumentobjekt, self.oppdagetDato) = (dokumentobjekt, oppdagetDato)
    }
}
