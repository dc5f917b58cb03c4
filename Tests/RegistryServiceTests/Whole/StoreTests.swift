import Contracts
import Foundation
import SQLite
import ServiceKit
import ServiceTestSupport
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// Stores that are missing, damaged, behind or ahead; directories that belong to somebody else.
    struct StoreTests {
        private let hamar = RunningRegistry.hamar
        private let loeten = RunningRegistry.loeten

        /// A stopped registry's folder: one case in Hamar, one in Løten.
        private func stopped() async throws -> DataFolder {
            let folder = try DataFolder()
            try await running(folder) { registry in
                try await registry.setUp()
                try await registry.setUp(loeten, navn: "Løten", nummer: "3412")
                try await send("1", "Første", registry)
                #expect(
                    try await registry.answered(RunningRegistry.event("l-1", .json(Partnermeldinger.sak("Bygdebok")), kommune: loeten))
                        .isKvittering)
            }
            return folder
        }

        private func running(_ folder: DataFolder, isReady: Bool = true, _ body: (RunningRegistry) async throws -> Void) async throws {
            let registry = try await RunningRegistry.start(in: folder, isReady: isReady)
            do { try await body(registry) } catch {
                await registry.stop()
                throw error
            }
            #expect(await registry.stop() == .ok)
        }

        private func send(_ id: String, _ title: String, _ registry: RunningRegistry) async throws {
            #expect(try await registry.answered(RunningRegistry.event(id, .json(Partnermeldinger.sak(title)))).isKvittering)
        }

        private func titles(_ registry: RunningRegistry, _ kommune: String, _ word: String) async throws -> [String] {
            let answer = try await registry.get("/sok?q=\(word)&kommune=\(kommune)")
            return (answer.json["treff"]?.elements ?? []).compactMap { $0["tittel"]?.text }
        }

        /// Verifies, and takes the next number: the series must go on where it was.
        private func expectWhole(_ registry: RunningRegistry, cases: Int) async throws {
            #expect(try await titles(registry, hamar, "f%C3%B8rste") == ["Første"])
            let report = try await registry.verify(hamar)
            #expect(report.json["chain"]?["ok"]?.boolean == true, "\(report.text)")
            #expect(report.json["replay"]?["equal"]?.boolean == true, "\(report.text)")
            let next = try await registry.answered(RunningRegistry.event("next", .json(Partnermeldinger.sak("Neste"))))
            #expect(next.data["mappeKvittering"]?["sakssekvensnummer"]?.integer == Int64(cases + 1))
        }

        @Test func `a store that is missing is built from the log`() async throws {
            let folder = try await stopped()
            try folder.removeStore(hamar)
            try await running(folder) { try await expectWhole($0, cases: 1) }
        }

        @Test func `a store that is older than the log is brought forward`() async throws {
            let folder = try await stopped()
            let kept = folder.path + "/old.sqlite"
            try FileManager.default.copyItem(atPath: folder.store(hamar), toPath: kept)
            try await running(folder) { try await send("2", "Andre", $0) }
            try folder.removeStore(hamar)
            try FileManager.default.moveItem(atPath: kept, toPath: folder.store(hamar))
            try await running(folder) { registry in
                #expect(try await titles(registry, hamar, "andre") == ["Andre"])
                try await expectWhole(registry, cases: 2)
            }
        }

        @Test(arguments: ["the head", "the middle"])
        func `a damaged store is named, put aside and built anew`(place: String) async throws {
            let folder = try await stopped()
            // As long as the write-ahead log holds the pages, damage below it does not show.
            let store = try Database(path: folder.store(hamar))
            #expect(try store.checkpoint())
            store.close()
            let file = try FileHandle(forUpdating: URL(fileURLWithPath: folder.store(hamar)))
            let size = try file.seekToEnd()
            try file.seek(toOffset: place == "the head" ? 0 : 4_096)
            try file.write(contentsOf: Data(repeating: 0x5A, count: place == "the head" ? 4_096 : Int(size) - 4_096))
            try file.close()
            try await running(folder) { registry in
                try await expectWhole(registry, cases: 1)
                let status = try await registry.get("/admin/status", as: "operator").json
                let rebuilt = (status["partitions"]?.elements ?? []).flatMap { $0["rebuilt"]?.elements ?? [] }
                #expect(rebuilt.map { $0["code"]?.text } == ["store_damaged"], "\(status)")
                #expect(rebuilt.first?["kommune"]?.text == hamar)
                let aside = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/registry").filter { $0.hasSuffix(".aside") }
                #expect(aside.contains { $0.hasPrefix("\(hamar).damaged-") }, "\(aside)")
            }
        }

        @Test func `a store ahead of the log stops its municipality by name`() async throws {
            let folder = try await stopped()
            try FileManager.default.copyItem(atPath: folder.path + "/log", toPath: folder.path + "/log-before")
            try await running(folder) { try await send("2", "Andre", $0) }
            try FileManager.default.removeItem(atPath: folder.path + "/log")
            try FileManager.default.moveItem(atPath: folder.path + "/log-before", toPath: folder.path + "/log")
            try await running(folder, isReady: false) { registry in
                let ready = try await eventually("the alarm in /readyz") {
                    let answer = try await registry.get("/readyz", as: nil)
                    // Løten's store is ahead as well, and may be told of first.
                    return answer.text.contains("\(hamar)\":\"store_ahead_of_log") ? answer : nil
                }
                #expect(ready.status == 503)
            }
        }

        @Test func `a second process on the same stores and another installation are refused by name`() async throws {
            let folder = try DataFolder()
            try await running(folder) { _ in
                let second = try await RunningRegistry.refusal(in: folder)
                #expect(second.code == .temporary)
                #expect(second.name == "store_in_use")
                let other = try await RunningRegistry.refusal(in: folder, ["SAKARKIV_TOPIC_PREFIX": "annen.", "SAKARKIV_INSTANCE": "2"])
                #expect(other.code == .configuration)
                #expect(other.name == "installation_mismatch")
            }
        }

        @Test func `a municipality that is not set up cannot be rebuilt, and gets no store by it`() async throws {
            let folder = try await stopped()
            try await running(folder) { registry in
                let answer = try await registry.call("POST", "/admin/rebuild?kommune=111111111")
                #expect(answer.status == 404, "\(answer.text)")
                try await expectWhole(registry, cases: 1)
                #expect(!FileManager.default.fileExists(atPath: folder.store("111111111")))
            }
        }

        @Test func `a row that was tampered with is told with table and difference, and a rebuild mends it`() async throws {
            let folder = try await stopped()
            try await running(folder) { registry in
                let store = try Database(path: folder.store(hamar))
                try store.run("UPDATE mappe SET innhold = replace(innhold, 'Første', 'Endret')")
                store.close()
                let report = try await registry.verify(hamar)
                #expect(report.json["chain"]?["ok"]?.boolean == true)
                #expect(report.json["replay"]?["equal"]?.boolean == false)
                let tables = (report.json["replay"]?["tables"]?.elements ?? []).filter { $0["equal"]?.boolean == false }
                #expect(tables.compactMap { $0["name"]?.text ?? $0["table"]?.text } == ["mappe"], "\(report.text)")
                let differences = (report.json["replay"]?["differences"]?.elements ?? []).compactMap(\.text)
                #expect(differences.contains { $0.contains("mappe") && $0.contains("Endret") && $0.contains("Første") }, "\(differences)")
                #expect(try await registry.call("POST", "/admin/rebuild?kommune=\(hamar)").status == 202)
                let titles = try await eventually("the rebuilt store") {
                    let answer = try await registry.get("/sok?q=f%C3%B8rste&kommune=\(hamar)")
                    // While it is being built nobody may be told that a case does not exist.
                    #expect(answer.status == 200 || answer.status == 503, "\(answer.text)")
                    return answer.status == 200 ? answer.json["treff"]?.elements?.compactMap { $0["tittel"]?.text } : nil
                }
                #expect(titles == ["Første"])
                try await expectWhole(registry, cases: 1)
            }
        }
    }
}
