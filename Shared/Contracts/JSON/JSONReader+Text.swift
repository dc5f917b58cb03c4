import Domain

extension JSONReader {
    /// Reads a text in quotes; most have no escapes and are taken as they stand.
    mutating func string() throws(Rejection) -> String {
        let start = position
        position += 1
        let contentStart = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                guard let text = String(validating: bytes[contentStart..<position], as: UTF8.self) else {
                    throw stop("wrong_encoding", "the text is not UTF-8", at: start)
                }
                position += 1
                return text
            case UInt8(ascii: "\\"): return try stringWithEscapes(start: start, contentStart: contentStart)
            case 0..<0x20: throw stop("not_json", "a control character must be escaped in a text")
            default: position += 1
            }
        }
        throw stop("not_json", "the text that begins here has no end", at: start)
    }

    private mutating func stringWithEscapes(start: Int, contentStart: Int) throws(Rejection) -> String {
        var content = Array(bytes[contentStart..<position])
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw stop("wrong_encoding", "the text is not UTF-8", at: start)
                }
                position += 1
                return text
            case UInt8(ascii: "\\"): content.append(contentsOf: try escape())
            case 0..<0x20: throw stop("not_json", "a control character must be escaped in a text")
            default:
                content.append(byte)
                position += 1
            }
        }
        throw stop("not_json", "the text that begins here has no end", at: start)
    }

    private mutating func escape() throws(Rejection) -> [UInt8] {
        let start = position
        guard position + 1 < bytes.count else { throw stop("not_json", "the document ends in an escape") }
        let kind = bytes[position + 1]
        position += 2
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [kind]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "u"):
            let first = try unit(start)
            guard (0xD800...0xDBFF).contains(first) else {
                guard let scalar = Unicode.Scalar(first) else { throw stop("not_json", "half a surrogate pair", at: start) }
                return Array(String(Character(scalar)).utf8)
            }
            guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u") else {
                throw stop("not_json", "half a surrogate pair", at: start)
            }
            position += 2
            let second = try unit(start)
            guard (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            else { throw stop("not_json", "half a surrogate pair", at: start) }
            return Array(String(Character(scalar)).utf8)
        default: throw stop("not_json", "no such escape", at: start)
        }
    }

    private mutating func unit(_ start: Int) throws(Rejection) -> UInt32 {
        guard position + 4 <= bytes.count else { throw stop("not_json", "the document ends in an escape", at: start) }
        var value: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw stop("not_json", "four hexadecimal digits must follow", at: start)
            }
            value = value << 4 | UInt32(digit)
        }
        position += 4
        return value
    }
}
