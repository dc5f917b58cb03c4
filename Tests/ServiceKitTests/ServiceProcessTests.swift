import Contracts
import Crypto
import Foundation
import HTTPServer
import Observability
import Synchronization
import Testing

@testable import ServiceKit

struct ServiceProcessTests {
    private struct Oops: Error {}

    private let temporary: TemporaryDirectory
    private let clock = ManualClock()
    private let log = CapturedLog()

    init() throws { temporary = try TemporaryDirectory() }

    private func process(
        _ more: [String: String] = [:], start: @escaping @Sendable (ServiceContext) async throws -> Void
    ) throws -> ServiceProcess {
        let definition = ServiceDefinition(.registry, summary: "test", start: start)
        let environment = ["SAKARKIV_DATA": temporary.path + "/data", "SAKARKIV_REGISTRY_PORT": "0"].merging(more) { $1 }
        let (configuration, findings) = definition.table.read(environment)
        return try ServiceProcess(
            definition, try #require(configuration, "\(findings)"),
            circumstances: Circumstances(time: clock, random: .system, identifiers: CountedIdentifiers(), sink: log))
    }

    private func logged(_ message: String) -> [JSONValue] {
        // Lines are JSON by the logger's own tests; one that is not is none of those asked for.
        log.lines.compactMap { try? JSONReader.read(Array($0.utf8)) }.filter { $0["message"]?.text == message }
    }

    @Test func `a service starts, says where it stands, and stops in order on a signal`() async throws {
        let begun = Gate()
        let order = Mutex<[String]>([])
        let process = try process { context in
            context.shutdown.add("log", .resources) { _ in order.withLock { $0.append("log") } }
            context.shutdown.add("listener", .requests) { _ in order.withLock { $0.append("listener") } }
            context.shutdown.add("owner") { _ in order.withLock { $0.append("owner") } }
            context.shutdown.add("publisher") { _ in order.withLock { $0.append("publisher") } }
            begun.open()
        }
        let pidFile = temporary.path + "/data/run/registry-1.pid"
        async let code = process.run()
        await begun.wait()
        #expect(FileManager.default.fileExists(atPath: pidFile))
        process.receive(signal: SIGTERM)
        #expect(await code == .ok)
        #expect(order.withLock { $0 } == ["listener", "publisher", "owner", "log"])
        #expect(!FileManager.default.fileExists(atPath: pidFile))
        #expect(logged("stopped in order").count == 1)
        #expect(log.lines.contains { $0.contains("development mode") })
    }

    @Test func `a second process on the same stores is refused by name`() async throws {
        let begun = Gate()
        let first = try process { _ in begun.open() }
        async let code = first.run()
        await begun.wait()
        let second = try process { _ in Issue.record("started") }
        #expect(await second.run() == .temporary)
        #expect(logged("the service cannot run").first?["code"]?.text == "store_in_use")
        let third = try process(["SAKARKIV_INSTANCE": "2"]) { context in
            context.stop(because: StartRefusal("enough", "test", exitCode: .dataError))
        }
        #expect(await third.run() == .dataError)
        first.receive(signal: SIGINT)
        #expect(await code == .ok)
    }

    @Test func `two installations with one data directory are refused by name`() async throws {
        let first = try process { context in context.stop(because: StartRefusal("enough", "test", exitCode: .ok)) }
        #expect(await first.run() == .ok)
        let second = try process(["SAKARKIV_TOPIC_PREFIX": "other."]) { _ in Issue.record("started") }
        #expect(await second.run() == .configuration)
        #expect(logged("the service cannot run").last?["code"]?.text == "installation_mismatch")
    }

