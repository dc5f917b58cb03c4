/// Why a document was refused, and where. Lines and columns count from 1, columns in characters.
public struct XMLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of refusal; the raw values are what a partner gets to see.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// More bytes than the limit; nothing was parsed.
        case tooLarge = "too_large"
        /// Elements inside elements beyond the limit.
        case tooDeep = "too_deep"
        /// More elements and attributes than the limit.
        case tooManyNodes = "too_many_nodes"
        /// More attributes and namespace declarations on one element, or more declarations in scope, than the limit.
        case tooManyAttributes = "too_many_attributes"
        /// A document type declaration, with or without entities: none are taken.
        case dtdNotAllowed = "dtd_not_allowed"
        /// The document declares an encoding this program does not read.
        case unsupportedEncoding = "unsupported_encoding"
        /// A byte that the encoding (byte order mark first, then declaration, else UTF-8) does not have.
        case wrongEncoding = "wrong_encoding"
        /// A prefix without a declaration.
        case undeclaredPrefix = "undeclared_prefix"
        /// Anything else that XML 1.0 or Namespaces in XML does not allow.
        case notWellFormed = "not_well_formed"
    }

    /// The kind of refusal.
    public let code: Code
    /// What is wrong, in a sentence.
    public let message: String
    /// The line; nil where the document was not read that far.
    public let line: Int?
    /// The column; nil where the document was not read that far.
    public let column: Int?
    /// For a wrong encoding, which byte of the document as it came, from 0.
    public let bytePosition: Int?

    init(_ code: Code, _ message: String, line: Int? = nil, column: Int? = nil, bytePosition: Int? = nil) {
        self.code = code
        self.message = message
        self.line = line
        self.column = column
        self.bytePosition = bytePosition
    }

    /// A refusal at a byte of the document in UTF-8.
    init(_ code: Code, _ message: String, at offset: Int, of bytes: some Collection<UInt8>) {
        let place = SourcePlace(offset: offset, in: bytes)
        self.init(code, message, line: place.line, column: place.column)
    }

    /// Kind, sentence and place.
    public var description: String {
        guard let line, let column else { return "\(code.rawValue): \(message)" }
        return "\(code.rawValue) at line \(line), column \(column): \(message)"
    }
}
