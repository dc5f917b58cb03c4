import Foundation
import HTTPServer
import Testing

@testable import SakArkivCommand

struct HTTPRequesterTests {
    @Test func `a request arrives as it was meant and the answer comes back`() async throws {
        let server = HTTPServer(configuration: HTTPServerConfiguration()) { request in
            let seen =
                "\(request.method) \(request.target) \(request.headers["Authorization"] ?? "") \(String(decoding: request.body, as: UTF8.self))"
            return HTTPResponse(status: 202, headers: ["Retry-After": "3"], body: .bytes(Array(seen.utf8)))
        }
        let port = try server.start()
        let request = ServiceRequest(
            method: "POST", url: "http://127.0.0.1:\(port)/a?b=%20c", headers: ["Authorization": "Bearer t"], body: Data("hei".utf8))
        let answer = try await HTTPRequester().send(request)
        #expect(answer.status == 202)
        #expect(answer.headers["retry-after"] == "3")
        #expect(String(decoding: answer.body, as: UTF8.self) == "POST /a?b=%20c Bearer t hei")
        await server.stop(grace: .seconds(5))
    }

    @Test func `a port where nobody listens is unreachable`() async throws {
        let server = HTTPServer(configuration: HTTPServerConfiguration()) { _ in .noContent }
        let port = try server.start()
        await server.stop(grace: .zero)
        await #expect(throws: Unreachable.self) { try await HTTPRequester().send(ServiceRequest(url: "http://127.0.0.1:\(port)/")) }
    }

    @Test func `an address that is none is a usage error`() async throws {
        let failure = await #expect(throws: CommandFailure.self) { try await HTTPRequester().send(ServiceRequest(url: "ftp://127.0.0.1/")) }
        #expect(failure?.code == .usage)
    }
}
