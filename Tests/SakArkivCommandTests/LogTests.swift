import Contracts
import Testing

@testable import SakArkivCommand

struct LogTests {
    private func point(_ offset: Int64, _ sequence: Int64, _ epoch: Int64) -> JSONValue {
        ["offset": .int(offset), "sequence": .int(sequence), "epoch": .int(epoch), "hash": "h", "time": "2026-11-30T16:20:00Z"]
    }

    private func commit(_ offset: Int64, answered: JSONValue) -> JSONValue {
        [
            "offset": .int(offset), "sequence": .int(offset), "epoch": 10, "hash": "h", "time": "2026-11-30T16:20:00Z", "branch": 1,
            "kommune": "970540008", "void": false, "effect": ["stops": "sequence_gap", "expected": 9], "answered": answered,
            "cause": [
                "topic": "sakarkiv.registry.commands", "partition": 3, "offset": 812, "source": "/byggsak", "id": .string("m-\(offset)"),
            ],
            "causeIsThere": true,
        ]
    }

    private func page(open: Int64, hanging: [JSONValue], next: String? = nil) -> JSONValue {
        var page: [String: JSONValue] = [
            "service": "registry", "topic": "sakarkiv.registry.commits", "partition": 3, "end": 20, "open": .int(open), "fenced": 0,
            "unlisted": 0, "treff": .array(hanging),
            "chains": [
                [
                    "kommune": "970540008", "commits": 9, "instances": ["registry-1"], "previous": "0", "first": point(1, 0, 1),
                    "last": point(9, 8, 9),
                ]
            ],
            "branches": [
                [
                    "branch": 1, "kommune": "970540008", "commits": 2, "void": .int(2 - open), "instances": ["registry-4"],
                    "previous": "4f2a4f2a4f2a4f2a", "parent": .null, "first": point(12, 12, 10), "last": point(13, 13, 10),
                ]
            ],
        ]
        if let next { page["neste"] = .string(next) }
        return .object(page)
    }

    @Test func `branches says what is followed, what hangs and on what, what was lost, and how to go on`() async throws {
        let services = ScriptedServices()
        services.answer(
            "GET /admin/log/branches",
            inTurn: [
                ScriptedServices.json(
                    200, page(open: 2, hanging: [commit(12, answered: 7)], next: "/admin/log/branches?partition=3&after=12")),
                ScriptedServices.json(200, page(open: 2, hanging: [commit(13, answered: .null)])),
            ])
        let run = try await CommandRun.of(["log", "branches"], services)
        #expect(run.code == .refused)
        for words in [
            "sakarkiv.registry.commits, partition 3", "970540008  the chain that is followed: 9 commits, sequence 0–8, offset 1–9",
            "branch 1 hangs: 2 commits, sequence 12–13, offset 12–13, epoch 10, by registry-4", "this log does not have (4f2a4f2a4f2a…)",
            "2 × every reader stops (sequence_gap)", "1 of 2 were about something that the followed chain does not have",
            "/byggsak m-13 (sakarkiv.registry.commands/3 at 812, still there)",
            "sakarkiv log void --service registry --kommune 970540008 --from 12 --to 13",
        ] { #expect(run.output.contains(words), "\(words)") }
        #expect(!run.output.contains("/byggsak m-12"))
        #expect(services.calls == ["GET /admin/log/branches", "GET /admin/log/branches?partition=3&after=12"])
    }

    @Test func `a log whose hanging commits are void is exit code 0, and scripts get the answers as they are`() async throws {
        let services = ScriptedServices()
        services.answer("GET /admin/log/branches", page(open: 0, hanging: []))
        let run = try await CommandRun.of(["log", "branches", "-k", "970540008", "--json"], services)
        #expect(run.code == .ok)
        #expect(try run.json.map { $0["partition"] } == [3])
        #expect(services.calls == ["GET /admin/log/branches?kommune=970540008"])
    }

    @Test func `void sends the stretch and the reason, and says what is to be done now`() async throws {
        let services = ScriptedServices()
        services.answer("POST /admin/log/void", status: 201, ["id": "d1", "commits": [commit(12, answered: .null)]])
        let run = try await CommandRun.of(
            ["log", "void", "-k", "970540008", "--from", "12", "--to", "13", "--reason", "restored log"], services)
        #expect(run.code == .ok)
        #expect(run.output.contains("1 commits of 970540008 are void; decision d1"))
        #expect(run.output.contains("/byggsak m-12"))
        #expect(run.output.contains("sakarkiv rebuild --service registry --kommune 970540008"))
        #expect(try JSONValue.parse(try #require(services.requests.last).body) == ["from": 12, "to": 13, "reason": "restored log"])
    }

    @Test(arguments: [["--from", "1", "--to", "2"], ["--reason", "x"], ["--from", "1", "--reason", "x"]])
    func `void without a stretch or a reason is a usage error`(arguments: [String]) async throws {
        #expect(try await CommandRun.of(["log", "void", "-k", "970540008"] + arguments).code == .usage)
    }

    @Test func `a proof tells of commits that hang beside the chain`() async throws {
        let services = ScriptedServices()
        services.answer(
            "POST /admin/verify", ["chain": ["commits": 3, "ok": true, "hanging": 2], "replay": ["tables": [], "equal": true]])
        let run = try await CommandRun.of(["verify", "-k", "970540008"], services)
        #expect(run.code == .ok)
        #expect(run.output.contains("2 commits hang beside the chain"))
        #expect(run.output.contains("sakarkiv log branches --service registry --kommune 970540008"))
    }
}
