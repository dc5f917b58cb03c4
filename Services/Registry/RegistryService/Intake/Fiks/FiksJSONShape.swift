import Contracts
import Domain

/// Holds a JSON message against the shape of its type: every fault with its JSON Pointer, and the value the domain's types are read from.
struct FiksJSONShape {
    private enum Step {
        case name(String)
        case index(Int)
    }

    private(set) var faults = FaultList()
    private let root: JSONPointer
    /// The place below the root; made into a pointer only where there is a fault.
    private var path: [Step] = []

    /// Judges values below that place.
    init(at root: JSONPointer) { self.root = root }

    /// Judges an object of that type.
    ///
    /// - Parameter alsoAllowed: members beside those of the type that others judge.
    mutating func object(_ value: JSONValue, _ type: FiksType, alsoAllowed: Set<String> = []) -> JSONValue {
        guard let members = value.members else {
            fault("wrong_type", "must be an object, not a JSON \(value.kind)")
            return .object([:])
        }
        for name in members.keys.filter({ type.elementsByName[$0] == nil && !alsoAllowed.contains($0) }).sorted() {
            fault(at: name, "unknown_member", "«\(FiksText.shown(name))» is not a member of \(type.name)")
        }
        var result: [String: JSONValue] = [:]
        var chosen: [Int: String] = [:]
        for element in type.elements {
            guard let value = members[element.name] else {
                if case .one = element.cardinality {
                    fault(at: element.name, "missing_member", "the required member «\(element.name)» is missing")
                }
                continue
            }
            if let choice = element.choice {
                if let other = chosen[choice] {
                    fault(at: element.name, "exclusive_members", "«\(element.name)» and «\(other)» exclude each other")
                }
                chosen[choice] = element.name
            }
            path.append(.name(element.name))
            if let value = member(value, element) { result[element.name] = value }
            path.removeLast()
        }
        return .object(result)
    }

    /// Judges the members of an object that wraps the message.
    mutating func envelope(_ value: JSONValue, allowed: Set<String>) {
        for name in (value.members ?? [:]).keys.sorted() where !allowed.contains(name) {
            fault(
                at: name, "unknown_member",
                "«\(FiksText.shown(name))» may not stand here, only \(allowed.sorted().joined(separator: " and "))")
        }
    }

    private mutating func member(_ value: JSONValue, _ element: FiksElement) -> JSONValue? {
        guard case .many = element.cardinality else {
            let result = content(value, element.content)
            if result == nil, case .one = element.cardinality, case .string = element.content, let text = value.text,
                FiksText.trimmed(text).isEmpty
            {
                fault("empty", "must not be empty")
            }
            return result
        }
        guard let elements = value.elements else { return wrong(value, "an array") }
        return .array(each(elements) { $0.content($1, element.content) })
    }

    private mutating func content(_ value: JSONValue, _ content: FiksContent) -> JSONValue? {
        switch content {
        case .type(let type): return object(value, type)
        case .oneOf(let types): return choice(value, types)
        case .free: return free(value)
        case .int, .naturalInt:
            guard let integer = value.integer ?? wholeNumber(value) else { return wrong(value, "a whole number") }
            return fitting { () throws(FiksText.Misfit) in try FiksText.integer(integer, content) }
        case .double:
            switch value {
            case .int, .double: return value
            default: return wrong(value, "a number")
            }
        case .boolean: return value.boolean == nil ? wrong(value, "a boolean") : value
        default:
            guard let text = value.text else { return wrong(value, "a string") }
            return fitting { () throws(FiksText.Misfit) in try FiksText.value(text, content) }
        }
    }

    private mutating func choice(_ value: JSONValue, _ types: [FiksType]) -> JSONValue? {
        guard value.members != nil else { return wrong(value, "an object") }
        var type = types.first
        if let named = value["type"] {
            path.append(.name("type"))
            defer { path.removeLast() }
            guard let name = named.text else { return wrong(named, "a string") }
            type = types.first { $0.name == name }
            if type == nil {
                fault("unknown_type", "«\(FiksText.shown(name))» is not one of \(types.map(\.name).joined(separator: ", "))")
            }
        }
        guard let type, case .object(var members) = object(value, type, alsoAllowed: ["type"]) else { return nil }
        members["type"] = .string(type.name)
        return .object(members)
    }

    /// Free content is taken as it is, but what cannot stand in XML cannot be deposited.
    private mutating func free(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .string(let text): return fitting { () throws(FiksText.Misfit) in try FiksText.value(text, .string) }
        case .array(let elements): return .array(each(elements) { $0.free($1) })
        case .object(let members):
            var result: [String: JSONValue] = [:]
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                path.append(.name(name))
                result[name] = free(value)
                path.removeLast()
            }
            return .object(result)
        default: return value
        }
    }

    private mutating func each(_ elements: [JSONValue], _ judge: (inout FiksJSONShape, JSONValue) -> JSONValue?) -> [JSONValue] {
        var result: [JSONValue] = []
        result.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            path.append(.index(index))
            if let value = judge(&self, element) { result.append(value) }
            path.removeLast()
        }
        return result
    }

    private mutating func fitting(_ value: () throws(FiksText.Misfit) -> JSONValue?) -> JSONValue? {
        do throws(FiksText.Misfit) {
            return try value()
        } catch {
            fault(error.code, error.message)
            return nil
        }
    }

    private mutating func wrong(_ value: JSONValue, _ expected: String) -> JSONValue? {
        if case .null = value {
            fault("wrong_type", "must be \(expected), not null; leave it out when there is no value")
        } else {
            fault("wrong_type", "must be \(expected), not a JSON \(value.kind)")
        }
        return nil
    }

    /// Notes a fault here, or at the member of that name.
    private mutating func fault(at name: String? = nil, _ code: String, _ message: String) {
        var pointer = root
        for step in path {
            switch step {
            case .name(let name): pointer = pointer.appending(name)
            case .index(let index): pointer = pointer.appending(index)
            }
        }
        if let name { pointer = pointer.appending(name) }
        faults.add(pointer.description, code, message)
    }

    /// JSON Schema counts 2.0 as an integer.
    private func wholeNumber(_ value: JSONValue) -> Int64? {
        guard case .double(let double) = value else { return nil }
        return Int64(exactly: double)
    }
}
