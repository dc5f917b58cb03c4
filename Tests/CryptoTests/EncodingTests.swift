@testable import Crypto
import Foundation
import Testing

@Suite struct EncodingTests {
    @Test func `hexadecimal goes both ways, in either case, and nothing else is taken`() {
        #expect(Hex.encode([0, 0x7f, 0x80, 0xff]) == "007f80ff")
        #expect(Hex.encode([]) == "")
        #expect(Hex.decode("007F80fF") == [0, 0x7f, 0x80, 0xff])
        #expect(Hex.decode("") == [])
        for wrong in ["0", "0g", "0x00", "00 ", "æ0", "/0", ":0", "@0", "`0"] { #expect(Hex.decode(wrong) == nil, "\(wrong)") }
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func `Base64 gives RFC 4648's values both ways`(text: String, encoded: String) throws {
        #expect(Base64.encode(text.utf8) == encoded)
        #expect(try Base64.decode(encoded) == Array(text.utf8))
        let unpadded = encoded.replacing("=", with: "")
        #expect(Base64.encode(text.utf8, alphabet: .url) == unpadded)
        #expect(try Base64.decode(unpadded, alphabet: .url) == Array(text.utf8))
    }

    @Test func `all bytes and all lengths come back, and agree with another implementation`() throws {
        for count in 0..<300 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ count) }
            let encoded = Base64.encode(bytes)
            #expect(encoded == Data(bytes).base64EncodedString())
            #expect(try Base64.decode(encoded) == bytes)
            #expect(try Base64.decode(Base64.encode(bytes.lazy.map { $0 }, alphabet: .url), alphabet: .url) == bytes)
        }
        #expect(Base64.encode([0xfb, 0xff, 0xfe]) == "+//+")
        #expect(Base64.encode([0xfb, 0xff, 0xfe], alphabet: .url) == "-__-")
    }

    @Test(arguments: [
        ("Zm9vYg=", "padding", 7), ("Zm9vYg", "padding", 6), ("Zm9vY", "length", 5), ("Zg==Zg==", "padding", 4), ("Zg===", "padding", 4),
        ("=", "padding", 0), ("Zm9v=", "padding", 4), ("Z=g=", "padding", 1), ("Zm9v!mFy", "character", 4), ("Zm9v\nYmFy", "character", 4),
        ("Zm9vYmF-", "character", 7), ("Zh==", "trailingBits", 1), ("Zm9=", "trailingBits", 2), ("Zm9væA==", "character", 4),
    ])
    func `a fault is named with its place`(text: String, reason: String, position: Int) {
        let error = #expect(throws: Base64Error.self) { try Base64.decode(text) }
        #expect(error?.reason.rawValue == reason)
        #expect(error?.position == position)
    }

    @Test func `white space is passed over only where it is allowed`() throws {
        let text = "\r\n  Zm9v\tYm\nFy  Zg =\n= "
        #expect(try Base64.decode(text, allowsWhitespace: true) == Array("foobarf".utf8))
        #expect(throws: Base64Error(reason: .character, position: 0)) { try Base64.decode(text) }
    }

    @Test func `padding has no place in the address alphabet`() {
        #expect(throws: Base64Error(reason: .padding, position: 4)) { try Base64.decode("Zg==", alphabet: .url) }
        #expect(throws: Base64Error(reason: .character, position: 0)) { try Base64.decode("+A", alphabet: .url) }
    }
}
