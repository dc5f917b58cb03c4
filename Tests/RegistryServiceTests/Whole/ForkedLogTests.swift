import CommitLog
import Contracts
import Crypto
import Domain
import ServiceTestSupport
import ShardRuntime
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// A log that was damaged by a fork, over HTTP.
    struct ForkedLogTests {
        /// What an owner with a store of a lost history leaves in the log: a claim, and a commit that stops every reader.
        private func fork(_ registry: RunningRegistry, epoch: UInt64) async throws -> Offset {
            let kommune = try #require(Organisasjonsnummer(RunningRegistry.hamar))
            let (moment, body) = (Tidspunkt(milliseconds: 0), Array(#"{"events":[]}"#.utf8))
            let commit = try Commit(
                header: CommitHeader(
                    service: "registry", kommune: kommune, epoch: epoch, sequence: 900, previous: SHA256.hex("lost"),
                    cause: Cause(source: "/byggsak", id: "lost-1"), time: moment, body: SHA256.hex(body)), body: body)
            let claim = try Claim(service: "registry", epoch: epoch, instance: "old", time: moment).record()
            return try await registry.folder.withLog { log, topics in
                let place = TopicPartition(topics.commits("registry"), topics.partition(of: kommune.rawValue))
                return try await log.append([claim, commit.record()], to: place)[1]
            }
        }

        @Test func `an operator sees what hangs, declares it void, and the municipality goes on after a rebuild`() async throws {
            try await withRegistry { registry in
                let path = "/admin/log/branches?kommune=\(RunningRegistry.hamar)"
                let before = try await registry.get(path, as: "operator").json
                #expect(before["open"]?.integer == 0)
                let chain = try #require(before["chains"]?[0])
                let offset = try await fork(registry, epoch: UInt64(try #require(chain["last"]?["epoch"]?.integer)) + 1)
                _ = try await eventually("the alarm") {
                    try await registry.get("/admin/status", as: "operator").text.contains("sequence_gap") ? true : nil
                }
                let after = try await registry.get(path, as: "operator").json
                #expect(after["open"]?.integer == 1)
                #expect(after["treff"]?[0]?["offset"]?.integer == offset)
                #expect(after["treff"]?[0]?["cause"]?["id"]?.text == "lost-1")

                let void = "/admin/log/void?kommune=\(RunningRegistry.hamar)"
                #expect(try await registry.get(path).status == 403)
                #expect(try await registry.post(void, ["from": 0, "to": .int(offset), "reason": ""]).status == 400)
                #expect(try await registry.post(void, ["from": 0, "to": .int(offset), "reason": "x"]).status == 409)
                let decided = try await registry.post(void, ["from": .int(offset), "to": .int(offset), "reason": "restored log"])
                #expect(decided.status == 201)
                #expect(decided.json["by"]?.text == "operator")
                let kept = try await registry.values { $0.decisions("registry") }
                #expect(kept.map { $0["reason"] } == ["restored log"])

                #expect(try await registry.call("POST", "/admin/rebuild?kommune=\(RunningRegistry.hamar)").status == 202)
                try await registry.waitUntilReady()
                let report = try await registry.verify()
                #expect(report.json["chain"]?["ok"]?.boolean == true)
                #expect(report.json["chain"]?["void"]?.integer == 1)
            }
        }
    }
}
