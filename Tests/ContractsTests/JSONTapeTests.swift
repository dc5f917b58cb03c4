import Domain
import Foundation
import Testing

@testable import Contracts

/// Two readers of the same bytes: the quick one may leave a document to the strict one, but never take what that refuses, nor see something else in it.
struct JSONTapeTests {
    /// A small generator of its own: a failure names its seed.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private static func value(_ dice: inout Dice, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 4 ? 6 : 9), using: &dice) {
        case 0: .null
        case 1: .bool(Bool.random(using: &dice))
        case 2: .int(Int64.random(in: -1_000_000_000_000_000_000...(.max), using: &dice))
        case 3: .double(Double(Int.random(in: -1_000_000...1_000_000, using: &dice)) / 64)
        case 4, 5: .string(["", "a", "Søknad «1»", "\"\\/\n\t\u{1}", "😀 emoji", "noekkel"].randomElement(using: &dice) ?? "")
        case 6: .array((0..<Int.random(in: 0...5, using: &dice)).map { _ in value(&dice, depth: depth + 1) })
        default:
            .object(
                Dictionary(
                    (0..<Int.random(in: 0...7, using: &dice)).map {
                        ("\(["tittel", "a", "navn"][$0 % 3])\($0)", value(&dice, depth: depth + 1))
                    }
                ) { $1 })
        }
    }

    private static func expectAgreement(_ bytes: [UInt8], _ note: Comment, sourceLocation: SourceLocation = #_sourceLocation) {
        guard let view = JSONView(bytes) else { return }
        do {
            let strict = try JSONReader.read(bytes)
            #expect(try view.decoded() == strict, note, sourceLocation: sourceLocation)
        } catch {
            Issue.record("taken although it is refused: \(error); \(note)", sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: [UInt64](1...20))
    func `both readers see the same in what is written`(seed: UInt64) throws {
        var dice = Dice(state: seed)
        for _ in 0..<100 {
            let value = Self.value(&dice, depth: 0)
            let bytes = value.encoded()
            // A number of more than 18 digits is left to the strict one.
            if let view = JSONView(bytes) { #expect(try view.decoded() == value, "seed \(seed)") }
            Self.expectAgreement([0x20, 0x0A] + bytes + [0x0D, 0x09], "seed \(seed)")
        }
    }

    @Test(arguments: [UInt64](1...20))
    func `what is damaged is never taken for something`(seed: UInt64) throws {
        var dice = Dice(state: seed)
        let parts = Array("{}[],:\"\\u0dtfn-+.eE019 ".utf8) + [0x00, 0x1F, 0xC3, 0xA6, 0xFF, 0xED]
        for _ in 0..<200 {
            var bytes = Self.value(&dice, depth: 0).encoded()
            for _ in 0..<Int.random(in: 1...3, using: &dice) {
                let place = Int.random(in: 0...bytes.count, using: &dice)
                switch Int.random(in: 0..<3, using: &dice) {
                case 0: bytes.insert(parts.randomElement(using: &dice) ?? 0, at: place)
                case 1 where place < bytes.count: bytes.remove(at: place)
                default: if place < bytes.count { bytes[place] = parts.randomElement(using: &dice) ?? 0 }
                }
            }
            Self.expectAgreement(bytes, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test(arguments: [
        #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, "{\"\u{E9}\":1,\"e\u{301}\":2}", "[9223372036854775808]", "[-0]", "[1e400]", "[01]",
        #"["\ud800"]"#,
        #"["\ud83d\ude00"]"#, #"["\x"]"#, "[\"\u{1}\"]", "\u{FEFF}[1]", "[1] 2", "", "[true,false,null]", "[tru]", "[1.5e3,-2]", #"["\"#,
        "[1,]",
    ])
    func `what one of them finds odd does not divide them`(text: String) { Self.expectAgreement(Array(text.utf8), "\(text)") }

    @Test func `nesting and members without end are left to the strict reader`() throws {
        #expect(JSONView(Array((String(repeating: "[", count: 200) + String(repeating: "]", count: 200)).utf8)) == nil)
        let many = "{" + (0..<65).map { "\"m\($0)\":\($0)" }.joined(separator: ",") + "}"
        #expect(JSONView(Array(many.utf8)) == nil)
        #expect(try JSONBytes.decode(many, as: [String: Int].self)["m64"] == 64)
    }

    @Test func `a fault is told with its place, whoever read the value`() {
        let text = #"{"liste":[{"aar":2026},{"aar":"2026"}]}"#
        do {
            _ = try JSONBytes.decode(text, as: [String: [[String: Int]]].self)
            Issue.record("a text was taken for a number")
        } catch DecodingError.typeMismatch(_, let context) {
            #expect(context.codingPath.map(\.stringValue) == ["liste", "1", "aar"])
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test func `a value is found among others and keeps its own bytes`() throws {
        let view = try #require(JSONView(Array(#" {"z": [1, {"b": "x\n"}], "a": "t", "tom": {}} "#.utf8)))
        #expect(view["a"]?.text == "t")
        #expect(view["z"]?.elements?.last?["b"]?.text == "x\n")
        #expect(view["z"]?.elements?.last?.onlyMember?.text == "x\n" && view.onlyMember == nil)
        #expect(view["tom"]?["a"] == nil && view["b"] == nil && view["a"]?["a"] == nil && view["tom"]?.onlyMember == nil)
    }

    @Test func `bytes are taken out only as this program writes them`() throws {
        let view = try #require(JSONView(Array(#"{"z":[1,{"b":"x\n y"}],"a":"t"}"#.utf8)))
        #expect((view["z"]?.compactBytes).map { String(decoding: $0, as: UTF8.self) } == #"[1,{"b":"x\n y"}]"#)
        #expect((view["a"]?.compactBytes).map { String(decoding: $0, as: UTF8.self) } == #""t""#)
        #expect(JSONView(Array(#"{"a": "t"}"#.utf8))?["a"]?.compactBytes == nil)
    }
}
