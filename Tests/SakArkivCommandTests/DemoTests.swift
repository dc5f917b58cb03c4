import Contracts
import Crypto
import Foundation
import Synchronization
import Testing

@testable import SakArkivCommand

struct DemoTests {
    /// A trace id for each message.
    private static func trace(_ id: String) -> String { String(SHA256.hex(id).prefix(32)) }

    /// Documents that takes any upload, notifications with one feed, and a short way for the message that is followed.
    private func others(_ services: ScriptedServices) {
        for name in ["soeknad.txt", "situasjonsplan.pdf", "fasader.pdf"] {
            services.handle("PUT /filer/\(DemoFiles.reference(DemoFiles.bytes(name) ?? Data()))") { request in
                SHA256.hex(request.body) == request.url.components(separatedBy: "sha256:").last?.prefix(64).description
                    ? ScriptedServices.json(201, [:]) : ScriptedServices.problem(422, "another checksum")
            }
        }
        let trace = Self.trace("demo-03-hamar-vedtak")
        services.answer("POST /abonnementer", status: 201, ["id": "a-1"])
        services.handle("GET /abonnementer/a-1/hendelser") { request in
            let isWaiting = request.url.contains("vent=")
            let news: JSONValue = ["cursor": 5, "traceparent": .string("00-\(trace)-00f067aa0ba902b7-01")]
            return ScriptedServices.json(200, ["treff": isWaiting ? [news] : [], "cursor": 4])
        }
        let way: JSONValue = [
            ["kind": "message", "topic": "s.inbound.byggsak", "partition": 3, "offset": 1, "time": "2026-11-22T20:00:00.400Z"],
            ["kind": "command", "topic": "s.registry.commands", "partition": 3, "offset": 1, "time": "2026-11-22T20:00:00.404Z"],
            [
                "kind": "commit", "topic": "s.registry.commits", "partition": 3, "offset": 9, "time": "2026-11-22T20:00:00.420Z",
                "commit": [
                    "kommune": "970540008", "decided": "2026-11-22T20:00:00.410Z", "sequence": 9,
                    "events": [["type": "journalpost.opprettet"]],
                    "cause": ["topic": "s.registry.commands", "partition": 3, "offset": 1],
                ],
            ],
        ]
        for id in ["demo-01-hamar-byggesoeknad", "demo-03-hamar-vedtak"] {
            services.handle("GET /admin/trace/\(Self.trace(id))") { request in
                ScriptedServices.json(200, ["records": request.url.contains(":7410") ? way : [], "examined": 3])
            }
        }
        let partition: JSONValue = ["partition": 3, "role": "owner", "commits": ["published": 99], "inputs": []]
        services.answer("GET /admin/status", ["partitions": [partition], "quarantine": ["open": 0]])
    }

    /// A registry that numbers what it gets and refuses the message that is to be refused.
    private func registry() -> ScriptedServices {
        let services = ScriptedServices()
        let state = Mutex((municipalities: [JSONValue](), receipts: [String: JSONValue](), sent: [JSONValue]()))
        others(services)
        services.handle("GET /kommuner") { _ in ScriptedServices.json(200, ["treff": .array(state.withLock { $0.municipalities })]) }
        services.handle("POST /kommuner") { request in
            guard let body = try? JSONValue.parse(request.body) else { return ScriptedServices.problem(400, "no JSON") }
            state.withLock { $0.municipalities.append(body) }
            return ScriptedServices.json(201, body)
        }
        services.handle("POST /cloudevents") { request in
            guard let event = try? JSONValue.parse(request.body), let id = event["id"]?.text else {
                return ScriptedServices.problem(400, "?")
            }
            let type = "no.ks.fiks.arkiv.v1"
            state.withLock { state in
                guard state.receipts[id] == nil else { return }
                let number = Int64(state.receipts.count + 1)
                let common: [String: JSONValue] = [
                    "time": "2026-11-22T20:00:00.500Z", "kommune": event["kommune"] ?? .null,
                    "traceparent": .string("00-\(Self.trace(id))-00f067aa0ba902b7-01"),
                ]
                let answer: JSONValue =
                    id.contains("avvist")
                    ? ["type": .string("\(type).feilmelding.ugyldigforespoersel"), "data": ["feilmelding": "to feil"]]
                    : [
                        "type": .string("\(type).x.kvittering"),
                        "data": ["mappeKvittering": ["saksaar": 2026, "sakssekvensnummer": .int(number)]],
                    ]
                state.receipts[id] = .object((answer.members ?? [:]).merging(common) { $1 })
                state.sent.append(event)
            }
            return ScriptedServices.json(202, ["id": .string(id)])
        }
        services.handle("GET /receipts") { request in
            let id = request.url.components(separatedBy: "&id=").last ?? ""
            return ScriptedServices.json(200, .array(state.withLock { $0.receipts[id].map { [$0] } ?? [] }))
        }
        return services
    }

