import Contracts
import Crypto
import Domain
import DomainTestSupport
import Foundation
import ServiceTestSupport
import Testing

@testable import NotificationsService

@Suite struct AccessTests {
    @Test(.timeLimit(.minutes(5)))
    func `nobody subscribes to what is not theirs, and what is not allowed is told in full`() async throws {
        let folder = try DataFolder()
        let logg = try await Registerlogg(folder)
        var register = try Registerproeve()
        _ = try register.sak("Hemmelig tittel", ansvarlig: "Kari", skjermet: "13")
        try await logg.write(newOf: register)
        let service = try await RunningNotifications.start(in: folder)
        let id = try await service.subscribe(["hendelsestyper": ["saksmappe.opprettet"]])

        func create(_ body: JSONValue, as identity: String = "saksbehandler") async throws -> RunningNotifications.Answer {
            try await service.call("POST", "/abonnementer", as: identity, body)
        }
        let filter: JSONValue = ["kommune": "970540008", "saksmappe": "2026/1"]
        let wish: JSONValue = ["navn": "x", "filter": filter, "levering": ["type": "sse"]]
        // Before the case is known here, nobody can know that it is screened, nor that it is there.
        let screened = try await eventually("the case is known") {
            let answer = try await create(wish)
            return [201, 404].contains(answer.status) ? nil : answer
        }
        #expect(screened.status == 403 && screened.codes == ["not_allowed"], "\(screened.status) \(screened.text)")
        #expect(try await create(wish, as: "arkivar").status == 201)
        #expect(try await create(wish, as: "operator").status == 403)
        let faults = try await create(["navn": "x", "filter": ["kommune": "1"], "levering": ["type": "sse", "url": "http://x/"]])
        #expect(faults.status == 422 && faults.codes.count == 2)
        #expect(try await service.get("/abonnementer/\(id)", as: "arkivar").status == 404)
        #expect(try await service.get("/abonnementer/\(id)/hendelser", as: "byggsak").status == 404)
        #expect(try await service.get("/abonnementer/\(id)", as: nil).status == 401)
        #expect(try await service.get("/abonnementer/tull").status == 400)
        await service.stop()
        await logg.close()
    }

    @Test(.timeLimit(.minutes(5)))
    func `a token for one municipality subscribes to no other, and what it is cleared for counts when it reads`() async throws {
        let folder = try DataFolder()
        let logg = try await Registerlogg(folder)
        var register = try Registerproeve()
        let tokens = [("open", "eva", "[]"), ("cleared", "eva", "[\"13\"]"), ("colleague", "ola", "[]")].map { name, identity, klarering in
            """
            {"identity": "\(identity)", "role": "saksbehandler", "sha256": "\(SHA256.hex(Array("\(name)-token-of-32-characters-and-more".utf8)))",
             "kommuner": ["970540008"], "klarering": \(klarering)}
            """
        }
        let file = "\(folder.path)/tokens.json"
        try Data("{\"tokens\": [\(tokens.joined(separator: ","))]}".utf8).write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        try FileManager.default.createDirectory(atPath: "\(folder.path)/tokens", withIntermediateDirectories: true)
        for name in ["open", "cleared", "colleague"] {
            try Data("\(name)-token-of-32-characters-and-more".utf8).write(to: URL(fileURLWithPath: "\(folder.path)/tokens/\(name)"))
        }
        try await logg.write(newOf: register)
        let service = try await RunningNotifications.start(
            in: folder,
            ["SAKARKIV_TOKENS_FILE": file, "SAKARKIV_NOTIFICATIONS_SECRETS_KEY": Data(repeating: 7, count: 32).base64EncodedString()])
        let id = try await service.subscribe(as: "open")
        let elsewhere = try await service.call(
            "POST", "/abonnementer", as: "open", ["navn": "x", "filter": ["kommune": "964950679"], "levering": ["type": "sse"]])
        #expect(elsewhere.status == 403 && elsewhere.json["errors"]?[0]?["pointer"] == "/filter/kommune")
        let kari = try await service.subscribe(["saksansvarlig": "Kari"], as: "open")
        _ = try register.sak("Hemmelig tittel", ansvarlig: "Kari", skjermet: "13")
        try await logg.write(newOf: register)
        func told(_ identity: String) async throws -> JSONValue {
            try await eventually("the case") { try await service.get("/abonnementer/\(id)/hendelser", as: identity).json["treff"]?[0] }
        }
        let (open, cleared) = (try await told("open"), try await told("cleared"))
        #expect(open["type"] == "skjermet" && open["saksmappe"] == nil && open["mappeID"] == nil)
        #expect(cleared["type"] == "saksmappe.opprettet" && cleared["mappeID"] == "2026/1" && cleared["offentligTittel"] == nil)
        #expect(open["cursor"] == cleared["cursor"])
        // That something matches a narrow subscription would tell what it is about: it is left out, and the cursor moves on.
        let hidden = try await service.get("/abonnementer/\(kari)/hendelser", as: "open")
        #expect(hidden.cursors.isEmpty && hidden.json["cursor"] == open["cursor"])
        #expect(try await service.get("/abonnementer/\(kari)/hendelser", as: "cleared").cursors.count == 1)
        #expect(try await service.get("/abonnementer/\(kari)", as: "open").json["ulest"] == 0)
        #expect(cleared["saksansvarlig"] == nil && cleared["administrativEnhet"] == nil)
        #expect(try await service.get("/meg", as: "cleared").json["klarering"] == ["13"])
        // Which case the colleagues follow, and by which name, is for those who see it.
        let wish: JSONValue = [
            "navn": "Hemmelig tittel", "eier": "rolle", "filter": ["kommune": "970540008", "saksmappe": "2026/1"],
            "levering": ["type": "sse"],
        ]
        let shared = try #require(try await service.call("POST", "/abonnementer", as: "cleared", wish).json["id"]?.text)
        let list = try await service.get("/abonnementer?kommune=970540008", as: "colleague")
        #expect(list.status == 200 && list.json["treff"] == [])
        #expect(try await service.get("/abonnementer/\(shared)?kommune=970540008", as: "colleague").status == 404)
        #expect(try await service.get("/abonnementer/\(shared)?kommune=970540008", as: "cleared").status == 200)
        await service.stop()
        await logg.close()
    }

