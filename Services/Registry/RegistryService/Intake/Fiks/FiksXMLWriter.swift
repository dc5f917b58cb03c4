import Contracts

/// Writes a message as XML: the elements in the schema's order, each in its namespace, so that it is valid by the Fiks schemas.
struct FiksXMLWriter {
    private var text = #"<?xml version="1.0" encoding="UTF-8"?>"#

    private init() {}

    /// The XML document with that root element; members that the type does not have are not written.
    static func document(root: String, in namespace: FiksType.Namespace, _ value: JSONValue, _ type: FiksType) -> String {
        var writer = FiksXMLWriter()
        let members = value.members ?? [:]
        writer.text += "\n<\(root) xmlns=\"\(namespace.rawValue)\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
        writer.write(members, type, within: namespace)
        writer.text += "</\(root)>\n"
        return writer.text
    }

    private mutating func write(_ members: [String: JSONValue], _ type: FiksType, within namespace: FiksType.Namespace) {
        for element in type.elements {
            guard let value = members[element.name] else { continue }
            if case .many = element.cardinality {
                for value in value.elements ?? [] { write(element, value, within: namespace) }
            } else {
                write(element, value, within: namespace)
            }
        }
    }

    private mutating func write(_ element: FiksElement, _ value: JSONValue, within namespace: FiksType.Namespace) {
        let declaration = element.namespace == namespace ? "" : " xmlns=\"\(element.namespace.rawValue)\""
        switch element.content {
        case .type(let type):
            text += "<\(element.name)\(declaration)>"
            write(value.members ?? [:], type, within: element.namespace)
        case .oneOf(let types):
            guard let type = types.first(where: { $0.name == value["type"]?.text }) ?? types.first else { return }
            let isNamed = type.name != types.first?.name
            // The prefix-less name stands for the default namespace, which is the element's own here.
            text += "<\(element.name)\(declaration)\(isNamed ? " xsi:type=\"\(type.name)\"" : "")>"
            write(value.members ?? [:], type, within: element.namespace)
        default:
            let content = Self.plain(value)
            // Noark: no empty elements.
            guard !content.isEmpty else { return }
            text += "<\(element.name)\(declaration)>"
            append(escaped: content)
        }
        text += "</\(element.name)>"
    }

    private static func plain(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .int(let value): String(value)
        case .double(let value): "\(value)"
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: ""
        }
    }

    private mutating func append(escaped content: String) {
        for scalar in content.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\r": text += "&#13;"
            default: text.unicodeScalars.append(FiksText.isXMLCharacter(scalar) ? scalar : "\u{FFFD}")
            }
        }
    }
}
