import Contracts
import Domain
import Foundation
import Testing

/// The strict JSON reader: what it takes, what it refuses, and where it says the fault stands.
struct JSONReaderTests {
    private func fault(_ bytes: [UInt8]) -> String {
        do throws(Rejection) {
            _ = try JSONReader.read(bytes)
            return "none"
        } catch {
            return error.faults.map { "\($0.pointer) \($0.code) \($0.message.prefix { $0 != ":" })" }.joined(separator: ", ")
        }
    }

    private func fault(_ text: String) -> String { fault(Array(text.utf8)) }

    @Test func `every kind of value is read`() throws {
        let text = #" {"a":[null,true,false,0,-7,1.5,1e3,"x\u00e6\ud83d\ude00\/\n",{},[]],"":9223372036854775807,"b":9223372036854775808} "#
        #expect(
            try JSONReader.read(Array(text.utf8)) == [
                "a": [.null, true, false, 0, -7, .double(1.5), .double(1000), "xæ😀/\n", [:], []], "": .int(.max),
                "b": .double(9_223_372_036_854_775_808),
            ])
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":1,}", "{'a':1}", "01", "1.", "-", "1e", "tru", "nullx", "\"a", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"",
        "\"\\udc00x\"",
        "\"\u{1}\"", "[1 2]", "{\"a\" 1}", "1 2", "<xml/>", "NaN", "[1]]", "+1", ".5", "\"\\ud800\\u0041\"",
    ])
    func `what is not JSON is refused with a byte position`(text: String) {
        #expect(fault(text).contains(" not_json byte "))
    }

    @Test func `the fault's place is told by pointer and byte`() {
        #expect(fault(#"{"mappe":{"part":[{"n/a~":tru}]}}"#) == "/mappe/part/0/n~1a~0 not_json byte 26")
    }

    @Test func `every duplicate name is told`() {
        #expect(fault(#"{"a":1,"b":{"c":1,"c":2},"a":3}"#) == "/b/c duplicate_member byte 18, /a duplicate_member byte 25")
        #expect(fault(#"{"a":1,"a":2,"b":x}"#) == "/a duplicate_member byte 7, /b not_json byte 17")
    }

    @Test func `ten thousand levels are refused without falling over`() {
        #expect(fault(String(repeating: "[", count: 10_000)).contains("too_deep byte 129"))
        #expect(fault(String(repeating: #"{"a":"#, count: 10_000)).contains("too_deep"))
    }

    @Test func `text that is not UTF-8 is refused`() {
        #expect(fault([0x22, 0xE6, 0x22]) == " wrong_encoding byte 0")
        #expect(fault([0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00]) == " wrong_encoding byte 0")
        #expect(fault([0x22, 0x5C, 0x6E, 0xED, 0xA0, 0x80, 0x22]) == " wrong_encoding byte 0")
    }

    @Test func `a byte order mark is skipped and huge numbers are refused`() throws {
        #expect(try JSONReader.read([0xEF, 0xBB, 0xBF, 0x31]) == 1)
        #expect(fault("1e999") == " number_too_large byte 0")
    }

    @Test func `what the writer writes is what the reader and Foundation read`() throws {
        var state: UInt64 = 42
        func random(_ below: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % below
        }
        func value(_ depth: Int) -> JSONValue {
            switch random(depth > 4 ? 5 : 7) {
            case 0: return .null
            case 1: return .bool(random(2) == 0)
            case 2: return .int(Int64(bitPattern: state))
            case 3: return .double(Double(Int64(bitPattern: state)) / 1024 + 0.5)
            case 4:
                return .string(String(String.UnicodeScalarView((0..<random(9)).compactMap { _ in Unicode.Scalar(UInt32(random(0x3000))) })))
            case 5: return .array((0..<random(5)).map { _ in value(depth + 1) })
            default: return .object(Dictionary((0..<random(5)).map { ("n\($0)", value(depth + 1)) }) { first, _ in first })
            }
        }
        for _ in 0..<500 {
            let original = value(0)
            #expect(try JSONReader.read(original.encoded()) == original)
            let theirs = try JSONSerialization.jsonObject(with: Data(original.encoded()), options: .fragmentsAllowed)
            let again = try JSONSerialization.data(withJSONObject: theirs, options: .fragmentsAllowed)
            #expect(throws: Never.self) { try JSONReader.read([UInt8](again)) }
        }
    }

    @Test func `pointers escape and unescape`() {
        let pointer = JSONPointer.root.appending("a/b").appending(3).appending("~1")
        #expect(pointer.description == "/a~1b/3/~01")
        #expect(pointer.tokens == ["a/b", "3", "~1"])
    }
}
