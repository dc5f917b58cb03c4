/// Bytes as Base64 (RFC 4648), strict: every byte sequence has exactly one text.
public enum Base64 {
    /// Which 64 characters.
    public enum Alphabet: Sendable {
        /// `+` and `/`, padded with `=`.
        case standard
        /// `-` and `_`, without padding (JSON Web Tokens, cursors in addresses).
        case url
    }

    /// The text of these bytes.
    public static func encode(_ bytes: some Collection<UInt8>, alphabet: Alphabet = .standard) -> String {
        bytes.withContiguousStorageIfAvailable { encode(UnsafeRawBufferPointer($0), alphabet) }
            ?? [UInt8](bytes).withUnsafeBytes { encode($0, alphabet) }
    }

    /// The bytes of this text.
    ///
    /// - Parameter allowsWhitespace: Whether space, tab, CR and LF between characters are passed over, as XML Schema's base64Binary has it.
    /// - Throws: ``Base64Error`` with the place of the first fault.
    public static func decode(
        _ text: String, alphabet: Alphabet = .standard, allowsWhitespace: Bool = false
    ) throws(Base64Error) -> [UInt8] {
        try decode(text.utf8, alphabet: alphabet, allowsWhitespace: allowsWhitespace)
    }

    /// The bytes of this text in ASCII.
    public static func decode(
        _ text: some Collection<UInt8>, alphabet: Alphabet = .standard, allowsWhitespace: Bool = false
    ) throws(Base64Error) -> [UInt8] {
        var decoder = Base64Decoder(table: alphabet == .standard ? standardValues : urlValues, allowsWhitespace: allowsWhitespace)
        decoder.bytes.reserveCapacity(text.count / 4 * 3 + 3)
        let isDone: Void?
        do {
            isDone = try text.withContiguousStorageIfAvailable { try decoder.decode($0) }
            if isDone == nil { try [UInt8](text).withUnsafeBufferPointer { try decoder.decode($0) } }
        } catch let error as Base64Error {
            throw error
        } catch {
            preconditionFailure("the decoder throws nothing else")
        }
        try decoder.finish(needsPadding: alphabet == .standard)
        return decoder.bytes
    }

    private static func encode(_ bytes: UnsafeRawBufferPointer, _ alphabet: Alphabet) -> String {
        let characters = alphabet == .standard ? standard : url
        return String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
            characters.withUnsafeBufferPointer { characters in
                var (place, index) = (0, 0)
                while index + 2 < bytes.count {
                    let group = Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
                    text[place] = characters[group >> 18]
                    text[place + 1] = characters[group >> 12 & 63]
                    text[place + 2] = characters[group >> 6 & 63]
                    text[place + 3] = characters[group & 63]
                    (place, index) = (place + 4, index + 3)
                }
                let rest = bytes.count - index
                guard rest > 0 else { return place }
                let group = Int(bytes[index]) << 16 | (rest == 2 ? Int(bytes[index + 1]) << 8 : 0)
                text[place] = characters[group >> 18]
                text[place + 1] = characters[group >> 12 & 63]
                if rest == 2 { text[place + 2] = characters[group >> 6 & 63] }
                place += rest + 1
                guard alphabet == .standard else { return place }
                for _ in rest..<3 {
                    text[place] = UInt8(ascii: "=")
                    place += 1
                }
                return place
            }
        }
    }

    private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let url = Array(standard.dropLast(2)) + Array("-_".utf8)
    private static let standardValues = values(of: standard)
    private static let urlValues = values(of: url)

    private static func values(of alphabet: [UInt8]) -> [UInt8] {
        var values = [UInt8](repeating: Base64Decoder.noValue, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }
}
