/// What the sender said about a file, to be held against the bytes.
public struct OppgittFil: Sendable, Hashable {
    /// SHA-256, lower-case hexadecimal.
    public var sjekksum: String?
    /// Bytes.
    public var filstoerrelse: Int64?
    /// The format's code: a PRONOM code or a name.
    public var format: String?
    /// The media type.
    public var mimeType: String?
    /// The name the file had.
    public var filnavn: String?

    /// A statement.
    public init(
        sjekksum: String? = nil, filstoerrelse: Int64? = nil, format: String? = nil, mimeType: String? = nil, filnavn: String? = nil
    ) {
        (self.sjekksum, self.filstoerrelse, self.format) = (sjekksum, filstoerrelse, format)
        (self.mimeType, self.filnavn) = (mimeType, filnavn)
    }

    /// What a dokumentobjekt says.
    public init(_ objekt: Dokumentobjekt) {
        self.init(
            sjekksum: objekt.sjekksum, filstoerrelse: objekt.filstoerrelse.map { Int64($0) }, format: objekt.format.kode,
            mimeType: objekt.mimeType, filnavn: objekt.filnavn)
    }

    /// Holds the bytes' checksum and size against it.
    ///
    /// - Returns: nil when nothing differs.
    public func avvik(sjekksum virkelig: String, filstoerrelse stoerrelse: Int64) -> Filfeil? {
        if let sjekksum, sjekksum != virkelig {
            return Filfeil(.annenSjekksum, "the file has SHA-256 \(virkelig), stated was \(sjekksum)")
        }
        if let filstoerrelse, filstoerrelse != stoerrelse {
            return Filfeil(.annenStoerrelse, "the file has \(stoerrelse) bytes, stated were \(filstoerrelse)")
        }
        return nil
    }
}
