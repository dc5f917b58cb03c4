/// A stored file is damaged: an alarm, until the same bytes are stored again. An event of the documents service.
public struct FilSkadet: DocumentEvent {
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
    /// The registrering that each of them came with, in the same order; nil in what was told before this was.
    public var registrering: [SystemID]?
    /// What was known to be wrong already: another kind of damage is told too. Nil when the file was whole until now.
    public var kjentSkade: Filskade?
    /// When it was found.
    public var oppdagetDato: Tidspunkt

    /// A fact.
    public init(
        sjekksum: String, filstoerrelse: Int64, skade: Filskade, dokumentobjekt: [SystemID], registrering: [SystemID],
        kjentSkade: Filskade? = nil, oppdagetDato: Tidspunkt
    ) {
        (self.sjekksum, self.filstoerrelse, self.skade, self.kjentSkade) = (sjekksum, filstoerrelse, skade, kjentSkade)
        (self.dokumentobjekt, self.registrering, self.oppdagetDato) = (dokumentobjekt, registrering, oppdagetDato)
    }

    /// Nobody outside is told.
    public static var outside: Outside<FilSkadet> { .nothing }

    /// What followers make of it.
    public var fact: DocumentFact { .filSkadet(self) }
}
