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

    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ value: JSONValue, at place: JSONPointer
    ) -> Choice? where Choice.RawValue == String {
        if let choice = value.text.flatMap(Choice.init(rawValue:)) { return choice }
        let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        fault(place, "unknown_code", "«\(value.text ?? value.kind)» is none of \(known)")
        return nil
    }
}
