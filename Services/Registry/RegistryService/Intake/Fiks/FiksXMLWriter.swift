import Contracts
import XML

/// Writes a message as XML: the elements in the schema's order, each in its namespace, so that it is valid by the Fiks schemas.
struct FiksXMLWriter {
    private let writer: XMLWriter

    private static let instanceNamespace = "http://www.w3.org/2001/XMLSchema-instance"

    /// The XML document with that root element; members that the type does not have are not written.
    ///
    /// - Throws: what `XMLWriter` throws for names that XML does not allow; the schema has none.
    static func document(root: String, in namespace: FiksType.Namespace, _ value: JSONValue, _ type: FiksType) throws -> String {
        let options = XMLWriterOptions(indentation: nil, invalidCharacters: .replace)
        let bytes = try XMLWriter.document(options) { output in
            try output.element(root, namespace: namespace.rawValue, prefixes: ["xsi": instanceNamespace]) {
                try FiksXMLWriter(writer: output).write(value, type)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func write(_ value: JSONValue, _ type: FiksType) throws {
        for element in type.elements {
            guard let member = value[element.name] else { continue }
            if case .many = element.cardinality {
                for one in member.elements ?? [] { try write(one, element) }
            } else {
                try write(member, element)
            }
        }
    }

    private func write(_ value: JSONValue, _ element: FiksElement) throws {
        let namespace = element.namespace.rawValue
        switch element.content {
        case .type(let type):
            try writer.element(element.name, namespace: namespace) { try write(value, type) }
        case .oneOf(let types):
            guard let type = types.first(where: { $0.name == value["type"]?.text }) ?? types.first else { return }
            if type.name == types.first?.name {
                try writer.element(element.name, namespace: namespace) { try write(value, type) }
            } else {
                // A name without prefix is in the default namespace, which is the element's own and the type's here.
                try writer.element(element.name, namespace: namespace, attributes: ["xsi:type": type.name]) { try write(value, type) }
            }
        default:
            // Noark has no empty elements (krav 6.4.5).
            if let text = Self.plain(value), !text.isEmpty { try writer.element(element.name, text, namespace: namespace) }
        }
    }

    private static func plain(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .int(let value): String(value)
        case .double(let value): "\(value)"
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}
