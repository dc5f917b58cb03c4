import Foundation

/// Reads Swift values out of a document's list of values. Where it stands in the document it does not know: after a fault the value is read again by
/// `JSONValueDecoder`, which does.
struct JSONTapeDecoder: Decoder {
    let tape: JSONTape
    let index: Int
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    private var kind: JSONTape.Kind { tape[index].kind }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard kind == .object else { throw Self.fault }
        return KeyedDecodingContainer(Keyed<Key>(tape: tape, index: index))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard kind == .array else { throw Self.fault }
        return Unkeyed(tape: tape, index: index)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { Single(decoder: self) }

    func unbox<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if type == JSONValue.self, let value = tape.value(of: index) as? Value { return value }
        if type == String.self, let text = try string() as? Value { return text }
        // Bytes are base64, as Foundation writes them and `JSONBytes` does.
        if type == Data.self, kind == .string {
            guard let data = Data(base64Encoded: tape.text(of: index)) as? Value else { throw Self.fault }
            return data
        }
        return try Value(from: self)
    }

    /// That something is wrong. What and where is told by whoever reads it again.
    static var fault: DecodingError { .dataCorrupted(.init(codingPath: [], debugDescription: "not what is expected here")) }

    var isNull: Bool { kind == .null }

    func bool() throws -> Bool {
        switch kind {
        case .true: true
        case .false: false
        default: throw Self.fault
        }
    }

    func string() throws -> String {
        guard kind == .string else { throw Self.fault }
        return tape.text(of: index)
    }

    func double() throws -> Double {
        switch kind {
        case .integer: Double(tape.integer(of: index))
        case .double: tape.double(of: index)
        default: throw Self.fault
        }
    }

    func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) throws -> Integer {
        let integer: Integer? =
            switch kind {
            case .integer: Integer(exactly: tape.integer(of: index))
            case .double: Integer(exactly: tape.double(of: index))
            default: nil
            }
        guard let integer else { throw Self.fault }
        return integer
    }

    private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let tape: JSONTape
        let index: Int
        var codingPath: [any CodingKey] { [] }
        var allKeys: [Key] { tape.members(of: index).map(\.name).sorted().compactMap { Key(stringValue: $0) } }

        func contains(_ key: Key) -> Bool { tape.member(key.stringValue, of: index) != nil }

        private func decoder(_ key: Key) throws -> JSONTapeDecoder {
            guard let value = tape.member(key.stringValue, of: index) else { throw JSONTapeDecoder.fault }
            return JSONTapeDecoder(tape: tape, index: value)
        }
        private func present(_ key: Key) -> JSONTapeDecoder? {
            guard let value = tape.member(key.stringValue, of: index), tape[value].kind != .null else { return nil }
            return JSONTapeDecoder(tape: tape, index: value)
        }

        func decodeNil(forKey key: Key) throws -> Bool { tape.member(key.stringValue, of: index).map { tape[$0].kind == .null } ?? false }
        func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try decoder(key).bool() }
        func decode(_ type: String.Type, forKey key: Key) throws -> String { try decoder(key).string() }
        func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try decoder(key).double() }
        func decode(_ type: Float.Type, forKey key: Key) throws -> Float { Float(try decoder(key).double()) }
        func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try decoder(key).integer(type) }
        func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try decoder(key).integer(type) }
        func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try decoder(key).integer(type) }
        func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try decoder(key).integer(type) }
        func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try decoder(key).integer(type) }
        func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try decoder(key).integer(type) }
        func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try decoder(key).integer(type) }
        func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try decoder(key).integer(type) }
        func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try decoder(key).integer(type) }
        func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try decoder(key).integer(type) }
        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try decoder(key).unbox(type) }

        func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try present(key)?.bool() }
        func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try present(key)?.string() }
        func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try present(key)?.double() }
        func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try present(key)?.integer(type) }
        func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? { try present(key)?.unbox(type) }

        func nestedContainer<NestedKey: CodingKey>(
            keyedBy type: NestedKey.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<NestedKey> { try decoder(key).container(keyedBy: type) }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { try decoder(key).unkeyedContainer() }
        func superDecoder() throws -> any Decoder { JSONTapeDecoder(tape: tape, index: index) }
        func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }
    }

    private struct Unkeyed: UnkeyedDecodingContainer {
        let tape: JSONTape
        let count: Int?
        var codingPath: [any CodingKey] { [] }
        var currentIndex = 0
        private var place: Int
        private let end: Int
        var isAtEnd: Bool { place >= end }

        init(tape: JSONTape, index: Int) {
            self.tape = tape
            let array = tape[index]
            (count, place, end) = (array.count, index + 1, array.next)
        }

        private mutating func next() throws -> JSONTapeDecoder {
            guard !isAtEnd else { throw JSONTapeDecoder.fault }
            let found = JSONTapeDecoder(tape: tape, index: place)
            place = tape[place].next
            currentIndex += 1
            return found
        }

        mutating func decodeNil() throws -> Bool {
            guard !isAtEnd, tape[place].kind == .null else { return false }
            _ = try next()
            return true
        }
        mutating func decode(_ type: Bool.Type) throws -> Bool { try next().bool() }
        mutating func decode(_ type: String.Type) throws -> String { try next().string() }
        mutating func decode(_ type: Double.Type) throws -> Double { try next().double() }
        mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().unbox(type) }
        mutating func nestedContainer<NestedKey: CodingKey>(keyedBy type: NestedKey.Type) throws -> KeyedDecodingContainer<NestedKey> {
            try next().container(keyedBy: type)
        }
        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
        mutating func superDecoder() throws -> any Decoder { try next() }
    }

    private struct Single: SingleValueDecodingContainer {
        let decoder: JSONTapeDecoder
        var codingPath: [any CodingKey] { [] }
        func decodeNil() -> Bool { decoder.isNull }
        func decode(_ type: Bool.Type) throws -> Bool { try decoder.bool() }
        func decode(_ type: String.Type) throws -> String { try decoder.string() }
        func decode(_ type: Double.Type) throws -> Double { try decoder.double() }
        func decode(_ type: Float.Type) throws -> Float { Float(try decoder.double()) }
        func decode(_ type: Int.Type) throws -> Int { try decoder.integer(type) }
        func decode(_ type: Int8.Type) throws -> Int8 { try decoder.integer(type) }
        func decode(_ type: Int16.Type) throws -> Int16 { try decoder.integer(type) }
        func decode(_ type: Int32.Type) throws -> Int32 { try decoder.integer(type) }
        func decode(_ type: Int64.Type) throws -> Int64 { try decoder.integer(type) }
        func decode(_ type: UInt.Type) throws -> UInt { try decoder.integer(type) }
        func decode(_ type: UInt8.Type) throws -> UInt8 { try decoder.integer(type) }
        func decode(_ type: UInt16.Type) throws -> UInt16 { try decoder.integer(type) }
        func decode(_ type: UInt32.Type) throws -> UInt32 { try decoder.integer(type) }
        func decode(_ type: UInt64.Type) throws -> UInt64 { try decoder.integer(type) }
        func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoder.unbox(type) }
    }
}
