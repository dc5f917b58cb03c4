import Contracts
import Domain
import Foundation
import Testing

/// Swift values to JSON values and back, the same way as Foundation does it.
struct JSONValueCodingTests {
    private struct Everything: Codable, Equatable {
        struct Inner: Codable, Equatable {
            var names: [String] = ["a", "æ"]
            var matrix: [[Int]] = [[1], [], [2, 3]]
            var missing: Int?
        }
        enum Kind: String, Codable { case one, two }
        var inner = Inner()
        var inners = [Inner(), Inner()]
        var map = ["x": 1.5, "y": -2.25]
        var kind = Kind.two
        var byte: UInt8 = 255
        var large = Int64.min
        var flag = true
        var optionals: [Int?] = [1, nil]
        var free: JSONValue = ["a": [1, .null]]
    }

    @Test func `a value survives the way there and back, as Foundation sees it too`() throws {
        let value = Everything()
        let json = try JSONValue(encoding: value)
        #expect(try json.decoded(as: Everything.self) == value)
        #expect(try JSONDecoder().decode(Everything.self, from: Data(json.encoded())) == value)
        #expect(try JSONReader.read([UInt8](JSONEncoder().encode(value))) == json)
    }

    @Test func `a missing member and a wrong type are told with their place`() {
        #expect(throws: DecodingError.self) { try JSONValue.object([:]).decoded(as: Everything.self) }
        let wrong: JSONValue = ["names": ["a", 1], "matrix": []]
        #expect {
            try wrong.decoded(as: Everything.Inner.self)
        } throws: { error in
            guard case DecodingError.typeMismatch(_, let context) = error else { return false }
            return context.codingPath.map(\.stringValue) == ["names", "1"]
        }
    }

    @Test func `an integer outside the type's range is refused, never truncated`() {
        #expect(throws: DecodingError.self) { try JSONValue.int(256).decoded(as: UInt8.self) }
        #expect(throws: DecodingError.self) { try JSONValue.double(1.5).decoded(as: Int.self) }
        #expect(throws: EncodingError.self) { try JSONValue(encoding: UInt64.max) }
    }
}
