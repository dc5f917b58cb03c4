import HTTPServer
import Testing

@testable import Transfer

struct RedirectTests {
    /// Redirects to what `to` says, and shows which credentials arrived.
    private func router() -> Router {
        var router = Router()
        router.on(.get, "/til") { request in
            HTTPResponse(status: 302, headers: ["Location": String(request.target.split(separator: "=", maxSplits: 1)[1])])
        }
        router.on(.post, "/til") { _ in HTTPResponse(status: 307, headers: ["Location": "/hvem"]) }
        router.on(.get, "/hvem") { request in
            let shown = ["Authorization", "Cookie", "X-Api-Key", "Accept", "Range", "If-Range"].map { request.headers[$0] ?? "-" }
            return .text(shown.joined(separator: " "))
        }
        router.on(.get, "/rundt") { _ in HTTPResponse(status: 301, headers: ["Location": "rundt"]) }
        return router
    }

    private func request(_ url: String, redirects: Int = 3) -> HTTPClientRequest {
        let headers: HTTPClientHeaders = [
            "Authorization": "Bearer x", "Cookie": "a", "X-Api-Key": "k", "Accept": "y", "Range": "bytes=0-", "If-Range": "\"e\"",
        ]
        var request = HTTPClientRequest(url: url, headers: headers)
        var policy = TransferPolicy()
        (policy.protocols, policy.allowedNetworks, policy.maximumRedirects) = ([.http], IPNetwork.loopback, redirects)
        policy.hosts = ["127.0.0.1", "localhost", "169.254.169.254", "intern.example.no"].compactMap(HostPattern.init)
        request.policy = policy
        return request
    }

    @Test func `a redirect on the same server is followed with everything, on another without credentials`() async throws {
        try await withServer(router()) { client, url in
            let same = try await client.send(request(url + "/til?=hvem"))
            #expect(same.text == "Bearer x a k y bytes=0- \"e\"")
            #expect(same.url == url + "/hvem")
            let elsewhere = url.replacing("127.0.0.1", with: "localhost") + "/hvem"
            let other = try await client.send(request(url + "/til?=" + elsewhere))
            #expect(other.text == "- - - y bytes=0- \"e\"")
            #expect(other.url == elsewhere)
            let stream = try await client.stream(request(url + "/til?=hvem"))
            #expect(stream.status == 200 && stream.url == url + "/hvem")
        }
    }

    @Test(arguments: [
        ("http://169.254.169.254/latest/meta-data/", "address_not_allowed"), ("//169.254.169.254/", "address_not_allowed"),
        ("http://10.0.0.1/", "host_not_allowed"), ("http://evil.example/", "host_not_allowed"),
        ("https://localhost/", "unsupported_protocol"),
        ("file:///etc/passwd", "unsupported_protocol"), ("gopher://localhost/", "unsupported_protocol"), ("http://", "malformed_url"),
        ("http://bruker:passord@localhost/", "malformed_url"), ("http://intern.example.no:9/", "address_not_allowed"),
    ])
    func `every hop is held to the policy`(location: String, code: String) async throws {
        var configuration = HTTPClientConfiguration()
        configuration.fixedAddresses = ["intern.example.no:9": ["192.168.0.9"]]
        try await withServer(router(), client: configuration) { client, url in
            #expect(await client.failure(request(url + "/til?=" + location))?.code.rawValue == code)
        }
    }

    @Test func `redirects without an end are too many`() async throws {
        try await withServer(router()) { client, url in
            #expect(await client.failure(request(url + "/rundt"))?.code == .tooManyRedirects)
        }
    }

    @Test func `without redirects, and for a method that changes something, the redirect is the answer`() async throws {
        try await withServer(router()) { client, url in
            #expect(await client.status(request(url + "/rundt", redirects: 0)) == 301)
            var post = request(url + "/til")
            post.method = "POST"
            #expect(await client.status(post) == 307)
        }
    }
}
