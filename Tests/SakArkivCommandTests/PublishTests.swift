import Contracts
import Foundation
import Testing

@testable import SakArkivCommand

struct PublishTests {
    private let hamar = ["--kommune", "970540008"]

    private func accepting() -> ScriptedServices {
        let services = ScriptedServices()
        services.answer("POST /cloudevents", status: 202, ["id": "x"])
        return services
    }

    private func events(_ services: ScriptedServices) throws -> [JSONValue] {
        try services.requests.filter { $0.method == "POST" }.map { try JSONValue.parse($0.body) }
    }

    @Test func `XML goes as base64 in a CloudEvent, byte for byte`() async throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write("sak.xml", "\u{FEFF}<?xml version=\"1.0\"?><arkivmelding/>")
        let services = accepting()
        let run = try await CommandRun.of(["publish", file] + hamar, services, directory: directory)
        #expect(run.code == .ok)
        let event = try #require(try events(services).first)
        #expect(event["type"]?.text == "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett")
        #expect(event["source"]?.text == "/no/970540008/byggsak")
        #expect(event["kommune"]?.text == "970540008")
        #expect(event["datacontenttype"]?.text == "application/xml")
        #expect(event["data_base64"]?.text == FileManager.default.contents(atPath: file)?.base64EncodedString())
        #expect(services.requests[0].headers["Content-Type"] == "application/cloudevents+json; charset=utf-8")
        #expect(services.requests[0].headers["Authorization"] == "Bearer token-of-byggsak")
    }

    @Test func `JSON goes as data, its numbers untouched`() async throws {
        let services = accepting()
        _ = try await CommandRun.of(["publish", "-"] + hamar, services, input: "{\"mappe\":{\"tittel\":\"A\"},\"x\":1.10}")
        let body = String(decoding: services.requests[0].body, as: UTF8.self)
        #expect(body.hasSuffix("\"data\":{\"mappe\":{\"tittel\":\"A\"},\"x\":1.10}}"))
        #expect(try events(services)[0]["datacontenttype"]?.text == "application/json")
    }

    @Test func `a container is told from its first bytes`() async throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write("noe.bin", "PK\u{3}\u{4}rest")
        let services = accepting()
        _ = try await CommandRun.of(["publish", file] + hamar, services, directory: directory)
        #expect(try events(services)[0]["datacontenttype"]?.text == "application/vnd.etsi.asic-e+zip")
    }

    @Test func `a ready CloudEvent passes through byte for byte`() async throws {
        let event =
            "{ \"specversion\": \"1.0\", \"id\":\"7\",\"source\":\"/a\",\"type\":\"t\",\"kommune\":\"970540008\",\"data\":{\"n\":1.50} }"
        let services = accepting()
        _ = try await CommandRun.of(["publish", "-"], services, input: event)
        #expect(String(decoding: services.requests[0].body, as: UTF8.self) == event)
    }

    @Test func `the command line may say what a ready CloudEvent leaves out`() async throws {
        let services = accepting()
        _ = try await CommandRun.of(
            ["publish", "-"] + hamar, services, input: "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/a\",\"type\":\"t\"}")
        #expect(try events(services)[0]["kommune"]?.text == "970540008")
    }

    @Test func `an array of CloudEvents, and one a line, go one by one and in order`() async throws {
        func event(_ id: Int) -> String { "{\"specversion\":\"1.0\",\"id\":\"\(id)\",\"source\":\"/a\",\"type\":\"t\"}" }
        let services = accepting()
        _ = try await CommandRun.of(["publish", "-"], services, input: "[\(event(1)),\(event(2))]")
        _ = try await CommandRun.of(["publish", "-"], services, input: "\(event(3))\n\(event(4))\n")
        #expect(try events(services).map { $0["id"]?.text } == ["1", "2", "3", "4"])
    }

    @Test func `the same content gives the same id, another municipality another one`() {
        let bytes = Data("<a/>".utf8)
        #expect(MessageEnvelope.contentID("970540008", bytes) == MessageEnvelope.contentID("970540008", bytes))
        #expect(MessageEnvelope.contentID("970540008", bytes) != MessageEnvelope.contentID("964950679", bytes))
        #expect(MessageEnvelope.contentID("970540008", bytes).count == 32)
    }

    @Test func `a fresh id makes the same content a new message`() async throws {
        let services = accepting()
        for _ in 1...2 { _ = try await CommandRun.of(["publish", "-", "--new-id"] + hamar, services, input: "<a/>") }
        let ids = try events(services).map { $0["id"]?.text }
        #expect(ids[0] != ids[1])
    }

    @Test func `a directory gives its messages by name and leaves the rest out`() async throws {
        let directory = try TemporaryDirectory()
        for (name, text) in [
            ("ut/b.xml", "<b/>"), ("ut/a/1.json", "{\"mappe\":{}}"), ("ut/settings.json", "{\"colour\":1}"), ("ut/x.pdf", "%PDF"),
            ("ut/.hidden.xml", "<h/>"), ("ut/half.json", "{"),
        ] { try directory.write(name, text) }
        let services = accepting()
        let run = try await CommandRun.of(["publish", directory.path("ut"), "--json"] + hamar, services, directory: directory)
        #expect(try run.json.compactMap { $0["file"]?.text } == [directory.path("ut/a/1.json"), directory.path("ut/b.xml")])
        #expect(run.error.contains("3 files left out"))
    }

    @Test(arguments: [
        ("hello", ExitCode.data), ("{\"a\":1,\"a\":2}", .data), ("", .data), ("[1]", .data), ("{\"specversion\":\"1.0\"}", .data),
    ])
    func `what is no message is exit code 65 and nothing is sent`(input: String, code: ExitCode) async throws {
        let services = accepting()
        let run = try await CommandRun.of(["publish", "-"] + hamar, services, input: input)
        #expect(run.code == code)
        #expect(services.calls.isEmpty)
    }

    @Test func `a file that is not there is exit code 66`() async throws {
        let run = try await CommandRun.of(["publish", "/nowhere/a.xml"] + hamar, accepting())
        #expect(run.code == .noInput)
        #expect(run.error.contains("/nowhere/a.xml"))
    }

    @Test func `without a municipality it says which option is missing`() async throws {
        let run = try await CommandRun.of(["publish", "-"], accepting(), input: "<a/>")
        #expect(run.code == .usage)
        #expect(run.error.contains("--kommune"))
    }

    @Test func `a refusal at the door shows every fault and the others go on`() async throws {
        let services = ScriptedServices()
        services.handle("POST /cloudevents") { request in
            String(decoding: request.body, as: UTF8.self).contains("\"id\":\"1\"")
                ? ScriptedServices.problem(400, "not a message", [("/type", "unknown type"), ("/time", "no date")])
                : ScriptedServices.json(202, [:])
        }
        let lines = (1...2).map { "{\"specversion\":\"1.0\",\"id\":\"\($0)\",\"source\":\"/a\",\"type\":\"t\"}" }.joined(separator: "\n")
        let run = try await CommandRun.of(["publish", "-"], services, input: lines)
        #expect(run.code == .refused)
        #expect(run.output.contains("/type  unknown type") && run.output.contains("/time  no date"))
        #expect(run.output.contains("✓ standard input:2"))
        #expect(run.error.contains("1 of 2 published, 1 refused"))
    }

    @Test func `waiting follows the message to its numbers`() async throws {
        let services = accepting()
        let type = "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett"
        let receipt: JSONValue = [
            "type": .string("\(type).kvittering"),
            "data": [
                "mappeKvittering": ["saksaar": 2026, "sakssekvensnummer": 17, "opprettetEllerEksisterende": "Eksisterende"],
                "registreringKvittering": ["journalaar": 2026, "journalsekvensnummer": 204, "journalpostnummer": 3],
            ],
        ]
        let mottatt: JSONValue = ["type": .string("\(type).mottatt")]
        services.answer(
            "GET /receipts",
            inTurn: [
                ScriptedServices.json(200, []), ScriptedServices.json(200, [mottatt]), ScriptedServices.json(200, [mottatt, receipt]),
            ])
        let run = try await CommandRun.of(["publish", "-", "--wait", "--id", "7"] + hamar, services, input: "<a/>")
        #expect(run.code == .ok)
        #expect(run.output == "✓ standard input  sak 2026/17 (fantes), journalpost 204/2026, dokument 3 i saken\n")
        #expect(services.calls.last == "GET /receipts?source=/no/970540008/byggsak&id=7")
    }

    @Test func `waiting in vain is exit code 75 and says how to look later`() async throws {
        let services = accepting()
        services.answer("GET /receipts", [])
        let run = try await CommandRun.of(["publish", "-", "--wait", "--wait-seconds", "5"] + hamar, services, input: "<a/>")
        #expect(run.code == .temporary)
        #expect(run.error.contains("sakarkiv receipts --source /no/970540008/byggsak --id"))
    }

    @Test func `many at once lose no message`() async throws {
        let lines = (1...200).map { "{\"specversion\":\"1.0\",\"id\":\"\($0)\",\"source\":\"/a\",\"type\":\"t\"}" }.joined(separator: "\n")
        let services = accepting()
        let run = try await CommandRun.of(["publish", "-", "--parallel", "16", "--json"], services, input: lines)
        #expect(try run.json.map { $0["id"]?.text } == (1...200).map { "\($0)" })
        #expect(Set(try events(services).map { $0["id"]?.text }).count == 200)
    }
}
