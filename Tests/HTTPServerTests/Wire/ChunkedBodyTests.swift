import Testing

@testable import HTTPServer

struct ChunkedBodyTests {
    /// The body's data and what follows the body, when its bytes come in pieces of this size.
    private func read(_ text: String, pieceBytes: Int) throws(WireFault) -> (data: String, rest: String)? {
        let bytes = Array(text.utf8)
        return try bytes.withUnsafeBufferPointer { buffer throws(WireFault) -> (data: String, rest: String)? in
            let all = UnsafeRawBufferPointer(buffer)
            var (body, data, at, available) = (ChunkedBody(), [UInt8](), 0, 0)
            while true {
                switch try body.next(UnsafeRawBufferPointer(rebasing: all[..<available]), &at) {
                case .more:
                    guard available < all.count else { return nil }
                    available = min(all.count, available + pieceBytes)
                case .data(let count):
                    data.append(contentsOf: all[at..<at + count])
                    body.take(count)
                    at += count
                case .end: return (String(decoding: data, as: UTF8.self), String(decoding: all[at...], as: UTF8.self))
                }
            }
        }
    }

    @Test(arguments: [1, 2, 7, 1000])
    func `a body is the same in whatever pieces it comes, and what follows it is left`(pieceBytes: Int) throws {
        let text = "3\r\nabc\r\n00A;x;y=z;q=\"a;\\\"\r\"\r\n".replacing("\r\"", with: "\"") + "0123456789\r\n0\r\nX-A: b\r\n\r\nGET"
        let body = try #require(try read(text, pieceBytes: pieceBytes))
        #expect(body.data == "abc0123456789")
        #expect("GET".hasPrefix(body.rest) || body.rest == "GET")
    }

    @Test(arguments: [
        "x\r\n", "\r\n", " 3\r\nabc", "3 \r\nabc", "0x3\r\nabc", "-3\r\nabc", "3\nabc", "3\rabc", "3;\r\nabc", "3;a=\r\nabc",
        "3;a=b c\r\nabc",
        "3;a\nabc", "3;a=\"b\r\nabc", "3\r\nabcd", "3\r\nabc\n", "3\r\nabc\rx", "1000000000000000\r\n", "0\r\n\n", "0\r\nX A: b\r\n\r\n",
        "0\r\nX: a\n\r\n", "0\r\n y\r\n\r\n",
    ])
    func `a chunk that is none by the letter is refused`(text: String) {
        #expect(throws: WireFault.self) { try read(text, pieceBytes: 1) }
        #expect(throws: WireFault.self) { try read(text, pieceBytes: 1000) }
    }

    @Test func `extensions and trailers have their limits`() {
        let long = String(repeating: "a", count: 10_000)
        #expect(throws: WireFault.self) { try read("3;\(long)\r\nabc\r\n", pieceBytes: 100) }
        #expect(throws: WireFault.self) { try read("0\r\nX: \(long)\r\n\r\n", pieceBytes: 100) }
    }
}
