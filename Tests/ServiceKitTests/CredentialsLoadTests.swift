import Crypto
import Domain
import Observability
import Testing

@testable import ServiceKit

struct CredentialsLoadTests {
    private let data: TemporaryDirectory

    init() throws { data = try TemporaryDirectory() }

    private func settings(_ more: [String: String]) throws -> SuiteSettings {
        let table = ConfigurationTable(service: .registry, keys: SuiteKeys(.registry).listed)
        let (configuration, findings) = table.read(["SAKARKIV_DATA": data.path].merging(more) { $1 })
        return try SuiteSettings(.registry, try #require(configuration, "\(findings)"))
    }

    @Test func `on loopback tokens are made, and byggsak is a partner`() throws {
        let credentials = try Credentials.load(try settings([:]), random: .system)
        #expect(credentials.isDevelopment)
        let token = try String(decoding: #require(try PrivateFile.read(data.path + "/tokens/byggsak")), as: UTF8.self)
        let principal = credentials.principal(of: token)
        #expect(principal?.role == .partner)
        #expect(principal?.partner == "byggsak")
    }

    @Test func `on any other address configured tokens are needed`() throws {
        let open = ["SAKARKIV_REGISTRY_ADDRESS": "0.0.0.0", "SAKARKIV_REGISTRY_URL": "http://r"]
        let refusal = #expect(throws: StartRefusal.self) { try Credentials.load(try settings(open), random: .system) }
        #expect(refusal?.code == "no_tokens_configured")
        #expect(refusal?.exitCode == .configuration)
        #expect(try PrivateFile.read(data.path + "/tokens/byggsak") == nil)
        let digest = SHA256.hex("t")
        let file = try data.write(
            "tokens.json", "{\"tokens\":[{\"identity\":\"o\",\"role\":\"operator\",\"sha256\":\"\(digest)\",\"kommuner\":\"alle\"}]}")
        let configured = try Credentials.load(try settings(open.merging(["SAKARKIV_TOKENS_FILE": file]) { $1 }), random: .system)
        #expect(!configured.isDevelopment)
        #expect(configured.principal(of: "t")?.role == .operator)
    }

    @Test func `configured tokens replace development tokens also on loopback`() throws {
        let refusal = #expect(throws: StartRefusal.self) {
            try Credentials.load(try settings(["SAKARKIV_TOKENS_FILE": data.path + "/missing"]), random: .system)
        }
        #expect(refusal?.code == "tokens_invalid")
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o660, 0o602, 0o666])
    func `a tokens file that others can read or write is refused with its own exit code`(mode: Int) throws {
        let file = try data.write("tokens.json", "{\"tokens\":[]}", mode: mode)
        let refusal = #expect(throws: StartRefusal.self) {
            try Credentials.load(try settings(["SAKARKIV_TOKENS_FILE": file]), random: .system)
        }
        #expect(refusal?.code == "file_exposed" && refusal?.exitCode == .noPermission)
        #expect(refusal?.message.contains(file) == true && refusal?.message.contains("chmod 600") == true)
    }

    @Test func `a misspelt member is refused: an archivist whose klarering is not read would be cleared for all`() throws {
        let token = "{\"identity\":\"a\",\"role\":\"arkivar\",\"sha256\":\"\(SHA256.hex("t"))\",\"kommuner\":\"alle\",\"klaring\":[]}"
        let file = try data.write("tokens.json", "{\"tokens\":[\(token)]}")
        let refusal = #expect(throws: StartRefusal.self) {
            try Credentials.load(try settings(["SAKARKIV_TOKENS_FILE": file]), random: .system)
        }
        #expect(refusal?.code == "tokens_invalid" && refusal?.message.contains("/tokens/0/klaring: «klaring» is not known here") == true)
        let partner = Array("{\"partnere\":[{\"navn\":\"skole\",\"kommuner\":[],\"kilder\":[],\"klaring\":[]}]}".utf8)
        #expect(throws: Rejection.self) { try PartnerRegistry.parse(partner) }
    }

    @Test func `a damaged tokens file names the file and the place`() throws {
        let file = try data.write("tokens.json", "{\"tokens\":[{}]}")
        let refusal = #expect(throws: StartRefusal.self) {
            try Credentials.load(try settings(["SAKARKIV_TOKENS_FILE": file]), random: .system)
        }
        #expect(refusal?.message.contains(file) == true)
        #expect(refusal?.message.contains("/tokens/0/role") == true)
    }
}
