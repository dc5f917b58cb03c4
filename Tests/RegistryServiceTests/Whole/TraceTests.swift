import CommitLog
import Contracts
import Domain
import ServiceTestSupport
import ShardRuntime
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// One trace id in everything that comes of a message.
    struct TraceTests {
        private static let id = "4bf92f3577b34da6a3ce929d0e0e4736"
        private static let traceparent = "00-\(id)-00f067aa0ba902b7-01"

        /// The records of a trace as the service tells of them, once there are receipts and public events among them.
        private func records(_ registry: RunningRegistry, _ id: String = id, _ query: String = "") async throws -> [JSONValue] {
            try await eventually("the whole trace") {
                let answer = try await registry.get("/admin/trace/\(id)?from=2020-01-01T00:00:00Z\(query)", as: "operator")
                guard answer.status == 200 else { throw Unexpected(description: "\(answer.status) \(answer.text)") }
                let records = answer.json["records"]?.elements ?? []
                let kinds = records.compactMap { $0["kind"]?.text }
                return kinds.contains("receipt") && kinds.contains("event") ? records : nil
            }
        }

        private func kinds(_ records: [JSONValue]) -> [String: Int] {
            Dictionary(grouping: records.compactMap { $0["kind"]?.text }) { $0 }.mapValues(\.count)
        }

        @Test func `a traceparent over HTTP is in the message, the command, the commit, the receipts and the public events`() async throws {
            try await WholeRegistryTests.withRegistry { registry in
                let event = RunningRegistry.event("1", .json(Partnermeldinger.sak("Sak")))
                let answer = try await registry.call(
                    "POST", "/cloudevents", as: "byggsak", body: event.encoded(),
                    headers: [("Content-Type", "application/cloudevents+json"), ("traceparent", Self.traceparent)])
                #expect(answer.status == 202)
                let receipts = try await registry.receipts(of: event)
                for receipt in receipts.events { #expect(receipt["traceparent"]?.text?.contains(Self.id) == true) }
                let records = try await records(registry)
                #expect(kinds(records) == ["message": 1, "command": 1, "commit": 1, "receipt": 2, "event": 1])
                let commit = try #require(records.first { $0["kind"] == "commit" }?["commit"])
                #expect(commit["events"]?[0]?["type"] == "saksmappe.opprettet")
                #expect(commit["partners"] == ["byggsak"])
                let command = try #require(records.first { $0["kind"] == "command" })
                for member in ["topic", "partition", "offset"] { #expect(commit["cause"]?[member] == command[member]) }
                #expect(records.first?["event"]?["id"] == "1")
                let published = try await registry.values { $0.events("registry") }
                let mine = published.filter { $0["type"]?.text?.contains("saksmappe") == true }
                #expect(mine.count == 1 && mine[0]["traceparent"]?.text?.contains(Self.id) == true, "\(published)")
            }
        }

        @Test func `a message on the partner's topic has the trace of its header, or one that begins with it`() async throws {
            try await WholeRegistryTests.withRegistry { registry in
                let (with, without) = (
                    RunningRegistry.event("with", .json(Partnermeldinger.sak("Med"))),
                    RunningRegistry.event("without", .json(Partnermeldinger.sak("Uten")))
                )
                var record = RunningRegistry.record(with)
                record.headers.append(RecordHeader("traceparent", Self.traceparent))
                try await registry.publish([record, RunningRegistry.record(without)])
                let given = try await registry.receipts(of: with).events.compactMap { $0["traceparent"]?.text }
                #expect(given.count == 2 && given.allSatisfy { $0.contains(Self.id) })
                let made = try await registry.receipts(of: without).events.compactMap { $0["traceparent"]?.text }
                let id = try #require(made.first?.split(separator: "-").dropFirst().first.map(String.init))
                #expect(id.utf8.count == 32 && id != Self.id && made.count == 2)
                #expect(kinds(try await records(registry, id)) == ["message": 1, "command": 1, "commit": 1, "receipt": 2, "event": 1])
            }
        }

        @Test func `a refused message has a trace too, and one municipality's look shows nothing of another's`() async throws {
            try await WholeRegistryTests.withRegistry { registry in
                try await registry.setUp(RunningRegistry.loeten, navn: "Løten", nummer: "3412")
                var (refused, other) = (
                    RunningRegistry.event("1", .json(["mappe": ["type": "saksmappe"]])),
                    RunningRegistry.event("2", .json(Partnermeldinger.sak("Løten")), kommune: RunningRegistry.loeten)
                )
                refused.extensions["traceparent"] = Self.traceparent
                other.extensions["traceparent"] = Self.traceparent
                _ = try await registry.answered(other)
                #expect(try await registry.answered(refused).isKvittering == false)
                let all = try await records(registry)
                #expect(kinds(all)["commit"] == 2)
                let one = try await records(registry, Self.id, "&kommune=\(RunningRegistry.loeten)")
                #expect(one.compactMap { $0["commit"]?["kommune"]?.text } == [RunningRegistry.loeten])
                #expect(one.allSatisfy { $0["event"]?["correlationid"] != "1" })
            }
        }

        @Test func `operators ask, with an id and a moment`() async throws {
            try await WholeRegistryTests.withRegistry { registry in
                let from = "from=2026-01-01T00:00:00Z"
                #expect(try await registry.get("/admin/trace/\(Self.id)?\(from)", as: "operator").status == 200)
                #expect(try await registry.get("/admin/trace/\(Self.id)", as: "operator").status == 400)
                #expect(try await registry.get("/admin/trace/\(Self.id)?from=i-dag", as: "operator").status == 400)
                #expect(try await registry.get("/admin/trace/noe?\(from)", as: "operator").status == 400)
                #expect(try await registry.get("/admin/trace/\(String(repeating: "0", count: 32))?\(from)", as: "operator").status == 400)
                #expect(try await registry.get("/admin/trace/\(Self.id)?\(from)", as: "byggsak").status == 403)
                #expect(try await registry.get("/admin/trace/\(Self.id)?\(from)", as: "saksbehandler").status == 403)
                let empty = try await registry.get("/admin/trace/\(Self.id)?\(from)", as: "operator").json
                #expect(empty["records"] == [] && empty["neste"] == nil)
            }
        }

        @Test func `an instance that owns nothing tells the same as the owner`() async throws {
            let folder = try DataFolder()
            let first = try await RunningRegistry.start(in: folder)
            let second: RunningRegistry
            do { second = try await RunningRegistry.start(in: folder, instance: 2) } catch {
                await first.stop()
                throw error
            }
            do {
                try await first.setUp()
                var event = RunningRegistry.event("1", .json(Partnermeldinger.sak("Sak")))
                event.extensions["traceparent"] = Self.traceparent
                // The other instance may have set the municipality up: this one hears of it a moment later, and refuses until then.
                _ = try await eventually("the municipality is known here") { [event] in try? await first.answered(event) }
                let (one, two) = (try await records(first), try await records(second))
                #expect(one == two)
                #expect(kinds(one)["commit"] == 1)
            } catch {
                await first.stop()
                await second.stop()
                throw error
            }
            #expect(await first.stop() == .ok)
            #expect(await second.stop() == .ok)
        }
    }
}
