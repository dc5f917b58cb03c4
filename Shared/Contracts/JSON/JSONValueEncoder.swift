extension JSONValue {
    /// The JSON form of a value.
    ///
    /// - Throws: what the value's own `encode` throws; `EncodingError` for an integer that does not fit in 64 bits with sign.
    public init(encoding value: some Encodable) throws {
        let box = Box()
        try box.write(value, codingPath: [])
        self = box.value
    }

    /// A place in the value under way.
    fileprivate final class Box {
        enum Content {
            case nothing
            case single(JSONValue)
            case object([String: Box])
            case array([Box])
        }
        var content = Content.nothing

        var value: JSONValue {
            switch content {
            case .nothing: .object([:])
            case .single(let value): value
            case .object(let members): .object(members.mapValues { $0.value })
            case .array(let elements): .array(elements.map { $0.value })
            }
        }

        func member(_ name: String) -> Box {
            let box = Box()
            if case .object(var members) = content {
                content = .nothing  // so that the dictionary is not copied
                members[name] = box
                content = .object(members)
            } else {
                content = .object([name: box])
            }
            return box
        }

        func element() -> Box {
            let box = Box()
            if case .array(var elements) = content {
                content = .nothing
                elements.append(box)
                content = .array(elements)
            } else {
                content = .array([box])
            }
            return box
        }

        func write(_ value: some Encodable, codingPath: [any CodingKey]) throws {
            switch value {
            case let value as JSONValue: content = .single(value)
            case let value as String: content = .single(.string(value))
            default: try value.encode(to: JSONValueEncoder(box: self, codingPath: codingPath))
            }
        }

        func writeInteger(_ value: some FixedWidthInteger, codingPath: [any CodingKey]) throws {
            guard let integer = Int64(exactly: value) else {
                throw EncodingError.invalidValue(value, .init(codingPath: codingPath, debugDescription: "does not fit in 64 bits"))
            }
            content = .single(.int(integer))
        }
    }
}

/// Builds a JSON value out of Swift values.
private struct JSONValueEncoder: Encoder {
    let box: JSONValue.Box
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .object = box.content {} else { box.content = .object([:]) }
        return KeyedEncodingContainer(Keyed<Key>(box: box, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .array = box.content {} else { box.content = .array([]) }
        return Unkeyed(box: box, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { Single(box: box, codingPath: codingPath) }

    private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let box: JSONValue.Box
        let codingPath: [any CodingKey]

        private func single(_ key: Key, _ value: JSONValue) { box.member(key.stringValue).content = .single(value) }
        private func number(_ key: Key, _ value: some FixedWidthInteger) throws {
            try box.member(key.stringValue).writeInteger(value, codingPath: codingPath + [key])
        }
        private func encoder(_ key: any CodingKey) -> JSONValueEncoder {
            JSONValueEncoder(box: box.member(key.stringValue), codingPath: codingPath + [key])
        }

        func encodeNil(forKey key: Key) { single(key, .null) }
        func encode(_ value: Bool, forKey key: Key) { single(key, .bool(value)) }
        func encode(_ value: String, forKey key: Key) { single(key, .string(value)) }
        func encode(_ value: Double, forKey key: Key) { single(key, .double(value)) }
        func encode(_ value: Float, forKey key: Key) { single(key, .double(Double(value))) }
        func encode(_ value: Int, forKey key: Key) throws { try number(key, value) }
        func encode(_ value: Int8, forKey key: Key) throws { try number(key, value) }
        func encode(_ value: Int16, forKey key: Key) throws { try number(key, value) }
        func encode(_ value: Int32, forKey key: Key) throws { try number(key, value) }
        func encode(_ value: Int64, forKey key: Key) throws { try number(key, value) }
        func encode(_ value: UInt, forKey key: Key) throws { try number(key, value) }
        func encode(_ value: UInt8, forKey key: Key) throws { try number(key, value) }
        func encode(_ value: UInt16, forKey key: Key) throws { try number(key, value) }
        func encode(_ value: UInt32, forKey key: Key) throws { try number(key, value) }
        func encode(_ value: UInt64, forKey key: Key) throws { try number(key, value) }
        func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
            try box.member(key.stringValue).write(value, codingPath: codingPath + [key])
        }
        func nestedContainer<NestedKey: CodingKey>(keyedBy type: NestedKey.Type, forKey key: Key) -> KeyedEncodingContainer<NestedKey> {
            encoder(key).container(keyedBy: type)
        }
        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { encoder(key).unkeyedContainer() }
        func superEncoder() -> any Encoder { JSONValueEncoder(box: box, codingPath: codingPath) }
        func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }
    }

    private struct Unkeyed: UnkeyedEncodingContainer {
        let box: JSONValue.Box
        let codingPath: [any CodingKey]
        var count: Int { if case .array(let elements) = box.content { elements.count } else { 0 } }
        private var path: [any CodingKey] { codingPath + [JSONValueDecoder.Index(count)] }

        func encodeNil() { box.element().content = .single(.null) }
        func encode(_ value: Bool) { box.element().content = .single(.bool(value)) }
        func encode(_ value: String) { box.element().content = .single(.string(value)) }
        func encode(_ value: Double) { box.element().content = .single(.double(value)) }
        func encode<T: Encodable>(_ value: T) throws {
            let path = path
            try box.element().write(value, codingPath: path)
        }
        func nestedContainer<NestedKey: CodingKey>(keyedBy type: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
            let path = path
            return JSONValueEncoder(box: box.element(), codingPath: path).container(keyedBy: type)
        }
        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
            let path = path
            return JSONValueEncoder(box: box.element(), codingPath: path).unkeyedContainer()
        }
        func superEncoder() -> any Encoder {
            let path = path
            return JSONValueEncoder(box: box.element(), codingPath: path)
        }
    }

    private struct Single: SingleValueEncodingContainer {
        let box: JSONValue.Box
        let codingPath: [any CodingKey]

        func encodeNil() { box.content = .single(.null) }
        func encode(_ value: Bool) { box.content = .single(.bool(value)) }
        func encode(_ value: String) { box.content = .single(.string(value)) }
        func encode(_ value: Double) { box.content = .single(.double(value)) }
        func encode(_ value: Float) { box.content = .single(.double(Double(value))) }
        func encode(_ value: Int) throws { try box.writeInteger(value, codingPath: codingPath) }
        func encode(_ value: Int8) throws { try box.writeInteger(value, codingPath: codingPath) }
        func encode(_ value: Int16) throws { try box.writeInteger(value, codingPath: codingPath) }
        func encode(_ value: Int32) throws { try box.writeInteger(value, codingPath: codingPath) }
        func encode(_ value: Int64) throws { try box.writeInteger(value, codingPath: codingPath) }
        func encode(_ value: UInt) throws { try box.writeInteger(value, codingPath: codingPath) }
        func encode(_ value: UInt8) throws { try box.writeInteger(value, codingPath: codingPath) }
        func encode(_ value: UInt16) throws { try box.writeInteger(value, codingPath: codingPath) }
        func encode(_ value: UInt32) throws { try box.writeInteger(value, codingPath: codingPath) }
        func encode(_ value: UInt64) throws { try box.writeInteger(value, codingPath: codingPath) }
        func encode<T: Encodable>(_ value: T) throws { try box.write(value, codingPath: codingPath) }
    }
}
