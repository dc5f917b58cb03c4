/// Writes one value and what is in it to a `JSONOutput`.
struct JSONBytesEncoder: Encoder {
    let output: JSONOutput
    let depth: Int
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// Whether nothing is open here: a whole value may be written as it is.
    var isAtItsBeginning: Bool { output.depth == depth }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        let sorts = type == JSONValue.AnyName.self || ObjectIdentifier(type) == DictionaryKey.type
        let number = output.container(at: depth, isObject: true, sorts: sorts)
        return KeyedEncodingContainer(Keyed<Key>(output: output, depth: depth, number: number))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        Unkeyed(output: output, depth: depth, number: output.container(at: depth, isObject: false, sorts: false))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { Single(output: output) }

    struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let output: JSONOutput
        let depth: Int
        let number: Int
        var codingPath: [any CodingKey] { [] }

        private func begin(_ key: Key) throws { try output.begin(key.stringValue, at: depth, in: number) }
        private func integer(_ value: some BinaryInteger, _ key: Key) throws {
            try begin(key)
            output.writer.write(raw: String(value))
        }

        func encodeNil(forKey key: Key) throws {
            try begin(key)
            output.writer.write(.null)
        }
        func encode(_ value: Bool, forKey key: Key) throws {
            try begin(key)
            output.writer.write(.bool(value))
        }
        func encode(_ value: String, forKey key: Key) throws {
            try begin(key)
            output.writer.write(text: value)
        }
        func encode(_ value: Double, forKey key: Key) throws {
            try begin(key)
            try output.write(value)
        }
        func encode(_ value: Float, forKey key: Key) throws { try encode(Double(value), forKey: key) }
        func encode(_ value: Int, forKey key: Key) throws { try integer(value, key) }
        func encode(_ value: Int8, forKey key: Key) throws { try integer(value, key) }
        func encode(_ value: Int16, forKey key: Key) throws { try integer(value, key) }
        func encode(_ value: Int32, forKey key: Key) throws { try integer(value, key) }
        func encode(_ value: Int64, forKey key: Key) throws { try integer(value, key) }
        func encode(_ value: UInt, forKey key: Key) throws { try integer(value, key) }
        func encode(_ value: UInt8, forKey key: Key) throws { try integer(value, key) }
        func encode(_ value: UInt16, forKey key: Key) throws { try integer(value, key) }
        func encode(_ value: UInt32, forKey key: Key) throws { try integer(value, key) }
        func encode(_ value: UInt64, forKey key: Key) throws { try integer(value, key) }
        func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
            try begin(key)
            try output.write(value)
        }

        func nestedContainer<NestedKey: CodingKey>(keyedBy type: NestedKey.Type, forKey key: Key) -> KeyedEncodingContainer<NestedKey> {
            encoder(key).container(keyedBy: type)
        }
        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { encoder(key).unkeyedContainer() }
        func superEncoder() -> any Encoder { encoder("super") }
        func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }

        private func encoder(_ key: Key) -> JSONBytesEncoder { encoder(key.stringValue) }
        private func encoder(_ name: String) -> JSONBytesEncoder {
            do {
                try output.begin(name, at: depth, in: number)
            } catch {
                preconditionFailure("\(error)")
            }
            return JSONBytesEncoder(output: output, depth: output.depth)
        }
    }

    private struct Unkeyed: UnkeyedEncodingContainer {
        let output: JSONOutput
        let depth: Int
        let number: Int
        var count = 0
        var codingPath: [any CodingKey] { [] }

        private mutating func begin() throws {
            try output.begin(nil, at: depth, in: number)
            count += 1
        }
        mutating func encodeNil() throws {
            try begin()
            output.writer.write(.null)
        }
        mutating func encode<T: Encodable>(_ value: T) throws {
            try begin()
            try output.write(value)
        }
        mutating func nestedContainer<NestedKey: CodingKey>(keyedBy type: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
            encoder().container(keyedBy: type)
        }
        mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }
        mutating func superEncoder() -> any Encoder { encoder() }

        private mutating func encoder() -> JSONBytesEncoder {
            do {
                try begin()
            } catch {
                preconditionFailure("\(error)")
            }
            return JSONBytesEncoder(output: output, depth: output.depth)
        }
    }

    private struct Single: SingleValueEncodingContainer {
        let output: JSONOutput
        var codingPath: [any CodingKey] { [] }

        func encodeNil() throws { output.writer.write(.null) }
        func encode(_ value: Bool) throws { output.writer.write(.bool(value)) }
        func encode(_ value: String) throws { output.writer.write(text: value) }
        func encode(_ value: Double) throws { try output.write(value) }
        func encode(_ value: Float) throws { try output.write(Double(value)) }
        func encode(_ value: Int) throws { output.writer.write(raw: String(value)) }
        func encode(_ value: Int8) throws { output.writer.write(raw: String(value)) }
        func encode(_ value: Int16) throws { output.writer.write(raw: String(value)) }
        func encode(_ value: Int32) throws { output.writer.write(raw: String(value)) }
        func encode(_ value: Int64) throws { output.writer.write(raw: String(value)) }
        func encode(_ value: UInt) throws { output.writer.write(raw: String(value)) }
        func encode(_ value: UInt8) throws { output.writer.write(raw: String(value)) }
        func encode(_ value: UInt16) throws { output.writer.write(raw: String(value)) }
        func encode(_ value: UInt32) throws { output.writer.write(raw: String(value)) }
        func encode(_ value: UInt64) throws { output.writer.write(raw: String(value)) }
        func encode<T: Encodable>(_ value: T) throws { try output.write(value) }
    }
}

/// The key type with which the standard library's dictionaries write themselves. It has no public name: a dictionary is asked once.
enum DictionaryKey {
    static let type: ObjectIdentifier? = {
        let probe = Probe()
        // Only the type of the keys is wanted; an empty dictionary has nothing to write.
        try? [String: Int]().encode(to: probe)
        return probe.type
    }()

    private final class Probe: Encoder {
        var type: ObjectIdentifier?
        let codingPath: [any CodingKey] = []
        let userInfo: [CodingUserInfoKey: Any] = [:]
        private let output = JSONOutput()

        func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
            self.type = ObjectIdentifier(type)
            let number = output.container(at: 0, isObject: true, sorts: false)
            return KeyedEncodingContainer(JSONBytesEncoder.Keyed<Key>(output: output, depth: 0, number: number))
        }
        func unkeyedContainer() -> any UnkeyedEncodingContainer { JSONBytesEncoder(output: output, depth: 0).unkeyedContainer() }
        func singleValueContainer() -> any SingleValueEncodingContainer {
            JSONBytesEncoder(output: output, depth: 0).singleValueContainer()
        }
    }
}