    @Test(.timeLimit(.minutes(5)))
    func `the page is served without a token, in the language asked for, under a strict policy`() async throws {
        let folder = try DataFolder()
        let logg = try await Registerlogg(folder)
        let service = try await RunningNotifications.start(in: folder)
        let page = try await service.get("/", as: nil, headers: [("Accept-Language", "nb;q=0.5, nn, en;q=0.9")])
        #expect(page.status == 200 && page.text.contains("<html lang=\"nn\">"))
        let policy = try #require(page.headers["Content-Security-Policy"])
        #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self'") && !policy.contains("unsafe"))
        #expect(!page.text.contains("<script>") && !page.text.contains("style=") && !page.text.contains("https://"))
        #expect(try await service.get("/", as: nil).text.contains("<html lang=\"nb\">"))
        for name in ["app.js", "logikk.js", "tekster.js", "tjeneste.js", "stil.css", "ikon.svg"] {
            let file = try await service.get("/side/\(name)", as: nil)
            #expect(file.status == 200)
            let tag = try #require(file.headers["ETag"])
            #expect(try await service.get("/side/\(name)", as: nil, headers: [("If-None-Match", tag)]).status == 304)
        }
        for name in ["index.html", "..%2FPageFiles.swift", "nope.js"] {
            #expect(try await service.get("/side/\(name)", as: nil).status == 404, "\(name)")
        }
        await service.stop()
        await logg.close()
    }

    @Test(.timeLimit(.minutes(5)))
    func `every operation that is described exists, and asks who is there`() async throws {
        // The link in an e-mail is signed itself.
        let open: Set<String> = ["/", "/side/{fil}", "/epost/{token}", "/healthz", "/readyz", "/metrics", "/openapi.json"]
        let folder = try DataFolder()
        let logg = try await Registerlogg(folder)
        let service = try await RunningNotifications.start(in: folder)
        let paths = try #require(try await service.get("/openapi.json", as: nil).json["paths"]?.members)
        var count = 0
        for (path, operations) in paths where !open.contains(path) {
            let concrete = path.split(separator: "/").map { $0.hasPrefix("{") ? "1" : String($0) }.joined(separator: "/")
            for method in operations.members?.keys.sorted() ?? [] where method != "parameters" {
                let answer = try await service.call(method.uppercased(), "/\(concrete)", as: nil)
                #expect(answer.status == 401, "\(method) \(path): \(answer.status) \(answer.text)")
                count += 1
            }
        }
        #expect(count > 14)
        await service.stop()
        await logg.close()
    }
}
