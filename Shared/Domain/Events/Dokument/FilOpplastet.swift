/// Somebody uploaded a file: a message of theirs may refer to it by its checksum. An event of the documents service.
public struct FilOpplastet: DocumentEvent {
    /// The stable name.
    public static let eventType = "fil.opplastet"

    /// SHA-256 of the bytes, lower-case hexadecimal.
    public var sjekksum: String
    /// Bytes.
    public var filstoerrelse: Int64
    /// Who uploaded it.
    public var opplastetAv: String
    /// The partner they are; nil for the municipality's own people.
    public var partner: String?
    /// When.
    public var opplastetDato: Tidspunkt

    /// A fact.
    public init(sjekksum: String, filstoerrelse: Int64, opplastetAv: String, partner: String?, opplastetDato: Tidspunkt) {
        (self.sjekksum, self.filstoerrelse, self.opplastetAv) = (sjekksum, filstoerrelse, opplastetAv)
        (self.partner, self.opplastetDato) = (partner, opplastetDato)
    }

    /// Nobody outside is told.
    public static var outside: Outside<FilOpplastet> { .nothing }

    /// What followers make of it.
    public var fact: DocumentFact { .intern }
}
