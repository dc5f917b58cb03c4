import Contracts
import Domain
import Foundation
import Testing

/// Swift values to JSON bytes and back; Foundation is the judge of what they say.
struct JSONBytesTests {
    private struct Part: Codable, Equatable {
        var names = ["a", "æ", "\"\\\n\u{1}"]
        var matrix: [[Int]] = [[1], [], [2, 3]]
        var optionals: [Int?] = [1, nil]
        var missing: Int?
    }

    /// Writes itself into the object of the part, as Noark's subtypes do.
    private struct Whole: Codable, Equatable {
        var part = Part()
        var parts = [Part(), Part()]
        var map = Dictionary(uniqueKeysWithValues: (0..<50).map { ("key \($0)", Double($0) + 0.5) })
        var free: JSONValue = ["b": [1, .null], "a": ["z": true, "y": "ø"]]
        var bytes = Data([0, 255, 10])
        var number: UInt64 = 1 << 62
        var small: Int8 = -128

        private enum CodingKeys: String, CodingKey { case parts, map, free, bytes, number, small, inside }

        init() {}
        init(from decoder: any Decoder) throws {
            part = try Part(from: decoder)
            let container = try decoder.container(keyedBy: CodingKeys.self)
            parts = try container.decode([Part].self, forKey: .parts)
            map = try container.decode([String: Double].self, forKey: .map)
            free = try container.decode(JSONValue.self, forKey: .free)
            bytes = try container.decode(Data.self, forKey: .bytes)
            number = try container.decode(UInt64.self, forKey: .number)
            small = try Int8(from: container.superDecoder(forKey: .small))
        }
        func encode(to encoder: any Encoder) throws {
            try part.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(parts, forKey: .parts)
            try container.encode(map, forKey: .map)
            var inside = container.nestedUnkeyedContainer(forKey: .inside)
            try inside.encode("first")
            try inside.encode(part)
            try container.encode(free, forKey: .free)
            try container.encode(bytes, forKey: .bytes)
            try container.encode(number, forKey: .number)
            try small.encode(to: container.superEncoder(forKey: .small))
        }
    }

    @Test func `a value survives the way there and back, and Foundation reads the same`() throws {
        let value = Whole()
        let bytes = try JSONBytes.encode(value)
        #expect(try JSONBytes.decode(bytes, as: Whole.self) == value)
        #expect(try JSONDecoder().decode(Whole.self, from: Data(bytes)) == value)
        #expect(try JSONReader.read(bytes) == JSONReader.read([UInt8](JSONEncoder().encode(value))))
    }

    @Test func `equal values give equal bytes, dictionaries too`() throws {
        let text = try JSONBytes.text(Whole().map)
        #expect(text.hasPrefix(#"{"key 0":0.5,"key 1":1.5,"key 10":10.5,"#))
        #expect(text.hasSuffix(#","key 9":9.5}"#))
        #expect(try JSONBytes.text(Whole().free) == #"{"a":{"y":"ø","z":true},"b":[1,null]}"#)
        #expect(try JSONBytes.text([String: Int]()) == "{}")
        #expect(try JSONBytes.text([[Int]]()) == "[]")
    }

    @Test func `an event's own JSON is the one in a list of values`() throws {
        let event = CloudEvent(
            id: "1", source: "/a", type: "t", datacontenttype: "application/json", extensions: ["kommune": "970540008"],
            data: .json(["b": 1, "a": "\""]))
        #expect(try JSONBytes.encode([event]) == [UInt8(ascii: "[")] + event.encoded() + [UInt8(ascii: "]")])
        #expect(try JSONBytes.decode(event.encoded(), as: CloudEvent.self) == event)
    }

    @Test func `what JSON cannot say is refused`() {
        #expect(throws: EncodingError.self) { try JSONBytes.encode([Double.nan]) }
        #expect(throws: Rejection.self) { try JSONBytes.decode("{", as: Part.self) }
        #expect(throws: DecodingError.self) { try JSONBytes.decode(#""no base64!""#, as: Data.self) }
    }
}
