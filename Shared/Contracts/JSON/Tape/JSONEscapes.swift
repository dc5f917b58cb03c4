/// The escapes in a JSON text.
enum JSONEscapes {
    /// The text's bytes with every escape replaced by what it means; nil where one means nothing.
    static func resolved(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var content: [UInt8] = []
        content.reserveCapacity(text.count)
        var place = text.startIndex
        while place < text.endIndex {
            let byte = text[place]
            guard byte == UInt8(ascii: "\\") else {
                content.append(byte)
                place += 1
                continue
            }
            guard place + 1 < text.endIndex else { return nil }
            let kind = text[place + 1]
            place += 2
            if kind == UInt8(ascii: "u") {
                guard let scalar = scalar(text, &place) else { return nil }
                content.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
            } else {
                guard let single = single(kind) else { return nil }
                content.append(single)
            }
        }
        return content
    }

    private static func single(_ kind: UInt8) -> UInt8? {
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): kind
        case UInt8(ascii: "b"): 8
        case UInt8(ascii: "f"): 12
        case UInt8(ascii: "n"): 10
        case UInt8(ascii: "r"): 13
        case UInt8(ascii: "t"): 9
        default: nil
        }
    }

    /// The character of one unit, or of a pair; half a pair is none.
    private static func scalar(_ text: ArraySlice<UInt8>, _ place: inout Int) -> Unicode.Scalar? {
        guard let first = unit(text, &place) else { return nil }
        guard (0xD800...0xDBFF).contains(first) else { return Unicode.Scalar(first) }
        guard place + 1 < text.endIndex, text[place] == UInt8(ascii: "\\"), text[place + 1] == UInt8(ascii: "u") else { return nil }
        place += 2
        guard let second = unit(text, &place), (0xDC00...0xDFFF).contains(second) else { return nil }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private static func unit(_ text: ArraySlice<UInt8>, _ place: inout Int) -> UInt32? {
        guard place + 4 <= text.endIndex else { return nil }
        var value: UInt32 = 0
        for byte in text[place..<place + 4] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        place += 4
        return value
    }
}
