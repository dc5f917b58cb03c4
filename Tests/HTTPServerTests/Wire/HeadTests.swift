import Testing

@testable import HTTPServer

struct HeadTests {
    /// A head as it is read, whole or byte by byte.
    private func read(_ text: String) throws(WireFault) -> RequestHead? {
        let bytes = Array(text.utf8)
        return try bytes.withUnsafeBufferPointer { buffer throws(WireFault) in
            var finder = HeadEnd()
            let all = UnsafeRawBufferPointer(buffer)
            for count in 1...all.count {
                guard let end = try finder.find(in: UnsafeRawBufferPointer(rebasing: all[..<count])) else { continue }
                #expect(end == count)
                return try RequestHead(parsing: UnsafeRawBufferPointer(rebasing: all[finder.begin..<end]))
            }
            return nil
        }
    }

    @Test func `a head is read to its last field, however it comes`() throws {
        let head = try #require(
            try read("POST /a?b=c HTTP/1.1\r\nHost: [::1]:7410\r\nX-A: \t b  c \t\r\nX-B:\r\ncontent-length: 003\r\n\r\n"))
        #expect(head.method == .post)
        #expect(head.target == "/a?b=c")
        #expect(head.headers.all.map(\.value) == ["[::1]:7410", "b  c", "", "003"])
        #expect(head.announcedBody == .length(3))
        #expect(head.keepsConnection && !head.isVersion10)
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: x\r\nConnection: TE, Close\r\n\r\n", false), ("GET / HTTP/1.0\r\n\r\n", false),
        ("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true), ("GET / HTTP/1.7\r\nHost: x\r\n\r\n", true),
    ])
    func `whether another request may follow is the client's to say`(text: String, keeps: Bool) throws {
        #expect(try #require(try read(text)).keepsConnection == keeps)
    }

    @Test func `one empty line before a request is passed over, a second is not`() throws {
        #expect(try read("\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")?.target == "/")
        #expect(throws: WireFault.self) { try read("\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n") }
    }

    @Test(arguments: [
        ("Content-Length : 3", "blank before the colon"), ("Content-Length:\r\n 3", "folded"), (" X: y", "folded"),
        (": y", "without a name"),
        ("X(Y): z", "not a token"), ("X: a\rb", "carriage return"), ("X: a\u{0}b", "control character"),
        ("X: a\u{7F}b", "control character"),
        ("Host: y", "more than one Host"), ("Content-Length: 1\r\nContent-Length: 1", "more than one Content-Length"),
        ("Content-Length: 1, 1", "not one number"), ("Content-Length: +1", "not one number"), ("Content-Length: 0x1", "not one number"),
        ("Content-Length: -1", "not one number"), ("Content-Length: 9999999999999999999", "digits"),
        ("Transfer-Encoding: chunked\r\nContent-Length: 1", "both"), ("Transfer-Encoding: chunked, chunked", "one «chunked»"),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "more than one Transfer-Encoding"),
        ("Transfer-Encoding: identity", "one «chunked»"), ("Transfer-Encoding: gzip, chunked", "only transfer coding"),
    ])
    func `a field that two readers could understand in two ways is refused by name`(field: String, reason: String) {
        let fault = #expect(throws: WireFault.self) { try read("POST / HTTP/1.1\r\nHost: x\r\n\(field)\r\n\r\n") }
        #expect(fault?.detail.contains(reason) == true)
    }

    @Test(arguments: ["\n", "GET / HTTP/1.1\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\n"])
    func `a bare line feed is refused before the head has ended`(text: String) {
        #expect(throws: WireFault.self) { try read(text) }
    }

    @Test func `a head of more fields than are allowed is too large, not malformed`() {
        let fields = String(repeating: "X: y\r\n", count: FieldLines.limitFields)
        let fault = #expect(throws: WireFault.self) { try read("GET / HTTP/1.1\r\nHost: x\r\n\(fields)\r\n") }
        #expect(fault?.status == 431)
    }
}
