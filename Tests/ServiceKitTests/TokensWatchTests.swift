import Contracts
import Crypto
import Foundation
import Observability
import Testing

@testable import ServiceKit

struct TokensWatchTests {
    private let temporary: TemporaryDirectory
    private let path: String
    private let authorizer: Authorizer
    private let clock = ManualClock()
    private let log = CapturedLog()
    private let metrics = MetricsRegistry()
    private let watch: TokensWatch

    init() throws {
        temporary = try TemporaryDirectory()
        path = try temporary.write("tokens.json", Self.file(["kari", "ola"]))
        authorizer = Authorizer(try Credentials.parse(try Credentials.content(of: path), of: path))
        watch = TokensWatch(
            path, authorizer: authorizer, time: clock, logger: Logger(service: "registry", time: clock, sink: log), metrics: metrics)
    }

    /// Each has the token `token-<identity>`.
    private static func file(_ identities: [String], role: String = "saksbehandler") -> String {
        let tokens = identities.map {
            #"{"identity": "\#($0)", "role": "\#(role)", "sha256": "\#(SHA256.hex("token-\($0)"))", "kommuner": "alle"}"#
        }
        return #"{"tokens": [\#(tokens.joined(separator: ","))]}"#
    }

    private func who(_ token: String) -> Principal? {
        guard case .success(let principal) = authorizer.authorize(header: "Bearer \(token)", roles: Set(Role.allCases)) else { return nil }
        return principal
    }

    private func logged(_ part: String) -> Int { log.lines.count { $0.contains(part) } }
    private func has(_ figure: String) -> Bool { metrics.exposition().contains("\n\(figure)\n") }

    @Test func `a token that is added counts, one that is removed does not, and rights are those that are written now`() async throws {
        _ = try temporary.write("tokens.json", Self.file(["kari", "per"], role: "arkivar"))
        // Not looked at yet.
        #expect(who("token-ola") != nil && who("token-per") == nil && authorizer.generation == 0)
        await watch.look(isAsked: false)
        #expect(who("token-ola") == nil && who("token-per")?.identity == "per" && who("token-kari")?.role == .arkivar)
        #expect(authorizer.principals(of: "ola").isEmpty && authorizer.principals(of: "per").count == 1)
        #expect(authorizer.generation == 1 && has("sakarkiv_tokens_reread_total 1") && has("sakarkiv_tokens_refused 0"))
        #expect(logged("other tokens count from now on") == 1)
    }

    @Test(arguments: ["not json", "", #"{"tokens": []}"#, #"{"tokens": [{"identity": "kari"}]}"#, nil])
    func `a file that is wrong or gone changes nothing, which is told once, until it is right`(content: String?) async throws {
        if let content { _ = try temporary.write("tokens.json", content) } else { try FileManager.default.removeItem(atPath: path) }
        for _ in 0..<3 { await watch.look(isAsked: false) }
        #expect(who("token-kari") != nil && who("token-ola") != nil && authorizer.generation == 0)
        #expect(logged("the tokens read before still count") == 1 && logged(#""level":"error""#) == 1 && logged(path) == 1)
        #expect(has("sakarkiv_tokens_refused 1") && has("sakarkiv_tokens_refusals_total 1") && has("sakarkiv_tokens_reread_total 0"))
        // Who asks gets an answer each time.
        await watch.look(isAsked: true)
        #expect(logged("the tokens read before still count") == 2)
        _ = try temporary.write("tokens.json", Self.file(["kari"]))
        await watch.look(isAsked: false)
        #expect(who("token-kari") != nil && who("token-ola") == nil)
        #expect(has("sakarkiv_tokens_refused 0") && has("sakarkiv_tokens_refusals_total 1") && has("sakarkiv_tokens_reread_total 1"))
    }

    @Test func `a file put back as it was is right again`() async throws {
        _ = try temporary.write("tokens.json", "half")
        await watch.look(isAsked: false)
        _ = try temporary.write("tokens.json", Self.file(["kari", "ola"]))
        await watch.look(isAsked: false)
        #expect(has("sakarkiv_tokens_refused 0") && authorizer.generation == 0 && logged("as they were read before") == 1)
        await watch.look(isAsked: false)
        #expect(logged("as they were read before") == 1)
        _ = try temporary.write("tokens.json", "half")
        await watch.look(isAsked: false)
        #expect(has("sakarkiv_tokens_refused 1") && has("sakarkiv_tokens_refusals_total 2"))
    }

    @Test func `a file that others can read does not count, though it is right, until it is closed again`() async throws {
        _ = try temporary.write("tokens.json", Self.file(["per"]), mode: 0o644)
        for _ in 0..<3 { await watch.look(isAsked: false) }
        #expect(who("token-per") == nil && who("token-kari") != nil && authorizer.generation == 0)
        #expect(has("sakarkiv_tokens_refused 1") && logged("file_exposed") == 1)
        _ = try temporary.write("tokens.json", Self.file(["per"]))
        await watch.look(isAsked: false)
        #expect(who("token-per") != nil && who("token-kari") == nil && has("sakarkiv_tokens_refused 0"))
    }

    @Test func `the file is looked at by the clock`() async throws {
        let running = Task { try await watch.run() }
        await clock.waitForSleepers(1)
        _ = try temporary.write("tokens.json", Self.file(["per"]))
        clock.advance(by: TokensWatch.lookInterval - .seconds(1))
        #expect(who("token-per") == nil)
        clock.advance(by: .seconds(1))
        // It sleeps again when it has looked.
        await clock.waitForSleepers(1)
        #expect(who("token-per") != nil && who("token-kari") == nil)
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
    }
}