    @Test func `a start that fails stops what it had begun and says why`() async throws {
        let stopped = Mutex(0)
        let refused = try process { context in
            context.shutdown.add("half") { _ in stopped.withLock { $0 += 1 } }
            throw StartRefusal("broker_away", "no broker answers", exitCode: .unavailable)
        }
        #expect(await refused.run() == .unavailable)
        #expect(stopped.withLock { $0 } == 1)
        let broken = try process { _ in throw Oops() }
        #expect(await broken.run() == .software)
        #expect(logged("the service cannot run").map { $0["code"]?.text } == ["broker_away", "start_failed"])
    }

    @Test func `a failure while running stops the service with its exit code`() async throws {
        let process = try process { context in
            Task { context.stop(because: StartRefusal("sequence_gap", "the log has a hole", exitCode: .dataError)) }
        }
        #expect(await process.run() == .dataError)
    }

    @Test func `work that outlasts the grace period is cut off`() async throws {
        let begun = Gate()
        let process = try process(["SAKARKIV_GRACE_SECONDS": "5"]) { context in
            context.shutdown.add("slow") { _ in
                begun.open()
                try await context.time.sleep(for: .seconds(3_600))
            }
        }
        async let code = process.run()
        process.receive(signal: SIGTERM)
        await begun.wait()
        await clock.waitForSleepers(2)
        clock.advance(by: .seconds(5))
        #expect(await code == .temporary)
    }

    @Test func `a second signal stops at once`() async throws {
        let begun = Gate()
        let process = try process { context in
            context.shutdown.add("slow") { _ in
                begun.open()
                try await context.time.sleep(for: .seconds(3_600))
            }
        }
        async let code = process.run()
        process.receive(signal: SIGTERM)
        await begun.wait()
        process.receive(signal: SIGINT)
        #expect(await code == .signal(SIGINT))
    }

    @Test func `a signal ends a start that takes long`() async throws {
        let begun = Gate()
        let process = try process { context in
            begun.open()
            try await context.time.sleep(for: .seconds(3_600))
        }
        async let code = process.run()
        await begun.wait()
        process.receive(signal: SIGTERM)
        #expect(await code == .ok)
    }

    @Test func `at a hang-up the tokens file is read again, and nothing stops`() async throws {
        func file(_ token: String) throws -> String {
            try temporary.write(
                "tokens.json",
                #"{"tokens": [{"identity": "o", "role": "operator", "sha256": "\#(SHA256.hex(token))", "kommuner": "alle"}]}"#)
        }
        let begun = Gate()
        let authorizer = Mutex<Authorizer?>(nil)
        let process = try process(["SAKARKIV_TOKENS_FILE": try file("one")]) { context in
            authorizer.withLock { $0 = context.authorizer }
            begun.open()
        }
        async let code = process.run()
        await begun.wait()
        _ = try file("two")
        process.receive(signal: SIGHUP)
        process.receive(signal: SIGTERM)
        #expect(await code == .ok)
        // Signals are taken one after the other: it was read before the end.
        let credentials = try #require(authorizer.withLock { $0 }).credentials
        #expect(credentials.principal(of: "two")?.identity == "o" && credentials.principal(of: "one") == nil)
        #expect(logged("other tokens count from now on").count == 1)
    }

    @Test func `a hang-up without a tokens file stops nothing`() async throws {
        let begun = Gate()
        let process = try process { _ in begun.open() }
        async let code = process.run()
        await begun.wait()
        process.receive(signal: SIGHUP)
        process.receive(signal: SIGTERM)
        #expect(await code == .ok)
        #expect(logged("there is no file to read again: the tokens were made by the service itself").count == 1)
    }

    @Test func `a step that fails is logged, the next runs, and the exit code tells`() async throws {
        let ran = Mutex(false)
        let begun = Gate()
        let process = try process { context in
            context.shutdown.add("second") { _ in ran.withLock { $0 = true } }
            context.shutdown.add("first") { _ in throw Oops() }
            begun.open()
        }
        async let code = process.run()
        await begun.wait()
        process.receive(signal: SIGTERM)
        #expect(await code == .software)
        #expect(ran.withLock { $0 })
    }
}
