import Contracts
import Foundation

extension JSONValue {
    /// A number, text or truth value as a person would write it; nil for anything else.
    var plain: String? {
        switch self {
        case .string(let text): text
        case .int(let value): String(value)
        case .double(let value): String(value)
        case .bool(let value): String(value)
        case .null, .array, .object: nil
        }
    }

    /// The member, unless it is missing or null.
    func given(_ name: String) -> JSONValue? { self[name].flatMap { $0 == .null ? nil : $0 } }

    /// The elements of a list answer: `{"treff": […]}`, or a bare array.
    var hits: [JSONValue] { self["treff"]?.elements ?? elements ?? [] }

    /// Reads JSON text.
    static func parse(_ data: Data) throws -> JSONValue { try JSONReader.read([UInt8](data)) }

    /// The bytes to send.
    var data: Data { Data(encoded()) }

    /// Over several lines, members sorted by name.
    func pretty() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
