import HTTPServer
import Testing

struct MessageTests {
    @Test func `field names compare without case and keep their order`() {
        var fields: HTTPFields = ["Accept": "a", "X-Spor": "1", "accept": "b"]
        #expect(fields["ACCEPT"] == "a")
        #expect(fields.values(of: "Accept") == ["a", "b"])
        fields["accept"] = "c"
        #expect(fields.all.map(\.name) == ["accept", "X-Spor"])
        fields["x-spor"] = nil
        #expect(fields.values(of: "X-Spor").isEmpty)
        fields.add("Accept", "d")
        #expect(fields.values(of: "ACCEPT") == ["c", "d"])
    }

    @Test func `a problem's detail is escaped`() throws {
        let response = HTTPResponse.problem(status: 400, detail: "\"a\\b\"\n\u{1}ø")
        guard case .bytes(let bytes) = response.body else {
            Issue.record("no body")
            return
        }
        #expect(String(decoding: bytes, as: UTF8.self).hasSuffix(#""detail":"\"a\\b\"\u000a\u0001ø"}"#))
    }

    @Test func `an event is written line by line`() {
        let event = ServerSentEvent(event: "hendelse", id: "17", data: "en\nto\r\n\rfire", retryMilliseconds: 500)
        let text = String(decoding: event.bytes, as: UTF8.self)
        #expect(text == "event: hendelse\nid: 17\nretry: 500\ndata: en\ndata: to\ndata: \ndata: fire\n\n")
        #expect(String(decoding: ServerSentEvent(data: "").bytes, as: UTF8.self) == "data: \n\n")
    }

    @Test func `a file that is not there says so`() {
        #expect(throws: HTTPFileError.self) { try HTTPFile(opening: "/nowhere/fil") }
        #expect(throws: HTTPFileError.self) { try HTTPFile(opening: "/tmp") }
    }
}
