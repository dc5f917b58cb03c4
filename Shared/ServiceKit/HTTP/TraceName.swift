import Contracts
import Domain

/// A name that a sender chose, in a trace. It is told where it is one: what else may stand there (an e-mail address, words, a person's number) is
/// not the operator's to read.
enum TraceName {
    /// Most characters of it.
    private static let limitCharacters = 500

    /// As it is shown.
    static func shown(_ text: String) -> JSONValue {
        let isName = text.utf8.count <= limitCharacters && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "@") }
        return .string(isName ? Eposttekst.plain(text, limit: limitCharacters) : "…")
    }
}
