/// Where the file of a dokumentobjekt is to be found: what `referanseDokumentfil` (M218) says.
public enum Filreferanse: Sendable, Hashable {
    /// It came with the message, under this name: an entry of its container, or of `filer`.
    case vedlagt(navn: String)
    /// It was uploaded before: SHA-256 of its bytes, lower-case hexadecimal.
    case opplastet(sha256: String)
    /// It is fetched from there: `https` or `sftp`.
    case adresse(String)

    /// Reads a reference.
    ///
    /// - Returns: nil for a checksum that is none, an address of another kind, and a name that no file can have (`Filnavn`).
    public init?(_ text: String) {
        if text.hasPrefix(Self.sjekksumprefiks) {
            let hex = text.dropFirst(Self.sjekksumprefiks.count).lowercased()
            guard hex.utf8.count == 64, hex.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else { return nil }
            self = .opplastet(sha256: hex)
        } else if let scheme = text.firstRange(of: "://") {
            guard ["https", "sftp"].contains(text[..<scheme.lowerBound].lowercased()), scheme.upperBound < text.endIndex else { return nil }
            self = .adresse(text)
        } else {
            guard Filnavn.fault(text) == nil else { return nil }
            self = .vedlagt(navn: text)
        }
    }

    /// Whether a reference names an address, of whatever kind: it may carry a password or a signature.
    public static func harAdresse(_ text: String) -> Bool { text.contains("://") }

    /// What a reference to an upload begins with.
    public static let sjekksumprefiks = "sha256:"
}
