import Contracts
import Testing

@testable import SakArkivCommand

struct MaintenanceTests {
    private let good: JSONValue = [
        "kommune": "970540008", "chain": ["commits": 12, "ok": true],
        "replay": [
            "tables": [["table": "saksmappe", "rows": 3, "equal": true], ["table": "journalpost", "rows": 4, "equal": true]], "equal": true,
        ],
    ]

    @Test func `every municipality is proved, and what was counted is told`() async throws {
        let services = ScriptedServices()
        services.answer("GET /kommuner", ["treff": [["organisasjonsnummer": "970540008"], ["organisasjonsnummer": "964950679"]]])
        services.answer("POST /admin/verify", good)
        let run = try await CommandRun.of(["verify"], services)
        #expect(run.code == .ok)
        #expect(run.output.contains("✓ 964950679  12 commits in one unbroken chain; replayed, 7 rows in 2 tables are equal"))
        #expect(services.calls.last == "POST /admin/verify?kommune=964950679")
    }

    @Test func `a broken chain or a table that differs is exit code 1 and is named`() async throws {
        let services = ScriptedServices()
        services.answer(
            "POST /admin/verify",
            [
                "chain": ["commits": 12, "ok": false, "fault": "commit 7 does not follow commit 6"],
                "replay": ["tables": [["table": "part", "rows": 3, "equal": false]], "equal": false, "differences": ["part 4: navn"]],
            ])
        let run = try await CommandRun.of(["verify", "--kommune", "970540008"], services)
        #expect(run.code == .refused)
        for words in ["commit 7 does not follow commit 6", "table part differs", "part 4: navn"] { #expect(run.output.contains(words)) }
    }

    @Test func `rebuilding waits until the service is ready again`() async throws {
        let services = ScriptedServices()
        services.answer("POST /admin/rebuild", status: 202, [:])
        let busy = ScriptedServices.json(
            503, ["status": "failing", "checks": [["name": "shards", "status": "failing", "reason": "rebuilding"]]])
        services.answer("GET /readyz", inTurn: [busy, busy, ScriptedServices.json(200, ["status": "ok", "checks": []])])
        let run = try await CommandRun.of(["rebuild", "-k", "970540008"], services)
        #expect(run.code == .ok)
        #expect(run.output == "970540008 rebuilt\n")
        #expect(services.calls.filter { $0 == "GET /readyz" }.count == 3)
    }

    @Test func `a snapshot is made in every service, of every municipality or the one named`() async throws {
        let services = ScriptedServices()
        services.answer("GET /kommuner", ["treff": [["organisasjonsnummer": "970540008"], ["organisasjonsnummer": "964950679"]]])
        services.answer("POST /admin/snapshot", status: 201, ["kommune": "970540008", "position": 4711, "bytes": 81920])
        let all = try await CommandRun.of(["snapshot"], services)
        #expect(all.code == .ok)
        #expect(all.output.contains("notifications 964950679  at 4711, 81920 bytes\n"))
        #expect(services.calls.filter { $0.hasPrefix("POST") }.count == 8)

        services.answer("POST /admin/snapshot", status: 202, ["kommune": "970540008", "state": "making"])
        let one = try await CommandRun.of(["snapshot", "-k", "970540008", "--service", "retention"], services)
        #expect(one.output.hasPrefix("retention 970540008  is being made"))
        #expect(services.calls.last == "POST /admin/snapshot?kommune=970540008")
        #expect(services.requests.last?.url.contains(":7430/") == true)
    }

    @Test func `snapshots are listed with what they contain`() async throws {
        let services = ScriptedServices()
        let made: JSONValue = ["made": "2026-11-30T17:00:00.000Z", "position": 4711, "sequence": 4700, "bytes": 81920]
        services.answer("GET /admin/snapshots", ["treff": [made]])
        let run = try await CommandRun.of(["snapshot", "--list", "-k", "970540008", "--service", "registry"], services)
        #expect(run.code == .ok)
        for words in ["registry", "2026-11-30T17:00:00", "4711", "4700", "81920"] { #expect(run.output.contains(words), "\(run.output)") }
        #expect(services.calls == ["GET /admin/snapshots?kommune=970540008"])
    }

    @Test func `where no snapshots are kept, making one says so`() async throws {
        let services = ScriptedServices()
        services.handle("POST /admin/snapshot") { _ in ScriptedServices.problem(409, "no snapshots are kept here") }
        let run = try await CommandRun.of(["snapshot", "-k", "970540008", "--service", "registry"], services)
        #expect(run.code != .ok)
    }

    @Test func `ready says which check fails and is exit code 75`() async throws {
        let services = ScriptedServices()
        services.answer(
            "GET /readyz", status: 503,
            [
                "checks": [
                    ["name": "a", "status": "ok"], ["name": "b", "status": "failing", "reason": "rebuilding", "details": ["ratio": "0.4"]],
                ]
            ])
        let run = try await CommandRun.of(["ready", "http://127.0.0.1:7410"], services)
        #expect(run.code == .temporary)
        #expect(run.output == "http://127.0.0.1:7410 not ready: rebuilding (ratio 0.4)\n")
    }

    @Test func `ready needs no token, and asks all four when none is named`() async throws {
        let services = ScriptedServices()
        services.answer("GET /readyz", ["status": "ok"])
        let run = try await CommandRun.of(["ready", "--as", "nobody"], services)
        #expect(run.code == .ok)
        #expect(services.requests.map(\.url) == [7410, 7420, 7430, 7440].map { "http://127.0.0.1:\($0)/readyz" })
        #expect(services.requests.allSatisfy { $0.headers["Authorization"] == nil })
    }

    @Test func `waiting for readiness ends in time`() async throws {
        let run = try await CommandRun.of(["ready", "http://h", "--wait-seconds", "3"], ScriptedServices())
        #expect(run.code == .unavailable)
        #expect(run.output == "http://h does not answer: connection refused\n")
    }

    @Test func `a service that does not exist is a usage error`() async throws {
        #expect(try await CommandRun.of(["verify", "--service", "registri"]).code == .usage)
    }
}
