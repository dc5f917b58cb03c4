import Contracts
import Domain

/// Reads what is asked for, collecting every fault with its place.
struct OenskeReader {
    private(set) var faults: [Fault] = []

    mutating func fault(_ place: JSONPointer, _ code: String, _ message: String) {
        faults.append(Fault(pointer: place.description, code: code, message: message))
    }

    /// A member nobody knows is a mistake: a misspelt filter would match everything.
    mutating func unknown(in object: JSONValue, at place: JSONPointer, known: Set<String>) {
        guard let members = object.members else { return }
        for name in members.keys.sorted() where !known.contains(name) {
            fault(place.appending(name), "unknown_member", "nobody knows «\(name)»; known are \(known.sorted().joined(separator: ", "))")
        }
    }

    mutating func object(_ name: String, in body: JSONValue) -> JSONValue {
        guard let value = body[name], value.members != nil else {
            fault(.root.appending(name), "missing_member", "\(name) is required, as an object")
            return .object([:])
        }
        return value
    }

    mutating func text(_ name: String, in object: JSONValue, at place: JSONPointer, limit: Int) -> String? {
        guard object[name] != nil, object[name] != .null else {
            fault(place.appending(name), "missing_member", "\(name) is required, as text")
            return nil
        }
        return optionalText(name, in: object, at: place, limit: limit)
    }

    mutating func optionalText(_ name: String, in object: JSONValue, at place: JSONPointer, limit: Int) -> String? {
        guard let value = object[name], value != .null else { return nil }
        guard let text = value.text, !text.allSatisfy(\.isWhitespace), text.count <= limit,
            !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
        else {
            fault(place.appending(name), "invalid_value", "\(name) is a text of 1 to \(limit) characters on one line")
            return nil
        }
        return text
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, in object: JSONValue, at place: JSONPointer
    ) -> Choice? where Choice.RawValue == String {
        guard let value = object[name], value != .null else { return nil }
        return choice(value, at: place.appending(name))
    }

    mutating func choices<Choice: RawRepresentable & CaseIterable & Hashable>(
        _ name: String, in object: JSONValue, at place: JSONPointer
    ) -> [Choice] where Choice.RawValue == String {
        guard let value = object[name], value != .null else { return [] }
        guard let elements = value.elements else {
            fault(place.appending(name), "invalid_value", "\(name) is a list")
            return []
        }
        var chosen: [Choice] = []
        for (index, element) in elements.enumerated() {
            if let one: Choice = choice(element, at: place.appending(name).appending(index)), !chosen.contains(one) { chosen.append(one) }
        }
        return chosen
    }

    private mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ value: JSONValue, at place: JSONPointer
    ) -> Choice? where Choice.RawValue == String {
        if let choice = value.text.flatMap(Choice.init(rawValue:)) { return choice }
        let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        fault(place, "unknown_code", "«\(value.text ?? value.kind)» is none of \(known)")
        return nil
    }

    /// How the owner wants to be told.
    mutating func levering(_ body: JSONValue) -> Levering? {
        let place = JSONPointer.root.appending("levering")
        let object = object("levering", in: body)
        unknown(in: object, at: place, known: ["type", "url", "adresse"])
        guard object["type"] != nil, object["type"] != .null else {
            if body["levering"]?.members != nil { fault(place.appending("type"), "missing_member", "type is required") }
            return nil
        }
        guard let type: Levering.Slag = choice("type", in: object, at: place) else { return nil }
        let url = target("url", of: type == .webhook, in: object, at: place, "an http:// or https:// address", Self.isURL)
        let adresse = target("adresse", of: type == .epost, in: object, at: place, "an e-mail address", Self.isMailAddress)
        return Levering(type: type, url: url, adresse: adresse)
    }

    private mutating func target(
        _ name: String, of isRequired: Bool, in object: JSONValue, at place: JSONPointer, _ accepts: String, _ isValid: (String) -> Bool
    ) -> String? {
        guard let value = object[name], value != .null else {
            if isRequired { fault(place.appending(name), "missing_member", "\(name) is required: \(accepts)") }
            return nil
        }
        guard isRequired else {
            fault(place.appending(name), "not_allowed_here", "this way of being told has no \(name)")
            return nil
        }
        guard let text = value.text, text.utf8.count <= Levering.limitAddressBytes, isValid(text) else {
            fault(place.appending(name), "invalid_value", "\(name) is \(accepts) of at most \(Levering.limitAddressBytes) bytes")
            return nil
        }
        return text
    }

    private static func isURL(_ text: String) -> Bool {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !text.contains("#") else { return false }
        let lowered = text.lowercased()
        guard let scheme = ["https://", "http://"].first(where: lowered.hasPrefix) else { return false }
        let authority = text.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }
        return !authority.isEmpty && !authority.contains("@")
    }

    private static func isMailAddress(_ text: String) -> Bool {
        guard text.utf8.count <= 254, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return false }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !text.contains { "<>,;:\\\"()[]".contains($0) }
    }
}
