/// A JSON value in memory. The order of an object's members is not kept; numbers without fraction and exponent that fit are integers.
public enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without fraction and exponent, within 64 bits.
    case int(Int64)
    /// Any other number; finite.
    case double(Double)
    /// Text.
    case string(String)
    /// Values in order.
    case array([JSONValue])
    /// Members by name.
    case object([String: JSONValue])

    /// What it is, as it is called in messages to people: `null`, `boolean`, `number`, `string`, `array`, `object`.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .int, .double: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// The text; nil for anything but a string.
    public var text: String? { if case .string(let text) = self { text } else { nil } }

    /// The integer; nil for anything but an integer.
    public var integer: Int64? { if case .int(let integer) = self { integer } else { nil } }

    /// The truth value; nil for anything but a boolean.
    public var boolean: Bool? { if case .bool(let boolean) = self { boolean } else { nil } }

    /// The elements; nil for anything but an array.
    public var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

    /// The members; nil for anything but an object.
    public var members: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }

    /// The member of that name; nil where there is none or this is not an object.
    public subscript(name: String) -> JSONValue? { members?[name] }

    /// The element at that place; nil where there is none or this is not an array.
    public subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// An integer.
    public init(integerLiteral value: Int64) { self = .int(value) }
    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// An array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// An object; of equal names the last one counts.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
}

extension JSONValue: Codable {
    /// Reads any JSON value.
    public init(from decoder: any Decoder) throws {
        // It stands there already.
        if let decoder = decoder as? JSONValueDecoder {
            self = decoder.value
            return
        }
        if let decoder = decoder as? JSONTapeDecoder {
            self = decoder.tape.value(of: decoder.index)
            return
        }
        // Each `try?` asks «is it one of these?»; the last attempt tells what is wrong.
        if let object = try? decoder.container(keyedBy: AnyName.self) {
            var members: [String: JSONValue] = [:]
            for key in object.allKeys { members[key.stringValue] = try object.decode(JSONValue.self, forKey: key) }
            self = .object(members)
        } else if var list = try? decoder.unkeyedContainer() {
            var elements: [JSONValue] = []
            while !list.isAtEnd { elements.append(try list.decode(JSONValue.self)) }
            self = .array(elements)
        } else {
            let single = try decoder.singleValueContainer()
            if single.decodeNil() {
                self = .null
            } else if let value = try? single.decode(Bool.self) {
                self = .bool(value)
            } else if let value = try? single.decode(Int64.self) {
                self = .int(value)
            } else if let value = try? single.decode(Double.self) {
                self = .double(value)
            } else {
                self = .string(try single.decode(String.self))
            }
        }
    }

    /// Writes the value as it is.
    public func encode(to encoder: any Encoder) throws {
        if let encoder = encoder as? JSONBytesEncoder, encoder.isAtItsBeginning { return encoder.output.writer.write(self) }
        switch self {
        case .object(let members):
            var container = encoder.container(keyedBy: AnyName.self)
            for (name, value) in members { try container.encode(value, forKey: AnyName(stringValue: name)) }
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        default:
            var container = encoder.singleValueContainer()
            switch self {
            case .bool(let value): try container.encode(value)
            case .int(let value): try container.encode(value)
            case .double(let value): try container.encode(value)
            case .string(let value): try container.encode(value)
            default: try container.encodeNil()
            }
        }
    }

    struct AnyName: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
