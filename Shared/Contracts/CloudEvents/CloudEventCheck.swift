import Domain
import Foundation

/// Judges the parts of one event and gathers every fault.
struct CloudEventCheck {
    let limits: CloudEventLimits
    let place: JSONPointer
    private var faults: [Fault] = []
    private var faulty: Set<String> = []

    init(limits: CloudEventLimits, place: JSONPointer) { (self.limits, self.place) = (limits, place) }

    private static let required = ["specversion", "id", "source", "type"]
    private static let known: Set<String> = [
        "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema",
    ]

    /// Notes a fault in the attribute of that name.
    mutating func fault(_ name: String, _ code: String, _ message: String) {
        faults.append(Fault(pointer: place.appending(name).description, code: code, message: message))
        faulty.insert(name)
    }

    /// Whether something is wrong with the attribute of that name.
    func isFaulty(_ name: String) -> Bool { faulty.contains(name) }

    /// The attribute's value as text; nil when it is unset (JSON null) or wrong, which is noted.
    mutating func attribute(_ name: String, _ value: JSONValue) -> String? {
        guard Self.isName(name) else {
            fault(name, "invalid_attribute_name", "an attribute's name consists of a–z and 0–9 only")
            return nil
        }
        if case .null = value { return nil }
        if Self.known.contains(name) {
            guard let text = value.text else {
                fault(name, "wrong_type", "«\(name)» must be a string, not a JSON \(value.kind)")
                return nil
            }
            return standard(name, text) ? text : nil
        }
        return extensionValue(name, value)
    }

    private mutating func extensionValue(_ name: String, _ value: JSONValue) -> String? {
        guard name.unicodeScalars.count <= limits.maximumExtensionNameCharacters else {
            fault(name, "too_long", "an extension's name has at most \(limits.maximumExtensionNameCharacters) characters")
            return nil
        }
        switch value {
        case .string(let text):
            guard length(name, text, limits.maximumExtensionCharacters), printable(name, text) else { return nil }
            return text
        case .bool(let value): return value ? "true" : "false"
        case .int(let value) where Int32(exactly: value) != nil: return String(value)
        case .int, .double:
            fault(name, "wrong_type", "a number in an extension must be an integer of 32 bits; write it as a string")
            return nil
        default:
            fault(name, "wrong_type", "an extension is a string, boolean or integer, not a JSON \(value.kind)")
            return nil
        }
    }

    private mutating func standard(_ name: String, _ text: String) -> Bool {
        guard !text.isEmpty else {
            fault(name, "empty", "«\(name)» must not be empty")
            return false
        }
        let limit =
            switch name {
            case "id": limits.maximumIDCharacters
            case "source": limits.maximumSourceCharacters
            case "type": limits.maximumTypeCharacters
            case "subject": limits.maximumSubjectCharacters
            default: limits.maximumDescriptionCharacters
            }
        guard length(name, text, limit), printable(name, text) else { return false }
        switch name {
        case "specversion" where text != CloudEvent.specversion:
            fault(name, "unknown_specversion", "specversion «\(text)» is not read here; only \(CloudEvent.specversion)")
        case "source" where !Self.isURIReference(text):
            fault(name, "invalid_uri", "«\(text)» is not a URI reference (RFC 3986)")
        case "dataschema" where !Self.isURIReference(text) || !Self.hasScheme(text):
            fault(name, "invalid_uri", "«\(text)» is not an absolute URI (RFC 3986)")
        case "datacontenttype" where MediaType(text) == nil:
            fault(name, "invalid_media_type", "«\(text)» is not a media type (RFC 2046)")
        case "time" where Self.moment(text) == nil:
            fault(name, "invalid_time", "«\(text)» is not a date and time with time zone (RFC 3339), such as 2026-11-22T16:33:00.123Z")
        default: return true
        }
        return false
    }

