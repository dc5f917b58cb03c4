/// How a document is written.
public struct XMLWriterOptions: Hashable, Sendable {
    /// What to do with a character that XML 1.0 does not have (U+0000–001F but tab, LF and CR; U+FFFE, U+FFFF).
    public enum InvalidCharacters: Hashable, Sendable {
        /// Throws: nothing is written that differs from what was meant. The default.
        case refuse
        /// Writes U+FFFD, for a reader to see that something stood there.
        case replace
    }

    /// How many spaces each level is set in; nil for everything on one line. An element with text stays on one line.
    public var indentation: Int?
    /// What to do with a character that XML does not have.
    public var invalidCharacters: InvalidCharacters
    /// How many bytes are gathered before the sink gets them.
    public var bufferLimitBytes: Int

    /// Indented by two spaces, characters checked, 64 KiB at a time.
    public init(indentation: Int? = 2, invalidCharacters: InvalidCharacters = .refuse, bufferLimitBytes: Int = 65_536) {
        self.indentation = indentation
        self.invalidCharacters = invalidCharacters
        self.bufferLimitBytes = bufferLimitBytes
    }
}
