/// What a container may call its entries.
///
/// The names come from strangers. They are compared and shown, never used as a path; still what could only be meant to escape
/// somewhere, or to look like another name, is refused here, once.
public enum EntryName {
    /// The name as text.
    ///
    /// - Parameter bytes: as they stand in the container; a `/` at the end is a directory's.
    /// - Throws: the first fault, named.
    public static func check(_ bytes: some Collection<UInt8>, byteLimit: Int) throws(ContainerError) -> String {
        let shown = printable(bytes)
        func fault(_ code: ContainerError.Code, _ message: String) -> ContainerError { ContainerError(code, message, entry: shown) }
        guard !bytes.isEmpty else { throw fault(.nameLength, "an entry without a name") }
        guard bytes.count <= byteLimit else { throw fault(.nameLength, "a name of \(bytes.count) bytes; at most \(byteLimit)") }
        guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw fault(.nameHasControl, bytes.contains(0) ? "a name with NUL" : "a name with a control character")
        }
        guard !bytes.contains(UInt8(ascii: "\\")) else { throw fault(.nameHasBackslash, "a name with a backslash") }
        guard let name = String(validating: bytes, as: UTF8.self) else { throw fault(.nameNotUTF8, "a name that is not UTF-8") }
        // The control characters of C1, and those that turn the direction of writing: a name must read as it is.
        let hidden = name.unicodeScalars.contains {
            (0x80...0x9F).contains($0.value) || (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
        }
        guard !hidden else { throw fault(.nameHasControl, "a name with a control character") }
        guard !name.hasPrefix("/"), !hasDrive(bytes) else { throw fault(.nameIsAbsolute, "an absolute name") }
        var steps = name.split(separator: "/", omittingEmptySubsequences: false)
        if steps.count > 1, steps.last?.isEmpty == true { steps.removeLast() }
        guard !steps.contains("..") else { throw fault(.nameEscapes, "a name with a step upwards") }
        guard !steps.contains(where: { $0.isEmpty || $0 == "." }) else { throw fault(.nameEscapes, "a name with an empty step") }
        return steps.joined(separator: "/")
    }

    /// `C:` at the beginning.
    private static func hasDrive(_ bytes: some Collection<UInt8>) -> Bool {
        let first = bytes.prefix(2)
        guard first.count == 2, let letter = first.first, first.dropFirst().first == UInt8(ascii: ":") else { return false }
        return (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter & 0xDF)
    }

    /// The name for a message to a person: at most 64 bytes of it, and nothing a terminal would act on.
    static func printable(_ bytes: some Collection<UInt8>) -> String {
        let text = String(decoding: bytes.prefix(64), as: UTF8.self)
        let safe = String(String.UnicodeScalarView(text.unicodeScalars.map { isSafe($0) ? $0 : "\u{FFFD}" }))
        return bytes.count > 64 ? safe + "…" : safe
    }

    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
        default: true
        }
    }
}
