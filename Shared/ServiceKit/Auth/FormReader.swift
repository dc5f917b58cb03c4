import Contracts
import Domain

/// Reads the small JSON files operators write, collecting every fault with its place instead of stopping at the first.
struct FormReader {
    private let root: JSONValue
    private(set) var faults: [Fault] = []

    init(_ root: JSONValue) { self.root = root }

    /// The objects of a list at the top.
    mutating func objects(_ name: String, limit: Int) -> [(place: JSONPointer, object: [String: JSONValue])] {
        let place = JSONPointer.root.appending(name)
        guard let elements = root[name]?.elements else {
            fault(place, "missing_member", "a list must stand here")
            return []
        }
        guard elements.count <= limit else {
            fault(place, "too_many", "\(elements.count) entries; at most \(limit) are read")
            return []
        }
        return elements.enumerated().compactMap { index, element in
            guard let members = element.members else {
                fault(place.appending(index), "wrong_type", "an object must stand here")
                return nil
            }
            return (place.appending(index), members)
        }
    }

    /// A text that must be there and have the right form.
    mutating func text(
        _ name: String, in object: [String: JSONValue], at place: JSONPointer, accepts: String, _ isValid: (String) -> Bool
    ) -> String? {
        guard let value = object[name] else {
            fault(place.appending(name), "missing_member", "missing; it must be \(accepts)")
            return nil
        }
        guard let text = value.text, isValid(text) else {
            fault(place.appending(name), "wrong_form", "it must be \(accepts)")
            return nil
        }
        return text
    }

    /// A list of texts that must be there.
    mutating func texts(_ name: String, in object: [String: JSONValue], at place: JSONPointer) -> [String] {
        guard let elements = object[name]?.elements else {
            fault(place.appending(name), "missing_member", "a list of texts must stand here")
            return []
        }
        let texts = elements.compactMap(\.text)
        if texts.count != elements.count { fault(place.appending(name), "wrong_type", "every entry must be a text") }
        return texts
    }

    /// No other members than these may stand there: of a misspelt one nothing would be taken, and whoever it limits would not be.
    mutating func onlyKnown(_ names: [String], in object: [String: JSONValue], at place: JSONPointer) {
        for name in object.keys.sorted() where !names.contains(name) {
            fault(place.appending(name), "unknown_member", "«\(name)» is not known here: \(names.joined(separator: ", "))")
        }
    }

    /// Notes a fault.
    mutating func fault(_ place: JSONPointer, _ code: String, _ message: String) {
        faults.append(Fault(pointer: place.description, code: code, message: message))
    }

    /// Throws when anything was wrong.
    func finish() throws(Rejection) {
        if !faults.isEmpty { throw Rejection(.ugyldigforespoersel, faults) }
    }
}
