import Contracts
import Crypto
import Domain
import Foundation
import ServiceKit
import ServiceTestSupport
import Testing
import Transfer

@testable import NotificationsService

struct PartnerHostsTests {
    private func hosts(_ verter: [String]?, isDevelopment: Bool = false) throws -> PartnerHosts {
        let patterns = try verter.map { try $0.map { try #require(HostPattern($0)) } }
        return PartnerHosts(
            PartnerRegistry([Partner(navn: "byggsak", kommuner: [], kilder: [], webhookverter: patterns)]), isDevelopment: isDevelopment)
    }

    @Test(arguments: [
        ("https://varsel.example.no/a", true), ("https://VARSEL.example.no:8443/a", true), ("https://a.b.example.com/", true),
        ("https://example.com/", false), ("https://varsel.example.no.evil.com/", false), ("https://evil.com/varsel.example.no", false),
        ("https://varsel.example.no@evil.com/", false), ("https://evil.com#varsel.example.no", false), ("https://[2001:db8::1]/", true),
        ("https://[2001:db8::2]/", false), ("varsel.example.no", false),
    ])
    func `a partner's webhooks go to the hosts it is granted and nowhere else`(url: String, isAllowed: Bool) throws {
        let hosts = try hosts(["varsel.example.no", "*.example.com", "[2001:db8::1]"])
        #expect(hosts.allows(url, of: "byggsak") == isAllowed)
        #expect(!hosts.allows(url, of: "visma"), "who is no partner may use none")
    }

    @Test func `without a list no host will do, but in development any; an empty list is none in either`() throws {
        #expect(try !hosts(nil).allows("https://varsel.example.no/", of: "byggsak"))
        #expect(try hosts(nil, isDevelopment: true).allows("https://varsel.example.no/", of: "byggsak"))
        #expect(try !hosts([], isDevelopment: true).allows("https://varsel.example.no/", of: "byggsak"))
    }

    /// A partner and a caseworker with tokens of their own; the partner may have webhooks sent to these hosts.
    private func configure(_ folder: DeliveryFolder, webhookverter: String?) throws -> [String: String] {
        func write(_ name: String, _ text: String) throws -> String {
            let path = "\(folder.path)/\(name)"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            return path
        }
        try FileManager.default.createDirectory(atPath: "\(folder.path)/tokens", withIntermediateDirectories: true)
        var tokens: [String] = []
        for (identity, role) in [("byggsak", "partner"), ("saksbehandler", "saksbehandler")] {
            _ = try write("tokens/\(identity)", "token-\(identity)")
            tokens.append(
                #"{"identity": "\#(identity)", "role": "\#(role)", "sha256": "\#(SHA256.hex("token-\(identity)"))", "kommuner": "alle"}"#)
        }
        let granted = webhookverter.map { #", "webhookverter": \#($0)"# } ?? ""
        return [
            "SAKARKIV_TOKENS_FILE": try write("tokens.json", #"{"tokens": [\#(tokens.joined(separator: ","))]}"#),
            "SAKARKIV_PARTNERS_FILE": try write(
                "partners.json", #"{"partnere": [{"navn": "byggsak", "kommuner": ["970540008"], "kilder": ["/no/"]\#(granted)}]}"#),
            "SAKARKIV_NOTIFICATIONS_SECRETS_KEY": Base64.encode([UInt8](repeating: 7, count: 32)),
        ]
    }

    @Test func `another host is refused when it is subscribed to, with its place; a caseworker's webhooks are as before`() async throws {
        let folder = try await DeliveryFolder()
        let service = try await DeliveryProcess.start(in: folder, try configure(folder, webhookverter: #"["varsel.example.no"]"#))
        try await folder.setUp()
        let granted: JSONValue = ["type": "webhook", "url": "https://varsel.example.no/a"]
        let id = try #require(try await service.subscribe(granted, as: "byggsak")["id"]?.text)
        for url in ["https://varsel.example.com/a", "https://example.no/"] {
            let wish: JSONValue = [
                "navn": "Prøve", "filter": ["kommune": "970540008"], "levering": ["type": "webhook", "url": .string(url)],
            ]
            let refused = try await service.call("POST", "/abonnementer", as: "byggsak", wish)
            #expect(refused.status == 422 || refused.status == 400)
            #expect(refused.json["errors"]?[0]?["pointer"]?.text == "/levering/url")
            #expect(refused.json["errors"]?[0]?["code"]?.text == "host_not_allowed")
            let changed = try await service.call("PATCH", "/abonnementer/\(id)", as: "byggsak", ["levering": wish["levering"] ?? .null])
            #expect(changed.json["errors"]?[0]?["code"]?.text == "host_not_allowed")
            #expect(try await service.call("POST", "/abonnementer", wish).status == 201)
        }
        await service.stop()
    }

    @Test func `a host that is no longer granted gets nothing, and the owner sees why`() async throws {
        let target = try WebhookTarget { _, _ in .taken }
        let folder = try await DeliveryFolder()
        // In development, without a list, any host will do.
        var service = try await DeliveryProcess.start(in: folder)
        try await folder.setUp()
        let id = try #require(try await service.subscribe(["type": "webhook", "url": .string(target.url)], as: "byggsak")["id"]?.text)
        let partners = "\(folder.path)/partners.json"
        try Data(#"{"partnere": [{"navn": "byggsak", "kommuner": [], "kilder": [], "webhookverter": ["varsel.example.no"]}]}"#.utf8).write(
            to: URL(fileURLWithPath: partners))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: partners)
        await service.stop()
        service = try await DeliveryProcess.start(in: folder)
        #expect(
            try await service.call("POST", "/abonnementer/\(id)/proeve", as: "byggsak").json["errors"]?[0]?["code"]?.text
                == "host_not_allowed")
        try await folder.register(cases: 1)
        let stand = try await eventually("a disabled subscription") { () -> JSONValue? in
            let stand = try await service.call("GET", "/abonnementer/\(id)", as: "byggsak").json["leveringsstand"]
            return stand?["tilstand"]?.text == "deaktivert" ? stand : nil
        }
        #expect(stand["grunn"]?.text == "vertIkkeTillatt" && stand["venter"]?.integer ?? 0 > 0)
        #expect(target.all.isEmpty)
        await service.stop()
        await target.stop()
    }
}
