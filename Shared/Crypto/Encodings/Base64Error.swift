/// What is wrong with a text that should be Base64, and where.
public struct Base64Error: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of fault.
    public enum Reason: String, Sendable {
        /// A character that the alphabet does not have (white space too, unless allowed).
        case character
        /// The text ends in the middle of a group.
        case length
        /// `=` where none may stand, too few of them, or something behind them.
        case padding
        /// The last character carries bits that belong to no byte: two texts would mean the same bytes.
        case trailingBits
    }

    /// The kind of fault.
    public let reason: Reason
    /// Which byte of the text, from 0.
    public let position: Int

    /// Kind and place.
    public var description: String { "not Base64: \(reason.rawValue) at byte \(position)" }
}
