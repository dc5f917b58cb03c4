import Crypto

/// Text in a header field (RFC 2047): printable ASCII as it is, anything else in encoded words of UTF-8, folded.
enum EncodedWords {
    /// The longest encoded word (RFC 2047, 2).
    private static let limitWordBytes = 75
    /// The longest line of a folded header (RFC 2047, 2).
    private static let limitLineBytes = 76
    private static let frameBytes = "=?utf-8?B??=".utf8.count

    /// The text for a field whose first line already has so many bytes.
    ///
    /// - Parameter always: encode even what is plain ASCII, for display names, where characters such as comma and quote have a meaning.
    static func encode(_ text: String, firstLineUsed: Int, always: Bool) -> String {
        let fits = text.utf8.count + firstLineUsed <= limitLineBytes
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } && !text.contains("=?")
        if isPlain, fits, !always || text.utf8.allSatisfy(isAtomText) { return text }
        var words: [String] = []
        var piece = ""
        for character in text {
            // No character is split between words, and each word fits on its line.
            let room = min(limitWordBytes, limitLineBytes - (words.isEmpty ? firstLineUsed : 1)) - frameBytes
            if (piece.utf8.count + character.utf8.count + 2) / 3 * 4 > room, !piece.isEmpty {
                words.append("=?utf-8?B?\(Base64.encode(piece.utf8))?=")
                piece = ""
            }
            // A single character of many combining marks that fits no word is cut by scalars.
            piece += character.utf8.count > 40 ? String(String.UnicodeScalarView(character.unicodeScalars.prefix(10))) : String(character)
        }
        if !piece.isEmpty { words.append("=?utf-8?B?\(Base64.encode(piece.utf8))?=") }
        return words.joined(separator: "\r\n ")
    }

    private static func isAtomText(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 0x20 || byte == 0x2D
    }
}
