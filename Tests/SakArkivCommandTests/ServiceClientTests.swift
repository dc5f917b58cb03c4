import Testing

@testable import SakArkivCommand

struct ServiceClientTests {
    @Test func `the operator's token from the data directory is sent`() async throws {
        let services = ScriptedServices()
        services.answer("GET /kommuner", ["treff": []])
        _ = try await CommandRun.of(["municipality", "list"], services)
        #expect(services.requests.first?.headers["Authorization"] == "Bearer token-of-operator")
    }

    @Test func `as another identity, with another token, at another address`() async throws {
        let services = ScriptedServices()
        services.answer("GET /kommuner", [])
        _ = try await CommandRun.of(["municipality", "list", "--as", "arkivar", "--registry", "http://10.0.0.1:99/"], services)
        _ = try await CommandRun.of(
            ["municipality", "list", "--token", "secret"], services, environment: ["SAKARKIV_REGISTRY_URL": "http://r:1"])
        #expect(services.requests.map(\.url) == ["http://10.0.0.1:99/kommuner", "http://r:1/kommuner"])
        #expect(services.requests.map { $0.headers["Authorization"] } == ["Bearer token-of-arkivar", "Bearer secret"])
    }

    @Test func `whom the command line names goes before the environment, and whose token was refused is told truly`() async throws {
        let services = ScriptedServices()
        services.handle("GET /kommuner") { _ in ScriptedServices.problem(403, "not allowed") }
        let environment = ["SAKARKIV_TOKEN": "secret"]
        let named = try await CommandRun.of(["municipality", "list", "--as", "arkivar"], services, environment: environment)
        let unnamed = try await CommandRun.of(["municipality", "list"], services, environment: environment)
        #expect(services.requests.map { $0.headers["Authorization"] } == ["Bearer token-of-arkivar", "Bearer secret"])
        #expect(named.error.contains("«arkivar»"))
        #expect(unnamed.error.contains("SAKARKIV_TOKEN") && !unnamed.error.contains("«operator»"))
    }

    @Test func `nobody there is exit code 69 and says where it looked`() async throws {
        let run = try await CommandRun.of(["municipality", "list"])
        #expect(run.code == .unavailable)
        #expect(run.error.contains("registry does not answer at http://127.0.0.1:7410 (connection refused)"))
    }

    @Test func `a missing token is exit code 77 and names the file`() async throws {
        let run = try await CommandRun.of(["municipality", "list", "--as", "nobody"])
        #expect(run.code == .notAuthorised)
        #expect(run.error.contains("data/tokens/nobody"))
    }

    @Test(arguments: [401, 403])
    func `a refused token is exit code 77 and says whose it was`(status: Int) async throws {
        let services = ScriptedServices()
        services.handle("GET /kommuner") { _ in ScriptedServices.problem(status, "not allowed") }
        let run = try await CommandRun.of(["municipality", "list"], services)
        #expect(run.code == .notAuthorised)
        #expect(run.error.contains("«operator»"))
    }

    @Test func `not now is tried again, and then it works`() async throws {
        let services = ScriptedServices()
        let busy = ServiceAnswer(status: 503, headers: ["retry-after": "1"])
        services.answer("GET /kommuner", inTurn: [busy, busy, ScriptedServices.json(200, ["treff": []])])
        let run = try await CommandRun.of(["municipality", "list"], services)
        #expect(run.code == .ok)
        #expect(services.requests.count == 3)
    }

    @Test func `not now for good is exit code 75`() async throws {
        let services = ScriptedServices()
        services.handle("GET /kommuner") { _ in ScriptedServices.problem(503, "the log is away") }
        let run = try await CommandRun.of(["municipality", "list"], services)
        #expect(run.code == .temporary)
        #expect(run.error.contains("the log is away"))
    }

    @Test func `the second instance is asked when the first one is gone`() async throws {
        let services = ScriptedServices()
        services.answer("GET /b/kommuner", ["treff": []])
        let run = try await CommandRun.of(["municipality", "list", "--registry", "http://a/a,http://a/b"], services)
        #expect(run.code == .ok)
        #expect(services.calls == ["GET /a/kommuner", "GET /b/kommuner"])
    }

    @Test func `lists are followed over their pages`() async throws {
        let services = ScriptedServices()
        services.handle("GET /kommuner") { request in
            request.url.contains("after=")
                ? ScriptedServices.json(200, ["treff": [["navn": "Stange"]]])
                : ScriptedServices.json(200, ["treff": [["navn": "Hamar"]], "neste": "http://elsewhere:1/kommuner?after=x%2F1"])
        }
        let run = try await CommandRun.of(["municipality", "list"], services)
        #expect(services.calls == ["GET /kommuner", "GET /kommuner?after=x%2F1"])
        #expect(run.output.contains("Hamar") && run.output.contains("Stange"))
    }

    @Test(arguments: [
        ("/receipts?after=7", "/receipts", "/receipts?after=7"), ("7", "/receipts?partner=a", "/receipts?partner=a&after=7"),
        ("8", "/receipts?partner=a&after=7", "/receipts?partner=a&after=8"), ("https://h/x?after=1", "/y", "/x?after=1"),
    ])
    func `a next page may be a URL, a path or a bare position`(next: String, path: String, expected: String) {
        #expect(Paging.path(next, after: path) == expected)
    }

    @Test func `values in a query are escaped`() {
        #expect(Paging.query("/r", [("source", "/no/1/a b&c"), ("id", nil), ("x", "æ")]) == "/r?source=/no/1/a%20b%26c&x=%C3%A6")
    }
}
