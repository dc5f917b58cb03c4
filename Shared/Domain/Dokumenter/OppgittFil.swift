/// What the sender said about a file, to be held against the bytes.
public struct OppgittFil: Sendable, Hashable {
    /// SHA-256, lower-case hexadecimal.
    public var sjekksum: String?
    /// Bytes.
    public var filstoerrelse: Int64?
    /// The format's code: a PRONOM code or a name.
    public var format: String?

    /// A statement.
    public init(sjekksum: String? = nil, filstoerrelse: Int64? = nil, format: String? = nil) {
        (self.sjekksum, self.filstoerrelse, self.format) = (sjekksum, filstoerrelse, format)
    }

    /// What a dokumentobjekt says.
    public init(_ objekt: Dokumentobjekt) {
        self.init(sjekksum: objekt.sjekksum, filstoerrelse: objekt.filstoerrelse.map { Int64($0) }, format: objekt.format.kode)
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

    /// What there is to say (M702) about a format that is not the one stated; nil when it is, or none was stated.
    ///
    /// The bytes decide: a wrong statement loses no document, it is kept beside the truth. A statement that is no PRONOM code (`PDF`) is not
    /// compared: names differ from system to system.
    public func formatavvik(virkelig: String) -> String? {
        guard let format, format != virkelig, format.contains("/"), !format.hasPrefix("av/") else { return nil }
        return "avsender oppga \(format)"
    }
}
