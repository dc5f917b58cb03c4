import Contracts
import Domain

/// Holds a JSON message against the shape of its type: every fault with its JSON Pointer, and the value the domain's types are read from.
struct FiksJSONShape {
    private(set) var faults = FaultList()

    /// Judges an object of that type.
    ///
    /// - Parameter alsoAllowed: members beside those of the type that others judge.
    mutating func object(_ value: JSONValue, _ type: FiksType, at place: JSONPointer, alsoAllowed: Set<String> = []) -> JSONValue {
        guard let members = value.members else {
            faults.add(place.description, "wrong_type", "must be an object, not a JSON \(value.kind)")
            return .object([:])
        }
        var result: [String: JSONValue] = [:]
        for name in members.keys.sorted() where type.elementsByName[name] == nil && !alsoAllowed.contains(name) {
            faults.add(
                place.appending(name).description, "unknown_member",
                "«\(FiksText.shown(name))» is not a member of \(type.name)")
        }
        var chosen: [Int: String] = [:]
        for element in type.elements {
            let here = place.appending(element.name)
            guard let value = members[element.name] else {
                if case .one = element.cardinality {
                    faults.add(here.description, "missing_member", "the required member «\(element.name)» is missing")
                }
                continue
            }
            if let choice = element.choice {
                if let other = chosen[choice] {
                    faults.add(here.description, "exclusive_members", "«\(element.name)» and «\(other)» exclude each other")
                }
                chosen[choice] = element.name
            }
            if let value = member(value, element, at: here) { result[element.name] = value }
        }
        return .object(result)
    }

    /// Judges the members of an object that wraps the message.
    mutating func envelope(_ value: JSONValue, allowed: Set<String>, at place: JSONPointer) {
        for name in (value.members ?? [:]).keys.sorted() where !allowed.contains(name) {
            faults.add(
                place.appending(name).description, "unknown_member",
                "«\(FiksText.shown(name))» may not stand here, only \(allowed.sorted().joined(separator: " and "))")
        }
    }

    private mutating func member(_ value: JSONValue, _ element: FiksElement, at place: JSONPointer) -> JSONValue? {
        guard case .many = element.cardinality else {
            let result = content(value, element.content, at: place)
            if result == nil, case .one = element.cardinality, case .string = element.content, let text = value.text,
                FiksText.trimmed(text).isEmpty
            {
                faults.add(place.description, "empty", "must not be empty")
            }
            return result
        }
        guard let elements = value.elements else {
            faults.add(place.description, "wrong_type", "must be an array, not a JSON \(value.kind)")
            return nil
        }
        return .array(elements.enumerated().compactMap { index, value in content(value, element.content, at: place.appending(index)) })
    }

    private mutating func content(_ value: JSONValue, _ content: FiksContent, at place: JSONPointer) -> JSONValue? {
        switch content {
        case .type(let type): return object(value, type, at: place)
        case .oneOf(let types): return choice(value, types, at: place)
        case .free: return free(value, at: place)
        case .int, .naturalInt:
            guard let integer = value.integer ?? wholeNumber(value) else { return wrong(value, "a whole number", place) }
            return fitting(place) { () throws(FiksText.Misfit) in try FiksText.integer(integer, content) }
        case .double:
            switch value {
            case .int, .double: return value
            default: return wrong(value, "a number", place)
            }
        case .boolean:
            guard value.boolean != nil else { return wrong(value, "a boolean", place) }
            return value
        default:
            guard let text = value.text else { return wrong(value, "a string", place) }
            return fitting(place) { () throws(FiksText.Misfit) in try FiksText.value(text, content) }
        }
    }

    private mutating func choice(_ value: JSONValue, _ types: [FiksType], at place: JSONPointer) -> JSONValue? {
        guard value.members != nil else { return wrong(value, "an object", place) }
        var type = types.first
        if let named = value["type"] {
            let here = place.appending("type").description
            guard let name = named.text else { return wrong(named, "a string", place.appending("type")) }
            type = types.first { $0.name == name }
            if type == nil {
                faults.add(
                    here, "unknown_type",
                    "«\(FiksText.shown(name))» is not one of \(types.map(\.name).joined(separator: ", "))")
            }
        }
        guard let type, case .object(var members) = object(value, type, at: place, alsoAllowed: ["type"]) else { return nil }
        members["type"] = .string(type.name)
        return .object(members)
    }

    /// Free content is taken as it is, but what cannot stand in XML cannot be deposited.
    private mutating func free(_ value: JSONValue, at place: JSONPointer) -> JSONValue? {
        switch value {
        case .string(let text): return fitting(place) { () throws(FiksText.Misfit) in try FiksText.value(text, .string) }
        case .array(let elements):
            return .array(elements.enumerated().compactMap { free($1, at: place.appending($0)) })
        case .object(let members):
            var result: [String: JSONValue] = [:]
            for (name, value) in members.sorted(by: { $0.key < $1.key }) { result[name] = free(value, at: place.appending(name)) }
            return .object(result)
        default: return value
        }
    }

    private mutating func fitting(_ place: JSONPointer, _ value: () throws(FiksText.Misfit) -> JSONValue?) -> JSONValue? {
        do throws(FiksText.Misfit) {
            return try value()
        } catch {
            faults.add(place.description, error.code, error.message)
            return nil
        }
    }

    private mutating func wrong(_ value: JSONValue, _ expected: String, _ place: JSONPointer) -> JSONValue? {
        if case .null = value {
            faults.add(place.description, "wrong_type", "must be \(expected), not null; leave it out when there is no value")
        } else {
            faults.add(place.description, "wrong_type", "must be \(expected), not a JSON \(value.kind)")
        }
        return nil
    }

    /// JSON Schema counts 2.0 as an integer.
    private func wholeNumber(_ value: JSONValue) -> Int64? {
        guard case .double(let double) = value else { return nil }
        return Int64(exactly: double)
    }
}
