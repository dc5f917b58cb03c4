import Contracts
import Domain
import XML

/// Holds an XML message against the shape of its type: every fault with its XPath, and the value the domain's types are read from.
///
/// Names, namespaces, number and types are held to strictly; the order of different elements is not, since no meaning hangs on it.
struct FiksXMLShape {
    private(set) var faults = FaultList()

    private static let instanceNamespace = "http://www.w3.org/2001/XMLSchema-instance"

    /// Judges the root element and all in it.
    mutating func document(_ root: XMLNode, _ type: FiksType) -> JSONValue {
        guard root.name == type.name, root.namespace == type.namespace.rawValue else {
            let found = root.namespace.map { "in «\(FiksText.shown($0))»" } ?? "in no namespace"
            faults.add(
                root.path, "wrong_root",
                "the root element must be «\(type.name)» in «\(type.namespace.rawValue)», not «\(FiksText.shown(root.name))» \(found)")
            return .object([:])
        }
        return .object(object(root, type))
    }

    private mutating func object(_ node: XMLNode, _ type: FiksType) -> [String: JSONValue] {
        checkAttributes(of: node, allowed: [])
        if !FiksText.trimmed(node.text).isEmpty {
            faults.add(node.path, "unexpected_text", "«\(node.name)» holds elements only, no text of its own")
        }
        var single: [String: JSONValue] = [:]
        var lists: [String: [JSONValue]] = [:]
        var seen: Set<String> = []
        var chosen: [Int: String] = [:]
        for child in node.children {
            guard let element = type.elementsByName[child.name] else {
                faults.add(child.path, "unknown_member", "«\(FiksText.shown(child.name))» is not an element of \(type.name)")
                continue
            }
            if child.namespace != element.namespace.rawValue {
                faults.add(
                    child.path, "wrong_namespace",
                    "«\(child.name)» must be in the namespace «\(element.namespace.rawValue)», not in «\(FiksText.shown(child.namespace ?? ""))»"
                )
            }
            let isFirst = seen.insert(element.name).inserted
            if case .many = element.cardinality {
                if let value = content(child, element.content) { lists[element.name, default: []].append(value) }
                continue
            }
            guard isFirst else {
                faults.add(child.path, "duplicate_member", "«\(element.name)» may stand only once")
                continue
            }
            if let choice = element.choice {
                if let other = chosen[choice] {
                    faults.add(child.path, "exclusive_members", "«\(element.name)» and «\(other)» exclude each other")
                }
                chosen[choice] = element.name
            }
            single[element.name] = value(child, element)
        }
        for element in type.elements where !seen.contains(element.name) {
            guard case .one = element.cardinality else { continue }
            faults.add("\(node.path)/\(element.name)", "missing_member", "the required element «\(element.name)» is missing")
        }
        for (name, elements) in lists { single[name] = .array(elements) }
        return single
    }

    private mutating func value(_ node: XMLNode, _ element: FiksElement) -> JSONValue? {
        let value = content(node, element.content)
        if value == nil, case .one = element.cardinality, case .string = element.content, !node.hasChildren,
            FiksText.trimmed(node.text).isEmpty
        {
            faults.add(node.path, "empty", "must not be empty")
        }
        return value
    }

    private mutating func content(_ node: XMLNode, _ content: FiksContent) -> JSONValue? {
        switch content {
        case .type(let type): return .object(object(node, type))
        case .oneOf(let types): return choice(node, types)
        case .free: return Self.free(node)
        default: break
        }
        if case .systemID = content {
            checkAttributes(of: node, allowed: ["label"])
        } else {
            checkAttributes(of: node, allowed: [])
        }
        guard !node.hasChildren else {
            faults.add(node.path, "unexpected_element", "«\(node.name)» holds text, no elements")
            return nil
        }
        do throws(FiksText.Misfit) {
            return try FiksText.value(node.text, content)
        } catch {
            faults.add(node.path, error.code, error.message)
            return nil
        }
    }

    private mutating func choice(_ node: XMLNode, _ types: [FiksType]) -> JSONValue? {
        guard var type = types.first else { return nil }
        if let qualified = node.attribute("type", namespace: Self.instanceNamespace) {
            let resolved = node.resolve(FiksText.trimmed(qualified))
            guard let named = types.first(where: { $0.name == resolved?.name && $0.namespace.rawValue == resolved?.namespace }) else {
                faults.add(
                    "\(node.path)/@xsi:type", "unknown_type",
                    "«\(FiksText.shown(qualified))» is not one of \(types.map(\.name).joined(separator: ", ")) in «\(type.namespace.rawValue)»"
                )
                return nil
            }
            type = named
        }
        var members = object(node, type)
        members["type"] = .string(type.name)
        return .object(members)
    }

    private mutating func checkAttributes(of node: XMLNode, allowed: Set<String>) {
        for attribute in node.attributes {
            if attribute.namespace == nil, allowed.contains(attribute.name) { continue }
            if attribute.namespace == Self.instanceNamespace,
                ["type", "schemaLocation", "noNamespaceSchemaLocation"].contains(attribute.name)
            {
                continue
            }
            faults.add(
                "\(node.path)/@\(attribute.name)", "unknown_attribute",
                "«\(FiksText.shown(attribute.name))» is not an attribute of «\(node.name)»")
        }
    }

    /// Free content (`xs:anyType`): text without elements, else an object of its elements by name, several of one name as an array.
    private static func free(_ node: XMLNode) -> JSONValue {
        guard node.hasChildren else { return .string(node.text) }
        var members: [String: JSONValue] = [:]
        var counts: [String: Int] = [:]
        for child in node.children {
            let value = free(child)
            let count = counts[child.name, default: 0] + 1
            counts[child.name] = count
            switch (count, members[child.name]) {
            case (2, .some(let first)): members[child.name] = .array([first, value])
            case (3..., .array(let elements)): members[child.name] = .array(elements + [value])
            default: members[child.name] = value
            }
        }
        return .object(members)
    }
}
