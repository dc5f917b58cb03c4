import Contracts
import Domain
import HTTPServer
import Testing

@testable import ServiceKit

struct ProblemDetailsTests {
    @Test func `a rejection becomes problem details with every fault`() throws {
        let rejection = Rejection(
            .ugyldigforespoersel,
            [
                Fault(pointer: "/mappe/tittel", code: "missing_member", message: "a title is needed"),
                Fault(pointer: "", code: "case_closed", message: "the case is closed"),
            ])
        let response = ProblemDetails(rejection).response
        #expect(response.status == 422)
        #expect(response.headers["Content-Type"] == "application/problem+json")
        guard case .bytes(let bytes) = response.body else {
            Issue.record("no body")
            return
        }
        let body = try JSONReader.read(bytes)
        #expect(body["type"]?.text == "/problems/invalid-request")
        #expect(body["status"]?.integer == 422)
        #expect(body["errors"]?[0]?["pointer"]?.text == "/mappe/tittel")
        #expect(body["errors"]?[0]?["code"]?.text == "missing_member")
        #expect(body["errors"]?[1]?["message"]?.text == "the case is closed")
        #expect(body["detail"] == nil)
    }

    @Test(arguments: [(Rejection.Kind.ugyldigforespoersel, 422), (.ikkefunnet, 404), (.serverfeil, 500)])
    func `each kind of rejection has its status`(kind: Rejection.Kind, status: Int) {
        #expect(ProblemDetails(Rejection(kind, [])).status == status)
    }

    @Test func `not now says when to come back, in whole seconds, never zero`() {
        #expect(ProblemDetails.unavailable("x", retryAfter: .milliseconds(10)).response.headers["Retry-After"] == "1")
        #expect(ProblemDetails.unavailable("x", retryAfter: .milliseconds(2_001)).response.headers["Retry-After"] == "3")
    }

    @Test func `every kind has its own status and type`() {
        let kinds: [ProblemDetails] = [
            .badRequest(""), .unauthenticated(""), .forbidden(""), .notFound(""), .conflict(""), .tooLarge(limitBytes: 1),
            .unsupportedMediaType(""), .misdirected(), .unavailable(""), .serverError(),
        ]
        #expect(kinds.map(\.status) == [400, 401, 403, 404, 409, 413, 415, 421, 503, 500])
        #expect(Set(kinds.map(\.type)).count == kinds.count)
    }
}
