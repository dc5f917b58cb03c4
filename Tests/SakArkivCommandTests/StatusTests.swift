import Contracts
import Foundation
import Testing

@testable import SakArkivCommand

struct StatusTests {
    private func instance(_ service: String, owner: Bool = true, alarms: JSONValue = [], open: Int64 = 0) -> JSONValue {
        [
            "service": .string(service), "instance": "1", "version": "0.1.0", "log": "local",
            "partitions": [
                [
                    "partition": 0, "role": owner ? "owner" : "standby",
                    "owner": ["instance": "1", "url": "http://127.0.0.1:7410", "epoch": 4], "commits": ["position": 90, "end": 100],
                    "inputs": [["topic": "a", "position": 5, "end": 12, "lag": 7]],
                    "shards": [["kommune": "970540008", "sequence": 99, "state": "open"]], "alarms": alarms,
                ],
                ["partition": 1, "role": "standby", "owner": .null, "commits": ["position": 0, "end": 0], "inputs": [], "alarms": []],
            ],
            "quarantine": ["open": .int(open)],
        ]
    }

    /// All four services at their default ports, with one answer each.
    private func services(_ registry: JSONValue) -> ScriptedServices {
        let services = ScriptedServices()
        services.handle("GET /admin/status") { request in
            ScriptedServices.json(200, request.url.contains(":7410") ? registry : ["partitions": [], "quarantine": ["open": 0]])
        }
        return services
    }

    @Test func `owners, what is behind and the input lag stand in one table`() async throws {
        let run = try await CommandRun.of(["status", "--shards"], services(instance("registry")))
        #expect(run.code == .ok)
        let line = try #require(run.output.split(separator: "\n").first { $0.hasPrefix("registry") && $0.contains(" 100 ") })
        #expect(line.split(separator: " ").map(String.init) == ["registry", "0", "1", "4", "100", "10", "7"])
        #expect(run.output.contains("nobody"))
        #expect(run.output.contains("970540008"))
        #expect(run.output.contains("nothing (stands by)"))
    }

    @Test func `an alarm is exit code 1 and is told once`() async throws {
        let alarm: JSONValue = [["code": "sequence_gap", "message": "commit 4 is missing", "since": "2026-01-01T00:00:00Z"]]
        let registry = instance("registry", alarms: alarm)
        let services = services(registry)
        let run = try await CommandRun.of(["status", "--registry", "http://127.0.0.1:7410,http://127.0.0.1:7410/"], services)
        #expect(run.code == .refused)
        #expect(run.output.components(separatedBy: "commit 4 is missing").count == 2)
    }

    @Test func `what stands in the intake is told beside the owners' alarms, with its topic, and so is what waits there`() async throws {
        var registry = instance("registry").members ?? [:]
        registry["alarms"] = [
            [
                "code": "expired_unread", "message": "the offsets 2 to 25 were removed", "topic": "sakarkiv.inbound.byggsak",
                "partition": 0, "since": "2026-01-01T00:00:00Z",
            ],
            [
                "code": "log_unavailable", "message": "forbidden", "topic": "sakarkiv.inbound.annet", "partition": .null,
                "since": "2026-01-01T00:00:00Z",
            ],
        ]
        registry["intake"] = [
            ["topic": "sakarkiv.inbound.byggsak", "partition": 0, "lag": 3, "oldestUnansweredSeconds": 40],
            ["topic": "sakarkiv.inbound.byggsak", "partition": 1, "lag": 2, "oldestUnansweredSeconds": 7],
        ]
        let run = try await CommandRun.of(["status"], services(.object(registry)))
        #expect(run.code == .refused)
        #expect(run.output.contains("expired_unread") && run.output.contains("sakarkiv.inbound.byggsak partition 0"))
        #expect(run.output.contains("registry sakarkiv.inbound.annet  since"))
        let line = try #require(run.output.split(separator: "\n").first { $0.hasPrefix("sakarkiv.inbound.byggsak ") })
        #expect(line.split(separator: " ").map(String.init) == ["sakarkiv.inbound.byggsak", "2", "5", "40"])
    }

    @Test func `something in quarantine is exit code 1 and says where to look`() async throws {
        let run = try await CommandRun.of(["status"], services(instance("registry", open: 3)))
        #expect(run.code == .refused)
        #expect(run.output.contains("3 in quarantine in registry: sakarkiv quarantine list"))
    }

    @Test func `what lies in quarantine is told by why, the most first`() async throws {
        var registry = instance("registry", open: 3).members ?? [:]
        registry["quarantine"] = ["open": 3, "antall": ["empty": 1, "not_json": 2]]
        let run = try await CommandRun.of(["status"], services(.object(registry)))
        #expect(run.output.contains("sakarkiv quarantine list (not_json 2, empty 1)"))
    }

    @Test func `a service that does not answer is exit code 69 and the others are shown`() async throws {
        let services = ScriptedServices()
        let registry = instance("registry")
        services.handle("GET /x/admin/status") { _ in ScriptedServices.json(200, registry) }
        let run = try await CommandRun.of(["status", "--registry", "http://h/x"], services)
        #expect(run.code == .unavailable)
        #expect(run.output.components(separatedBy: "does not answer").count == 4)
        #expect(run.output.contains("0.1.0"))
    }

    @Test func `scripts get one JSON value with everything`() async throws {
        let run = try await CommandRun.of(["status", "--json"], services(instance("registry", open: 2)))
        let status = try #require(try run.json.first)
        #expect(status["instances"]?.elements?.count == 4)
        #expect(status["quarantine"]?["registry"] == 2)
        #expect(status["instances"]?[0]?["status"]?["partitions"]?[0]?["role"]?.text == "owner")
    }

    @Test func `what up wrote into the data directory tells where the instances are`() async throws {
        let directory = try TemporaryDirectory()
        try directory.write("data/run/addresses.json", #"{"urls":{"registry":["http://127.0.0.1:9001","http://127.0.0.1:9002"]}}"#)
        let services = services(instance("registry"))
        _ = try await CommandRun.of(["status"], services, directory: directory)
        #expect(
            services.requests.map(\.url).prefix(3) == [
                "http://127.0.0.1:9001/admin/status", "http://127.0.0.1:9002/admin/status", "http://127.0.0.1:7420/admin/status",
            ])
    }
}
