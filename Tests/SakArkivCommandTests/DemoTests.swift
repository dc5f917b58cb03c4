import Contracts
import Foundation
import Synchronization
import Testing

@testable import SakArkivCommand

struct DemoTests {
    /// A registry that numbers what it gets and refuses the message that is to be refused.
    private func registry() -> ScriptedServices {
        let services = ScriptedServices()
        let state = Mutex((municipalities: [JSONValue](), receipts: [String: JSONValue]()))
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
                state.receipts[id] =
                    id.contains("avvist")
                    ? ["type": .string("\(type).feilmelding.ugyldigforespoersel"), "data": ["feilmelding": "to feil"]]
                    : [
                        "type": .string("\(type).x.kvittering"),
                        "data": ["mappeKvittering": ["saksaar": 2026, "sakssekvensnummer": .int(number)]],
                    ]
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
        }
        #expect(Set(DemoMessages.all.map(\.id)).count == DemoMessages.all.count)
    }
}