    @Test func `the demo shows every number, and the refusal with its reason`() async throws {
        let run = try await CommandRun.of(["demo"], registry())
        #expect(run.code == .ok)
        #expect(run.output.contains("✓ Hamar (970540008) created"))
        #expect(run.output.contains("01-hamar-byggesoeknad.xml"))
        #expect(run.output.contains("sak 2026/1"))
        #expect(run.output.contains("to feil"))
        #expect(run.output.contains("/saksmapper/2026/1?kommune=970540008"))
        #expect(run.output.contains("http://127.0.0.1:7440/  (paste the token in ") && run.output.contains("/tokens/saksbehandler"))
    }

    @Test func `the way of one message is shown, to the moment when a subscriber has it`() async throws {
        let run = try await CommandRun.of(["demo"], registry())
        let way = try #require(run.output.components(separatedBy: "The way of 03-hamar-vedtak.xml, in milliseconds:\n").last)
        let lines = way.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(lines.contains { $0.prefix(3) == ["20", "16", "registry"] && $0.last == "journalpost.opprettet" })
        #expect(lines.contains { $0.contains("subscriber") })
    }

    @Test func `an older demo's data are told of, with what to do`() async throws {
        let services = registry()
        services.answer("POST /cloudevents", status: 409, ["title": "Conflict", "status": 409])
        let run = try await CommandRun.of(["demo"], services)
        #expect(run.code == .refused)
        #expect(run.error.contains("--reset"))
    }

    @Test func `a second run shows the same numbers as existing`() async throws {
        let services = registry()
        let first = try await CommandRun.of(["demo", "--json"], services)
        let second = try await CommandRun.of(["demo", "--json"], services)
        #expect(try first.json.map { $0["repeat"] } == Array(repeating: .bool(false), count: DemoMessages.all.count))
        #expect(try second.json.map { $0["repeat"] } == Array(repeating: .bool(true), count: DemoMessages.all.count))
        #expect(try first.json.map { $0["receipt"] } == (try second.json.map { $0["receipt"] }))
        #expect(services.calls.filter { $0 == "POST /kommuner" }.count == 3)
        #expect(try await CommandRun.of(["demo"], services).output.contains("(existing)"))
    }

    @Test func `every message is there, and is one`() throws {
        for message in DemoMessages.all {
            #expect(MessageKind.isMessage(try DemoMessages.bytes(message)), "\(message.file)")
            #expect(MessageKind.isMessage(try DemoMessages.published(message)), "\(message.file)")
        }
        #expect(Set(DemoMessages.all.map(\.id)).count == DemoMessages.all.count)
    }

    @Test func `every case that comes of the demo says its class, so that none lies under the municipality's default`() throws {
        for message in DemoMessages.all where !message.id.contains("avvist") {
            let text = String(decoding: try DemoMessages.bytes(message), as: UTF8.self)
            let isCase = text.contains("<mappe") || text.contains(#""mappe": {"#)
            #expect(text.contains("klasseID") == isCase, "\(message.file)")
        }
    }

    @Test func `every file that a message refers to goes with it, and no other`() throws {
        for message in DemoMessages.all {
            let text = String(decoding: try DemoMessages.bytes(message), as: UTF8.self)
            let references = text.matches(of: #/(?:<referanseDokumentfil>|"referanseDokumentfil": ")([^<"]+)/#).map { String($0.output.1) }
            switch message.files {
            case .none: #expect(references.isEmpty)
            case .uploaded(let names): #expect(try references == DemoMessages.files(names).map { DemoFiles.reference($0.bytes) })
            case .packed(let names), .within(let names): #expect(references == names)
            }
        }
    }

    @Test func `the drawings are whole PDF files that say PDF/A-1b`() throws {
        for name in ["situasjonsplan.pdf", "fasader.pdf"] {
            let bytes = try #require(DemoFiles.bytes(name))
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(bytes.starts(with: Data("%PDF-1.4".utf8)) && text.hasSuffix("%%EOF\n"))
            #expect(text.contains("pdfaid:part=\"1\" pdfaid:conformance=\"B\""))
            // Each entry of the cross-reference table leads to its object.
            let start = try #require(text.firstMatch(of: #/startxref\n(\d+)\n/#).flatMap { Int($0.output.1) })
            let table = String(decoding: bytes[start...], as: UTF8.self)
            let places = table.matches(of: #/(\d{10}) 00000 n /#).compactMap { Int($0.output.1) }
            #expect(places.count == 5)
            for (index, place) in places.enumerated() { #expect(bytes[place...].starts(with: Data("\(index + 1) 0 obj".utf8))) }
        }
    }
}
