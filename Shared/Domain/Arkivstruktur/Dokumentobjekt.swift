/// What is known of one file of a document. The file itself, its checksum and true format are the documents service's.
public struct Dokumentobjekt: Codable, Sendable, Equatable {
    /// M001.
    public var systemID: SystemID
    /// M005: the oldest has the lowest.
    public var versjonsnummer: Int
    /// M700.
    public var variantformat: Kode
    /// M701, as the sender says: a PRONOM code or a name.
    public var format: Kode
    /// M702.
    public var formatDetaljer: String?
    /// M716.
    public var mimeType: String?
    /// M600.
    public var opprettetDato: Tidspunkt
    /// M601.
    public var opprettetAv: String
    /// The name the file had.
    public var filnavn: String
    /// M218: where the file came from: a name in the message, an upload, or an address.
    public var referanseDokumentfil: String
    /// M705, as the sender says; lower-case hexadecimal.
    public var sjekksum: String?
    /// M706.
    public var sjekksumAlgoritme: String?
    /// M707, as the sender says: bytes.
    public var filstoerrelse: Int?
    /// Whether the file is in the archive; nil for objects older than this member. Once it is `lagret`, checksum, size, format and media
    /// type are those of the bytes.
    public var fil: Filtilstand?
    /// How it came to be, where it is a copy of another dokumentobjekt in another format.
    public var konvertering: Konvertering?
    /// The signature it had.
    public var elektroniskSignatur: ElektroniskSignatur?

    /// With what is required; everything else left out.
    public init(
        systemID: SystemID, versjonsnummer: Int, variantformat: Kode, format: Kode, opprettetDato: Tidspunkt, opprettetAv: String,
        filnavn: String, referanseDokumentfil: String
    ) {
        self.systemID = systemID
        self.versjonsnummer = versjonsnummer
        self.variantformat = variantformat
        self.format = format
        self.opprettetDato = opprettetDato
        self.opprettetAv = opprettetAv
        self.filnavn = filnavn
        self.referanseDokumentfil = referanseDokumentfil
    }
}
