/// One thing that is wrong with a message or command, and where.
public struct Fault: Hashable, Sendable, Codable {
    /// Where: a JSON Pointer (RFC 6901) into a JSON message, an XPath into an XML one; empty = the whole message.
    public let pointer: String
    /// What kind, stable and machine-readable: `missing_member`, `unknown_code`, `case_closed`, …
    public let code: String
    /// What is wrong and what would be right, for a person; names values, never personal data beyond what the sender wrote.
    public let message: String

    /// A fault at a place.
    public init(pointer: String, code: String, message: String) {
        (self.pointer, self.code, self.message) = (pointer, code, message)
    }
}

/// A business "no" with every reason. It is an answer, not a failure: it stands in the log like any other outcome.
public struct Rejection: Error, Hashable, Sendable, Codable {
    /// Which of Fiks Arkiv's three error messages carries it.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// Something is wrong with the request (`feilmelding.ugyldigforespoersel`).
        case ugyldigforespoersel
        /// What it points at does not exist (`feilmelding.ikkefunnet`).
        case ikkefunnet
        /// The fault is ours (`feilmelding.serverfeil`).
        case serverfeil
    }

    /// The kind of error message.
    public let kind: Kind
    /// Every reason, at least one.
    public let faults: [Fault]

    /// A rejection with all its reasons.
    public init(_ kind: Kind, _ faults: [Fault]) { (self.kind, self.faults) = (kind, faults) }
}
