import Contracts
import Foundation
import HTTPServer
import Observability
import Synchronization
import Testing
import Transfer

@testable import ServiceKit

struct ServeTests {
    private let temporary: TemporaryDirectory
    private let client = HTTPClient()

    init() throws { temporary = try TemporaryDirectory() }

    /// Runs a service with one route until `use` is done, then stops it.
    private func withService(
        _ more: [String: String] = [:], prepare: @escaping @Sendable (ServiceContext) async -> Void = { _ in },
        use: (String) async throws -> Void
    ) async throws -> ExitCode {
        let urls = AsyncStream.makeStream(of: String.self)
        let definition = ServiceDefinition(.registry, summary: "test") { context in
            var routes = ServiceRoutes(context, openAPI: Array(#"{"openapi":"3.1.0"}"#.utf8))
            routes.on(.get, "/whoami", for: [.arkivar]) { .text($0.principal.identity) }
            urls.continuation.yield(try context.serve(routes))
            await prepare(context)
        }
        let environment = ["SAKARKIV_DATA": temporary.path, "SAKARKIV_REGISTRY_PORT": "0"].merging(more) { $1 }
        let (configuration, _) = definition.table.read(environment)
        let process = try ServiceProcess(
            definition, try #require(configuration),
            circumstances: Circumstances(
                time: SystemClock(), random: .system, identifiers: CountedIdentifiers(), sink: CapturedLog()))
        async let code = run(process, closing: urls.continuation)
        for await url in urls.stream {
            do { try await use(url) } catch { Issue.record(error) }
            break
        }
        process.receive(signal: SIGTERM)
        return await code
    }

    /// A service that does not get as far as a URL must not be waited for.
    private func run(_ process: ServiceProcess, closing urls: AsyncStream<String>.Continuation) async -> ExitCode {
        let code = await process.run()
        urls.finish()
        return code
    }

    private func get(_ url: String, token: String? = nil) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: url)
        if let token { request.headers["Authorization"] = "Bearer \(token)" }
        return try await client.send(request)
    }

    @Test func `every service answers for its health, its figures and its interface`() async throws {
        let code = try await withService { url in
            #expect(try await get(url + "/healthz").status == 200)
            let metrics = try await get(url + "/metrics")
            #expect(metrics.status == 200)
            #expect(metrics.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
            let text = String(decoding: metrics.body, as: UTF8.self)
            #expect(text.contains("process_resident_memory_bytes "))
            #expect(text.contains(#"sakarkiv_build_info{commit="unknown",version="\#(SuiteVersion.text)"} 1"#))
            // The question for the figures is the one request that is under way.
            #expect(text.contains("sakarkiv_http_requests_in_flight 1\n"))
            #expect(text.contains("sakarkiv_disk_free_bytes "))
            #expect(text.contains(#"sakarkiv_http_request_duration_seconds_count{method="GET",route="/healthz",status="200"} 1"#))
            let openAPI = try await get(url + "/openapi.json")
            #expect(try JSONReader.read(openAPI.body)["openapi"]?.text == "3.1.0")
            #expect(openAPI.headers["Content-Type"] == "application/json")
        }
        #expect(code == .ok)
    }

    @Test func `a service that is rebuilding answers, is not ready, and says how far it is`() async throws {
        let gate = Gate()
        let code = try await withService(
            prepare: { context in
                context.health.add("stores") { .unhealthy("a store is rebuilt", ["rebuildRatio": .double(0.5)]) }
                await gate.wait()
                context.health.add("stores") { .healthy() }
            },
            use: { url in
                // The check is added just after the listener stands.
                var waiting = try await get(url + "/readyz")
                while try JSONReader.read(waiting.body)["checks"]?[2] == nil { waiting = try await get(url + "/readyz") }
                #expect(waiting.status == 503)
                #expect(try JSONReader.read(waiting.body)["checks"]?[2]?["details"]?["rebuildRatio"] == .double(0.5))
                #expect(try await get(url + "/healthz").status == 200)
                gate.open()
                while try await get(url + "/readyz").status != 200 { await Task.yield() }
            })
        #expect(code == .ok)
    }

    @Test func `the development token opens its role's routes only`() async throws {
        _ = try await withService { url in
            let tokens = try ["arkivar", "saksbehandler"].map {
                try String(contentsOfFile: temporary.path + "/tokens/\($0)", encoding: .utf8)
            }
            let answer = try await get(url + "/whoami", token: tokens[0])
            #expect(String(decoding: answer.body, as: UTF8.self) == "arkivar")
            #expect(try await get(url + "/whoami", token: tokens[1]).status == 403)
            let nobody = try await get(url + "/whoami")
            #expect(nobody.status == 401)
            #expect(nobody.headers["WWW-Authenticate"] == "Bearer realm=\"sakarkiv\"")
        }
    }

    @Test func `a port that is taken is refused by name`() async throws {
        _ = try await withService { url in
            let port = try #require(url.split(separator: ":").last)
            let code = try await withService(["SAKARKIV_REGISTRY_PORT": String(port), "SAKARKIV_INSTANCE": "2"]) { _ in
                Issue.record("two listeners on one port")
            }
            #expect(code == .unavailable)
        }
    }
}
