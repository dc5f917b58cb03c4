import Contracts
import Domain

/// Judges the text of an element by its type and makes the JSON value of it.
struct FiksText {
    /// Why a text is not of its type.
    struct Misfit: Error {
        let code: String
        let message: String
    }

    /// The value of the text, in the form `Domain.Arkivmelding` is coded in; nil for an empty one that may be empty.
    ///
    /// - Throws: `Misfit`, with what is wrong and what would be right.
    static func value(_ text: String, _ content: FiksContent) throws(Misfit) -> JSONValue? {
        guard let bad = text.unicodeScalars.first(where: { !isXMLCharacter($0) }) else {
            return try allowed(text, content)
        }
        throw Misfit(
            code: "invalid_character",
            message: "the character U+\(String(bad.value, radix: 16, uppercase: true)) cannot stand in XML, and so not in the archive")
    }

    private static func allowed(_ text: String, _ content: FiksContent) throws(Misfit) -> JSONValue? {
        if case .string = content { return trimmed(text).isEmpty ? nil : .string(text) }
        let token = trimmed(text)
        guard !token.isEmpty else { throw Misfit(code: "empty", message: "must not be empty; leave it out when there is no value") }
        switch content {
        case .text: return .string(text)
        case .int, .naturalInt: return try integer(token, content)
        case .double:
            guard let value = Double(token), value.isFinite, token.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else {
                throw Misfit(code: "not_a_number", message: "«\(shown(token))» is not a number, such as 6741123.5")
            }
            return .double(value)
        case .boolean:
            switch token {
            case "true", "1": return true
            case "false", "0": return false
            default: throw Misfit(code: "not_a_boolean", message: "«\(shown(token))» is neither true nor false")
            }
        case .date:
            guard Dato(token) != nil else {
                throw Misfit(code: "invalid_date", message: "«\(shown(token))» is not a date of the form yyyy-mm-dd, such as 2026-11-22")
            }
            return .string(token)
        case .dateTime:
            guard Tidspunkt(token) != nil else {
                throw Misfit(
                    code: "invalid_date_time",
                    message: "«\(shown(token))» is not a date and time, such as 2026-11-22T16:33:00+01:00")
            }
            return .string(token)
        case .systemID:
            guard SystemID(token) != nil else {
                throw Misfit(
                    code: "invalid_system_id",
                    message: "«\(shown(token))» is not a systemID (UUID), such as 22f05e04-37c4-4051-8b3a-853c8eac4b33")
            }
            return .string(token)
        case .countryCode:
            guard token.utf8.count == 2, token.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else {
                throw Misfit(code: "invalid_country_code", message: "«\(shown(token))» is not a country code of two capital letters")
            }
            return .string(token)
        case .enumeration(let values):
            guard values.contains(token) else {
                throw Misfit(code: "unknown_value", message: "«\(shown(token))» is not one of \(values.joined(separator: ", "))")
            }
            return .string(token)
        case .string, .type, .oneOf, .free: return .string(text)
        }
    }

    /// An `xs:int` of digits with a sign or without.
    private static func integer(_ token: String, _ content: FiksContent) throws(Misfit) -> JSONValue {
        guard let value = Int64(token) else {
            if Double(token) != nil, token.utf8.allSatisfy({ "+-0123456789".utf8.contains($0) }) {
                throw Misfit(code: "out_of_range", message: "«\(shown(token))» does not fit in 32 bits")
            }
            throw Misfit(code: "not_an_integer", message: "«\(shown(token))» is not a whole number")
        }
        return try integer(value, content)
    }

    /// An integer within the range of its type.
    static func integer(_ value: Int64, _ content: FiksContent) throws(Misfit) -> JSONValue {
        guard Int32(exactly: value) != nil else {
            throw Misfit(code: "out_of_range", message: "\(value) does not fit in 32 bits")
        }
        if case .naturalInt = content, value < 0 { throw Misfit(code: "out_of_range", message: "\(value) is less than 0") }
        return .int(value)
    }

    /// Without white space at both ends, as XML Schema collapses it.
    static func trimmed(_ text: String) -> String {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last, isSpace(first) || isSpace(last) else { return text }
        guard let start = bytes.firstIndex(where: { !isSpace($0) }), let end = bytes.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(text[start...end])
    }

    /// A value as it is shown in a message, cut where it is long.
    static func shown(_ text: String) -> String {
        text.unicodeScalars.count > 80 ? "\(String(String.UnicodeScalarView(text.unicodeScalars.prefix(80))))…" : text
    }

    /// Char of XML 1.0.
    static func isXMLCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
