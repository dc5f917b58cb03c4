import Contracts
import Foundation
import Testing

@testable import SakArkivCommand

struct QuarantineTests {
    private let message: JSONValue = [
        "id": "12", "received": "2026-02-03T04:05:06.789Z", "topic": "sakarkiv.inbound.byggsak", "partition": 0, "offset": 41,
        "reason": [
            ["pointer": "", "code": "not_json", "message": "byte 0 is no JSON"], ["pointer": "/a", "code": "x", "message": "and more"],
        ],
        "bytes": 5, "state": "open",
    ]

    private func services(_ hits: JSONValue) -> ScriptedServices {
        let services = ScriptedServices()
        services.answer("GET /quarantine", ["treff": hits])
        return services
    }

    @Test func `the list shows where a message came from and the first reason`() async throws {
        let run = try await CommandRun.of(["quarantine", "list"], services([message]))
        #expect(run.output.contains("sakarkiv.inbound.byggsak 0 41"))
        #expect(run.output.contains("byte 0 is no JSON (+1)"))
    }

    @Test func `what was decided already is only shown when asked for`() async throws {
        let decided: JSONValue = ["id": "13", "state": "discarded", "reason": []]
        let open = try await CommandRun.of(["quarantine", "list", "--json"], services([message, decided]))
        #expect(try open.json.map { $0["id"]?.text } == ["12"])
        let all = try await CommandRun.of(["quarantine", "list", "--all", "--json"], services([message, decided]))
        #expect(try all.json.map { $0["id"]?.text } == ["12", "13"])
    }

    @Test func `show gives the reasons and the place, and asks for no content`() async throws {
        let services = ScriptedServices()
        services.answer(
            "GET /quarantine/12",
            [
                "id": "12", "partner": "byggsak", "type": "a.b", "reason": [["message": "why"]],
                "decision": ["by": "drift", "time": "2026-02-03T04:05:06Z", "reason": "agreed"],
            ])
        let run = try await CommandRun.of(["quarantine", "show", "12"], services)
        #expect(run.output.contains("  why\n") && run.output.contains("byggsak") && run.output.contains("a.b"))
        #expect(run.output.contains("drift  2026-02-03T04:05:06Z  agreed"))
        #expect(services.calls == ["GET /quarantine/12"])
    }

    @Test func `the content is asked for at its own route, by the archivist`() async throws {
        let services = ScriptedServices()
        services.answer("GET /quarantine/12", ["id": "12", "reason": [["message": "why"]]])
        services.answer("GET /quarantine/12/content", ["id": "12", "headers": ["ce_id": "1\u{1B}[2J"], "raw_base64": "aGVpIGRlZw=="])
        let run = try await CommandRun.of(["quarantine", "show", "12", "--content"], services)
        #expect(run.output.contains("  why\n") && run.output.contains("  ce_id: 1\u{FFFD}[2J\n") && run.output.contains("  hei deg\n"))
        #expect(services.requests.allSatisfy { $0.headers["Authorization"]?.contains("arkivar") == true })
        let json = try await CommandRun.of(["quarantine", "show", "12", "--content", "--json"], services)
        #expect(try json.json.first?["raw_base64"]?.text == "aGVpIGRlZw==")
    }

    @Test func `what a stranger sent cannot steer the terminal`() {
        let lines = QuarantinedMessage.content(Data("\u{1B}[2Jgone".utf8))
        #expect(lines[0].hasPrefix("  000000  1b 5b 32 4a"))
        #expect(!lines.joined().unicodeScalars.contains("\u{1B}"))
    }

    @Test func `a long message is cut and says so`() {
        let text = QuarantinedMessage.content(Data(String(repeating: "a", count: 5_000).utf8))
        #expect(text.last == "… 904 bytes more; --raw gives all")
        let binary = QuarantinedMessage.content(Data(repeating: 0, count: 5_000))
        #expect(binary.count == 33)
    }

    @Test func `resubmitting everything asks for each one that waits`() async throws {
        let services = services([message, ["id": "a/b", "state": "open"], ["id": "13", "state": "resubmitted"]])
        services.answer("POST /quarantine/12/resubmit", ["state": "resubmitted"])
        services.answer("POST /quarantine/a%2Fb/resubmit", ["state": "resubmitted"])
        let run = try await CommandRun.of(["quarantine", "resubmit", "--all"], services)
        #expect(run.code == .ok)
        #expect(run.output == "12 resubmitted\na/b resubmitted\n")
    }

    @Test func `discarding needs a reason and sends it along`() async throws {
        #expect(try await CommandRun.of(["quarantine", "discard", "12"]).code == .usage)
        let services = ScriptedServices()
        services.answer("POST /quarantine/12/discard", ["state": "discarded"])
        let run = try await CommandRun.of(["quarantine", "discard", "12", "--reason", "agreed"], services)
        #expect(run.code == .ok)
        #expect(try JSONValue.parse(services.requests[0].body) == ["reason": "agreed"])
    }

    @Test func `everything that fits is discarded, request by request until nothing is left`() async throws {
        let services = ScriptedServices()
        services.handle("POST /quarantine/discard") { [services] _ in
            let isFirst = services.requests.count <= 1
            return ScriptedServices.json(200, ["discarded": .int(isFirst ? 500 : 3), "more": .bool(isFirst)])
        }
        let run = try await CommandRun.of(
            [
                "quarantine", "discard", "--all", "--reason", "mended", "--kommune", "970540008", "--code", "not_json", "--older-than", "7",
            ], services)
        #expect(run.code == .ok)
        #expect(run.output == "503 discarded\n")
        #expect(services.requests.count == 2)
        #expect(
            try JSONValue.parse(services.requests[1].body)
                == ["reason": "mended", "kommune": "970540008", "code": "not_json", "olderThanDays": 7])
    }

    @Test(arguments: [
        ["--all"], ["--all", "12", "--reason", "x"], ["--reason", "x"], ["12", "--reason", "x", "--code", "y"],
        ["--all", "--reason", "x", "--older-than", "long"],
    ])
    func `discarding everything needs a reason and no ids, and a filter goes with everything`(words: [String]) async throws {
        let services = ScriptedServices()
        #expect(try await CommandRun.of(["quarantine", "discard"] + words, services).code == .usage)
        #expect(services.requests.isEmpty)
    }

    @Test func `one that is refused does not stop the others`() async throws {
        let services = ScriptedServices()
        services.handle("POST /quarantine/1/resubmit") { _ in ScriptedServices.problem(409, "was discarded") }
        services.answer("POST /quarantine/2/resubmit", [:])
        let run = try await CommandRun.of(["quarantine", "resubmit", "1", "2"], services)
        #expect(run.code == .refused)
        #expect(run.output == "2 resubmitted\n")
        #expect(run.error.contains("1: was discarded"))
    }

    @Test func `ids or all, not both and not neither`() async throws {
        #expect(try await CommandRun.of(["quarantine", "resubmit"]).code == .usage)
        #expect(try await CommandRun.of(["quarantine", "resubmit", "1", "--all"]).code == .usage)
    }
}
