import Crypto
import Domain
import HTTPServer
import Observability
import Testing

@testable import ServiceKit

struct AuthorizerTests {
    private let hamar: Organisasjonsnummer
    private let stange: Organisasjonsnummer
    private let authorizer: Authorizer

    init() throws {
        hamar = try #require(Organisasjonsnummer("970540008"))
        stange = try #require(Organisasjonsnummer("970169717"))
        authorizer = Authorizer(
            Credentials([
                ("token-of-kari", Principal(identity: "kari", role: .saksbehandler, kommuner: .only([hamar]))),
                ("token-of-byggsak", Principal(identity: "byggsak", role: .partner, kommuner: .all, partner: "byggsak")),
            ]))
    }

    private func problem(_ header: String?, _ roles: Set<Role>, kommune: Organisasjonsnummer? = nil) -> ProblemDetails? {
        guard case .failure(let problem) = authorizer.authorize(header: header, roles: roles, kommune: kommune) else { return nil }
        return problem
    }

    @Test(arguments: ["Bearer token-of-kari", "bearer token-of-kari", "BEARER   token-of-kari "])
    func `whoever has the token is its principal`(header: String) throws {
        let principal = try authorizer.authorize(header: header, roles: [.saksbehandler, .arkivar], kommune: hamar).get()
        #expect(principal.identity == "kari")
        #expect(principal.onlyKommune == hamar)
    }

    @Test(arguments: [nil, "", "token-of-kari", "Basic a2FyaTprYXJp", "Bearer", "Bearer ", "Bearer token-of-nobody", "Bearer token-of-kar"])
    func `without a known token the answer is 401 with a challenge`(header: String?) {
        let problem = problem(header, Set(Role.allCases))
        #expect(problem?.status == 401)
        #expect(problem?.headers.contains { $0.name == "WWW-Authenticate" && $0.value.hasPrefix("Bearer") } == true)
    }

    @Test func `a token without end is not even looked at`() {
        #expect(problem("Bearer " + String(repeating: "a", count: 5_000), Set(Role.allCases))?.status == 401)
    }

    @Test func `the wrong role and the wrong municipality are 403`() {
        #expect(problem("Bearer token-of-kari", [.operator])?.status == 403)
        #expect(problem("Bearer token-of-kari", [.saksbehandler], kommune: stange)?.status == 403)
        #expect(problem("Bearer token-of-byggsak", [.partner], kommune: stange) == nil)
    }

    @Test func `two Authorization headers are refused`() throws {
        let headers = HTTPFields([
            .init(name: "Authorization", value: "Bearer token-of-kari"), .init(name: "authorization", value: "Bearer token-of-byggsak"),
        ])
        let request = try #require(HTTPRequest(method: .get, target: "/", headers: headers))
        guard case .failure(let problem) = authorizer.authorize(request, roles: Set(Role.allCases)) else {
            Issue.record("accepted")
            return
        }
        #expect(problem.status == 401)
    }

    @Test func `configured tokens are known by their digest`() throws {
        let file = """
            {"tokens": [
              {"identity": "kari", "role": "saksbehandler", "sha256": "\(SHA256.hex("one"))", "kommuner": ["970540008"]},
              {"identity": "kari", "role": "saksbehandler", "sha256": "\(SHA256.hex("two"))", "kommuner": ["970540008"]},
              {"identity": "acos", "role": "partner", "sha256": "\(SHA256.hex("three"))", "kommuner": "alle", "partner": "byggsak"}
            ]}
            """
        let credentials = try Credentials.parse(Array(file.utf8))
        #expect(!credentials.isDevelopment)
        #expect(credentials.principal(of: "one") == credentials.principal(of: "two"))
        #expect(credentials.principal(of: "three")?.partner == "byggsak")
        #expect(credentials.principal(of: SHA256.hex("one")) == nil)
    }

    @Test func `every fault in the tokens file is told with its place`() {
        let digest = SHA256.hex("x")
        let file = """
            {"tokens": [
              {"identity": "", "role": "chief", "sha256": "abc", "kommuner": ["123"]},
              {"identity": "a", "role": "arkivar", "sha256": "\(digest)", "kommuner": "alle", "partner": "p"},
              {"identity": "Ø", "role": "partner", "sha256": "\(digest)"},
              "what"
            ]}
            """
        let rejection = #expect(throws: Rejection.self) { try Credentials.parse(Array(file.utf8)) }
        let pointers = Set(rejection?.faults.map(\.pointer) ?? [])
        #expect(
            pointers == [
                "/tokens/0/identity", "/tokens/0/role", "/tokens/0/sha256", "/tokens/0/kommuner/0", "/tokens/1/partner",
                "/tokens/2/kommuner", "/tokens/2/partner", "/tokens/2/sha256", "/tokens/3",
            ])
    }

    @Test(arguments: ["{}", "[]", "{\"tokens\": []}", "not json"])
    func `a tokens file that lets nobody in is refused`(file: String) {
        #expect(throws: Rejection.self) { try Credentials.parse(Array(file.utf8)) }
    }
}