    /// The content of structured mode.
    mutating func structuredData(_ members: [String: JSONValue], contentType: String?) -> CloudEventData {
        let isJSON = contentType.flatMap { MediaType($0) }?.isJSON ?? true
        if let encoded = members["data_base64"], encoded != .null {
            if members["data"] != nil { fault("data_base64", "data_twice", "an event has data or data_base64, not both") }
            guard let text = encoded.text else {
                fault("data_base64", "wrong_type", "data_base64 must be a string, not a JSON \(encoded.kind)")
                return .none
            }
            guard let bytes = Data(base64Encoded: text) else {
                fault("data_base64", "invalid_base64", "data_base64 is not base64 (RFC 4648, with padding and without line breaks)")
                return .none
            }
            return .binary([UInt8](bytes))
        }
        guard let value = members["data"] else { return .none }
        if isJSON { return .json(value) }
        guard let text = value.text else {
            fault(
                "data", "wrong_type",
                "with datacontenttype «\(contentType ?? "")» data must be a string (or bytes in data_base64), not a JSON \(value.kind)")
            return .none
        }
        return .text(text)
    }

    /// The content of binary mode.
    mutating func binaryData(_ body: [UInt8], contentType: String?, limits: JSONReader.Limits) -> CloudEventData {
        guard !body.isEmpty else { return .none }
        guard let type = contentType.flatMap({ MediaType($0) }), type.isJSON else { return .binary(body) }
        do throws(Rejection) {
            return .json(try JSONReader.read(body, limits: limits))
        } catch {
            let data = place.appending("data").description
            faults += error.faults.map { Fault(pointer: data + $0.pointer, code: $0.code, message: $0.message) }
            return .none
        }
    }

    /// The event, or every fault found.
    mutating func event(_ attributes: [String: String], data: CloudEventData) -> Result<CloudEvent, Rejection> {
        for name in Self.required where attributes[name] == nil && !faulty.contains(name) {
            fault(name, "missing_member", "the required attribute «\(name)» is missing")
        }
        let extensions = attributes.filter { !Self.known.contains($0.key) }
        if extensions.count > limits.maximumExtensions {
            faults.append(
                Fault(
                    pointer: place.description, code: "too_many_extensions",
                    message: "\(extensions.count) extension attributes; at most \(limits.maximumExtensions) are taken"))
        }
        guard faults.isEmpty, let id = attributes["id"], let source = attributes["source"], let type = attributes["type"] else {
            return .failure(Rejection(.ugyldigforespoersel, faults))
        }
        return .success(
            CloudEvent(
                id: id, source: source, type: type, subject: attributes["subject"], time: attributes["time"].flatMap(Self.moment),
                datacontenttype: attributes["datacontenttype"], dataschema: attributes["dataschema"], extensions: extensions, data: data))
    }

    private mutating func length(_ name: String, _ text: String, _ limit: Int) -> Bool {
        let count = text.unicodeScalars.count
        guard count > limit else { return true }
        fault(name, "too_long", "«\(name)» has \(count) characters; at most \(limit) are taken")
        return false
    }

    private mutating func printable(_ name: String, _ text: String) -> Bool {
        // CloudEvents, «String»: no C0 or C1 control characters, no noncharacters.
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return true }
        let isForbidden = text.unicodeScalars.contains { scalar in
            scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.properties.isNoncharacterCodePoint
        }
        guard isForbidden else { return true }
        fault(name, "invalid_character", "«\(name)» has a control character")
        return false
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
    }

    private static func moment(_ text: String) -> Tidspunkt? {
        // RFC 3339 requires the time zone that XML Schema lets out, and allows lower-case t and z.
        let upper = text.uppercased()
        guard upper.hasSuffix("Z") || upper.dropFirst(19).contains(where: { $0 == "+" || $0 == "-" }) else { return nil }
        return Tidspunkt(upper)
    }

    private static func isURIReference(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 0...0x20, 0x7F..., UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
                UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
                return false
            case UInt8(ascii: "%"):
                guard index + 2 < bytes.count, bytes[index + 1...index + 2].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
                    return false
                }
            default: continue
            }
        }
        return true
    }

    private static func hasScheme(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":"), let first = text.first, first.isASCII, first.isLetter else { return false }
        return text[..<colon].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
    }
}
