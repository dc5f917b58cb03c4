import Contracts
import ServiceTestSupport
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// Two instances of the registry on one log.
    struct TwoInstancesTests {
        /// Municipalities whose partitions differ, so that both instances have something to own.
        private let kommuner = [("970540008", "Hamar", "3403"), ("964950679", "Løten", "3412"), ("970169717", "Stange", "3413")]

        private func owned(_ registry: RunningRegistry) async throws -> [Int64] {
            let status = try await registry.get("/admin/status", as: "operator").json
            return (status["partitions"]?.elements ?? []).filter { $0["role"]?.text == "owner" }.compactMap { $0["partition"]?.integer }
        }

        @Test func `they share the partitions, any takes any request, and the one left has everything`() async throws {
            let folder = try DataFolder()
            let first = try await RunningRegistry.start(in: folder)
            let second: RunningRegistry
            do { second = try await RunningRegistry.start(in: folder, instance: 2) } catch {
                await first.stop()
                throw error
            }
            do {
                _ = try await eventually("two partitions each") {
                    let (one, two) = (try await owned(first), try await owned(second))
                    return one.count == 2 && two.count == 2 && Set(one + two).count == 4 ? true : nil
                }
                // Every instance is asked for every municipality: what is not its own it passes on.
                for (index, kommune) in kommuner.enumerated() {
                    try await [first, second][index % 2].setUp(kommune.0, navn: kommune.1, nummer: kommune.2)
                }
                var ids: [(kommune: String, id: String)] = []
                for (number, registry) in [first, second].enumerated() {
                    for (orgnr, navn, _) in kommuner {
                        _ = try await eventually("\(navn) at both") {
                            try await registry.get("/kommuner/\(orgnr)").status == 200 ? true : nil
                        }
                        let event = RunningRegistry.event("\(orgnr)-\(number)", .json(Partnermeldinger.sak("Sak \(navn)")), kommune: orgnr)
                        let receipts = try await registry.answered(event)
                        #expect(receipts.isKvittering)
                        #expect(receipts.data["mappeKvittering"]?["sakssekvensnummer"]?.integer == Int64(number + 1))
                        ids.append((orgnr, try #require(receipts.data["mappeKvittering"]?["systemID"]?.text)))
                    }
                }
                for registry in [first, second] {
                    for (kommune, id) in ids {
                        #expect(try await registry.get("/saksmapper/\(id)?kommune=\(kommune)").status == 200)
                    }
                }
                #expect(await first.stop() == .ok)
                _ = try await eventually("all partitions at the one left") { try await owned(second).count == 4 ? true : nil }
                for (kommune, id) in ids { #expect(try await second.get("/saksmapper/\(id)?kommune=\(kommune)").status == 200) }
                for (orgnr, navn, _) in kommuner {
                    let event = RunningRegistry.event("\(orgnr)-etter", .json(Partnermeldinger.sak("Etter \(navn)")), kommune: orgnr)
                    let receipts = try await second.answered(event)
                    #expect(receipts.data["mappeKvittering"]?["sakssekvensnummer"]?.integer == 3)
                    let report = try await second.verify(orgnr)
                    #expect(report.json["chain"]?["ok"]?.boolean == true, "\(report.text)")
                    #expect(report.json["replay"]?["equal"]?.boolean == true, "\(report.text)")
                }
            } catch {
                await first.stop()
                await second.stop()
                throw error
            }
            #expect(await second.stop() == .ok)
        }
    }
}
