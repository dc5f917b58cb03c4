import CommitLog
import Contracts
import Foundation
import OutsideJudges
import ServiceKit
import ServiceTestSupport
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// What a sender over HTTP is told in the answer itself.
    struct RefusedAtOnceTests {
        @Test func `what is not JSON, and what is no CloudEvent, is refused with its faults, and is not set aside`() async throws {
            try await withRegistry { registry in
                let garbage: [UInt8] = [0xFF, 0x00, 0x7B, 0x22]
                let first = try await registry.call(
                    "POST", "/cloudevents", as: "byggsak", body: garbage, headers: [("Content-Type", "application/cloudevents+json")])
                #expect(first.status == 400)
                #expect(first.headers["Content-Type"] == ProblemDetails.contentType)
                #expect(!first.codes.isEmpty)
                let second = try await registry.post("/cloudevents", ["hei": 1], as: "byggsak")
                #expect(second.status == 400)
                let pointers = (second.json["errors"]?.elements ?? []).compactMap { $0["pointer"]?.text }
                for attribute in ["/specversion", "/id", "/source", "/type"] { #expect(pointers.contains(attribute), "\(pointers)") }
                let unknown = try await registry.send(RunningRegistry.event("1", .json(Partnermeldinger.sak("a")), kommune: nil))
                #expect(unknown.status == 422)
                // The sender has the answer and the message. What comes on a topic after it is set aside, and alone.
                try await registry.publish([NewRecord(key: nil, value: garbage)])
                let kept = try await registry.quarantine(count: 1)
                #expect(kept.map { $0["topic"]?.text } == ["sakarkiv.inbound.byggsak"])
            }
        }

        @Test func `an unknown municipality and one the partner may not write for are told apart`() async throws {
            try await withRegistry { registry in
                let unknown = try await registry.send(
                    RunningRegistry.event("1", .json(Partnermeldinger.sak("a")), kommune: RunningRegistry.loeten))
                #expect(unknown.status == 422)
                #expect(unknown.codes == ["unknown_municipality"])
                let none = try await registry.send(RunningRegistry.event("2", .json(Partnermeldinger.sak("a")), kommune: nil))
                #expect(none.status == 422)
                #expect(none.codes == ["missing_attribute"])
                try await registry.setUp("958935420", navn: "Oslo", nummer: "0301")
                let forbidden = try await registry.send(RunningRegistry.event("3", .json(Partnermeldinger.sak("a")), kommune: "958935420"))
                #expect(forbidden.status == 403)
                #expect(forbidden.codes == ["partner_not_allowed"])
                for source in ["/no/\(RunningRegistry.loeten)/byggsak", "/no/970540008/byggsak/../skole", "/no/970540008/%2e%2e/x"] {
                    let foreign = try await registry.send(RunningRegistry.event("4", .json(Partnermeldinger.sak("a")), source: source))
                    #expect(foreign.status == 403 && foreign.codes == ["source_not_allowed"], "\(foreign.text)")
                }
                #expect(try await registry.values { $0.posted("byggsak") }.isEmpty)
            }
        }

        @Test func `a batch is taken whole or not at all`() async throws {
            try await withRegistry { registry in
                let good = RunningRegistry.event("1", .json(Partnermeldinger.sak("a"))).jsonValue
                let bad = RunningRegistry.event("2", .json(Partnermeldinger.sak("a")), kommune: RunningRegistry.loeten).jsonValue
                let type = [("Content-Type", "application/cloudevents-batch+json")]
                let refused = try await registry.call(
                    "POST", "/cloudevents", as: "byggsak", body: JSONValue.array([good, bad]).encoded(), headers: type)
                #expect(refused.status == 422)
                #expect(refused.json["errors"]?[0]?["pointer"]?.text == "/1/kommune")
                #expect(try await registry.values { $0.posted("byggsak") }.isEmpty)
                let taken = try await registry.call(
                    "POST", "/cloudevents", as: "byggsak", body: JSONValue.array([good]).encoded(), headers: type)
                #expect(taken.status == 202)
                #expect(taken.json[0]?["id"]?.text == "1")
            }
        }

        @Test func `a hundred megabytes are refused before they are sent`() async throws {
            try await withRegistry { registry in
                let head = """
                    POST /cloudevents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(try registry.token(of: "byggsak"))\r
                    Content-Type: application/cloudevents+json\r\nContent-Length: 104857600\r\nExpect: 100-continue\r\n\r\n
                    """
                let answer = try RawConnection.ask(registry.url, head)
                #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(answer)")
                #expect(answer.lowercased().contains("application/problem+json"), "\(answer)")
            }
        }

        @Test func `who has no token, a wrong one, or another role is told so`() async throws {
            try await withRegistry { registry in
                let event = RunningRegistry.event("1", .json(Partnermeldinger.sak("a")))
                #expect(try await registry.call("POST", "/cloudevents", as: nil, body: event.encoded()).status == 401)
                let wrong = try await registry.call(
                    "POST", "/cloudevents", as: nil, body: event.encoded(), headers: [("Authorization", "Bearer x")])
                #expect(wrong.status == 401)
                #expect(wrong.headers["Content-Type"] == ProblemDetails.contentType)
                #expect(try await registry.send(event, as: "saksbehandler").status == 403)
                #expect(try await registry.post("/kommuner", RunningRegistry.kommune(), as: "byggsak").status == 403)
                #expect(try await registry.get("/quarantine", as: "saksbehandler").status == 403)
            }
        }
    }
}
