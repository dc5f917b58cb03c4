/// The bytes that wait for the sink, and how text becomes such bytes.
struct XMLOutput {
    let invalidCharacters: XMLWriterOptions.InvalidCharacters
    private var bytes: [UInt8] = []
    private var hasHandedOver = false

    init(invalidCharacters: XMLWriterOptions.InvalidCharacters) { self.invalidCharacters = invalidCharacters }

    var count: Int { bytes.count }
    /// Whether nothing was ever written.
    var isEmpty: Bool { bytes.isEmpty && !hasHandedOver }

    mutating func append(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

    mutating func append(spaces count: Int) { bytes.append(contentsOf: repeatElement(0x20, count: count)) }

    mutating func take() -> [UInt8] {
        hasHandedOver = true
        defer {
            bytes = []
            bytes.reserveCapacity(4_096)
        }
        return bytes
    }

    /// Text with everything replaced that would be read as markup, or changed by a reader: white space in attributes, CR everywhere.
    mutating func append(escaping text: String, isAttribute: Bool, place: String) throws {
        var text = text
        var invalid: UInt32?
        text.withUTF8 { characters in
            var copied = 0
            for index in characters.indices {
                guard let replacement = replacement(at: index, in: characters, isAttribute: isAttribute, invalid: &invalid) else {
                    continue
                }
                bytes.append(contentsOf: characters[copied..<index])
                bytes.append(contentsOf: replacement.utf8Buffer)
                copied = index + replacement.length
            }
            bytes.append(contentsOf: characters[copied...])
        }
        if let invalid, invalidCharacters == .refuse { throw XMLWriteError.invalidCharacter(invalid, in: place) }
    }

    private struct Replacement {
        let text: StaticString
        var length = 1
        var utf8Buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) }
    }

    private func replacement(
        at index: Int, in characters: UnsafeBufferPointer<UInt8>, isAttribute: Bool, invalid: inout UInt32?
    ) -> Replacement? {
        switch characters[index] {
        case UInt8(ascii: "&"): return Replacement(text: "&amp;")
        case UInt8(ascii: "<"): return Replacement(text: "&lt;")
        // Only `]]>` needs it; everywhere is simpler, and what others write too.
        case UInt8(ascii: ">"): return Replacement(text: "&gt;")
        case UInt8(ascii: "\"") where isAttribute: return Replacement(text: "&quot;")
        case 0x0d: return Replacement(text: "&#13;")
        case 0x09: return isAttribute ? Replacement(text: "&#9;") : nil
        case 0x0a: return isAttribute ? Replacement(text: "&#10;") : nil
        case 0..<0x20:
            invalid = invalid ?? UInt32(characters[index])
            return Replacement(text: "\u{fffd}")
        case 0xef where index + 2 < characters.count && characters[index + 1] == 0xbf && characters[index + 2] >= 0xbe:
            invalid = invalid ?? 0xff00 + UInt32(characters[index + 2]) + 0x40
            return Replacement(text: "\u{fffd}", length: 3)
        default: return nil
        }
    }
}
