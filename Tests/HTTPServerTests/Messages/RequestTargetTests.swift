import HTTPServer
import Testing

struct RequestTargetTests {
    @Test(arguments: [
        ("/", []), ("/sak", ["sak"]), ("/sak/", ["sak", ""]), ("/a%2Fb/c", ["a/b", "c"]), ("/%C3%B8st", ["øst"]), ("/a+b", ["a+b"]),
        ("/sha256:ab", ["sha256:ab"]), ("http://vert:1/sak/1?x=y", ["sak", "1"]), ("http://vert", []), ("/a?b/c", ["a"]),
    ])
    func `the path is split at its raw slashes and then decoded`(target: String, segments: [String]) throws {
        #expect(try #require(HTTPRequest(method: .get, target: target)).pathSegments == segments)
    }

    @Test func `the path and the target stay as they were written`() throws {
        let request = try #require(HTTPRequest(method: .get, target: "/a%2Fb?c=%20"))
        #expect(request.path == "/a%2Fb")
        #expect(request.target == "/a%2Fb?c=%20")
    }

    @Test(arguments: ["", "sak", "/%", "/%4", "/%zz", "/%00", "/%FF", "/a/../b", "/a/%2e%2E/b", "/.", "/?a=%", "/?%ff=1"])
    func `a target that is none is refused`(target: String) {
        #expect(HTTPRequest(method: .get, target: target) == nil)
    }

    @Test func `the query is ordered, may repeat names, and is decoded`() throws {
        let query = try #require(HTTPRequest(method: .get, target: "/?q=plan+og%2Bbygg&b=1&q=&tom&&x=a=b")).query
        #expect(query.items.map(\.name) == ["q", "b", "q", "tom", "x"])
        #expect(query["q"] == "plan og+bygg")
        #expect(query.values(of: "q") == ["plan og+bygg", ""])
        #expect(query["tom"] == "")
        #expect(query["x"] == "a=b")
        #expect(query["Q"] == nil)
    }
}
