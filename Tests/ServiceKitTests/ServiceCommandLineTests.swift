import Foundation
import Testing

@testable import ServiceKit

struct ServiceCommandLineTests {
    private let secret = ConfigurationKey("SAKARKIV_REGISTRY_KEY", .optional(.text), secret: true, "a key")

    private func outcome(_ arguments: [String], _ environment: [String: String] = [:]) -> ServiceCommandLine.Outcome {
        let definition = ServiceDefinition(.registry, summary: "cases and journal", keys: [secret.listed]) { _ in }
        return ServiceCommandLine(definition, arguments: ["registry"] + arguments, environment: environment).outcome
    }

    private func finished(_ outcome: ServiceCommandLine.Outcome) -> (text: String, code: ExitCode)? {
        guard case .finished(let text, let code) = outcome else { return nil }
        return (text, code)
    }

    @Test func `help names every key with its default`() throws {
        let help = try #require(finished(outcome(["--help"])))
        #expect(help.code == .ok)
        #expect(help.text.hasPrefix("registry: cases and journal\n"))
        for key in SuiteKeys(.registry).listed + [secret.listed] { #expect(help.text.contains(key.name)) }
        #expect(help.text.contains("7410"))
    }

    @Test func `check-config prints the effective values and ends with 0`() throws {
        let checked = try #require(
            finished(outcome(["--check-config"], ["SAKARKIV_DATA": "/srv/a", "SAKARKIV_REGISTRY_KEY": "hush", "SAKARKIV_NEWS": "x"])))
        #expect(checked.code == .ok)
        #expect(checked.text.contains("/srv/a"))
        #expect(checked.text.contains("listens on 127.0.0.1 port 7410, reached at http://127.0.0.1:7410"))
        #expect(checked.text.contains("warning: SAKARKIV_NEWS"))
        #expect(!checked.text.contains("hush"))
    }

    @Test func `check-config tells every fault and ends with 78`() throws {
        let checked = try #require(
            finished(outcome(["--check-config"], ["SAKARKIV_LOG": "paper", "SAKARKIV_INSTANCE": "0", "SAKARKIV_DATE": "/x"])))
        #expect(checked.code == .configuration)
        for key in ["SAKARKIV_LOG", "SAKARKIV_INSTANCE", "SAKARKIV_DATE"] { #expect(checked.text.contains("fault: \(key)")) }
    }

    @Test func `what only makes sense together is checked too`() throws {
        let checked = try #require(finished(outcome(["--check-config"], ["SAKARKIV_REGISTRY_ADDRESS": "0.0.0.0"])))
        #expect(checked.code == .configuration)
        #expect(checked.text.contains("unreachable_address"))
    }

    @Test func `check-config says what a start would refuse, and makes nothing`() throws {
        let data = try TemporaryDirectory()
        let open = ["SAKARKIV_DATA": data.path, "SAKARKIV_REGISTRY_ADDRESS": "0.0.0.0", "SAKARKIV_REGISTRY_URL": "http://r"]
        let checked = try #require(finished(outcome(["--check-config"], open)))
        #expect(checked.code == .configuration)
        #expect(checked.text.contains("no_tokens_configured"))
        _ = outcome(["--check-config"], ["SAKARKIV_DATA": data.path])
        #expect(try FileManager.default.contentsOfDirectory(atPath: data.path).isEmpty)
    }

    @Test func `a wrong configuration does not start`() throws {
        #expect(try #require(finished(outcome([], ["SAKARKIV_LOG": "paper"]))).code == .configuration)
    }

    @Test func `a word that means nothing is a usage fault`() throws {
        let told = try #require(finished(outcome(["--verbose"])))
        #expect(told.code == .usage)
        #expect(told.text.contains("--help"))
    }

    @Test func `without arguments the service runs`() {
        guard case .run(_, let warnings) = outcome([], ["SAKARKIV_NEWS": "x"]) else {
            Issue.record("it does not")
            return
        }
        #expect(warnings.contains("SAKARKIV_NEWS"))
    }
}
