import Foundation

/// Text without a mark: nothing but its characters says what it is, and the name's ending tells CSV, JSON and SQL apart.
enum TextSignatures {
    static func identify(_ source: FormatSource) -> IdentifiedFormat? {
        guard let encoding = TextEncoding(source) else { return nil }
        if encoding == .utf16 { return IdentifiedFormat(FormatTable["x-fmt/16"], details: encoding.rawValue) }
        return IdentifiedFormat(FormatTable[kind(source)], details: encoding.rawValue)
    }

    private static func kind(_ source: FormatSource) -> String {
        switch source.ending {
        case "csv": return "x-fmt/18"
        case "sql": return "fmt/206"
        case "json" where isStructured(source): return "fmt/817"
        case "jsonld" where isStructured(source): return "fmt/880"
        default: break
        }
        // Small enough to be read whole, it is asked whether it is JSON.
        guard isStructured(source), source.byteCount == Int64(source.head.count) else { return "x-fmt/111" }
        // What cannot be parsed is not JSON; why does not matter.
        return (try? JSONSerialization.jsonObject(with: Data(source.head))) == nil ? "x-fmt/111" : "fmt/817"
    }

    private static func isStructured(_ source: FormatSource) -> Bool {
        let first = source.head.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }
}

/// How a text's characters are written.
enum TextEncoding: String {
    case ascii = "US-ASCII"
    case utf8 = "UTF-8"
    case latin1 = "ISO-8859-1"
    case utf16 = "UTF-16"

    /// Judged by the beginning and the end of the file; nil when it is no text.
    init?(_ source: FormatSource) {
        let (head, tail) = (source.head, source.tail)
        if head.has([0xFF, 0xFE]) || head.has([0xFE, 0xFF]) {
            self = .utf16
            return
        }
        // Tabulator, line feed, form feed, carriage return; no other control characters, which also rules out most of what is no text.
        let isControl: (UInt8) -> Bool = { ($0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D].contains($0)) || $0 == 0x7F }
        guard !head.contains(where: isControl), !tail.contains(where: isControl) else { return nil }
        let isASCII = head.allSatisfy { $0 < 0x80 } && tail.allSatisfy { $0 < 0x80 }
        // A window may begin or end in the middle of a character.
        let end = source.byteCount > Int64(head.count) ? Self.withoutCutEnd(head) : head[...]
        let start = source.byteCount > Int64(tail.count) ? tail.drop { $0 & 0xC0 == 0x80 } : tail[...]
        if isASCII {
            self = .ascii
        } else if String(validating: end, as: UTF8.self) != nil, String(validating: start, as: UTF8.self) != nil {
            self = .utf8
        } else if !head.contains(where: { (0x80...0x9F).contains($0) }), !tail.contains(where: { (0x80...0x9F).contains($0) }) {
            self = .latin1
        } else {
            return nil
        }
    }

    private static func withoutCutEnd(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        guard let start = bytes.suffix(3).lastIndex(where: { $0 & 0xC0 == 0xC0 }) else { return bytes[...] }
        let lead = bytes[start]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        return start + length > bytes.count ? bytes[..<start] : bytes[...]
    }
}
