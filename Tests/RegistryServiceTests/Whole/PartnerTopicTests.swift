import CommitLog
import Contracts
import Foundation
import ServiceTestSupport
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// Messages that partners write to their own topic, without any HTTP.
    struct PartnerTopicTests {
        @Test func `both modes of CloudEvents are taken from the topic`() async throws {
            try await withRegistry { registry in
                let structured = RunningRegistry.event("1", .json(Partnermeldinger.sak("Strukturert")))
                let xml = FiksExamples.document(#"<mappe xsi:type="saksmappe"><tittel>Binær</tittel></mappe>"#)
                let binary = RunningRegistry.event("2", .text(xml), contentType: "application/xml")
                try await registry.publish([
                    RunningRegistry.record(structured),
                    NewRecord(
                        key: nil, value: Array(xml.utf8),
                        headers: [
                            RecordHeader("content-type", "application/xml"), RecordHeader("ce_specversion", "1.0"),
                            RecordHeader("ce_id", "2"), RecordHeader("ce_source", "/no/970540008/byggsak"),
                            RecordHeader("ce_type", FiksExamples.opprett), RecordHeader("ce_kommune", RunningRegistry.hamar),
                        ]),
                ])
                #expect(try await registry.receipts(of: structured).isKvittering)
                let receipts = try await registry.receipts(of: binary)
                #expect(receipts.isKvittering, "\(receipts)")
                #expect(receipts.final.first?["datacontenttype"]?.text == "application/xml")
            }
        }

        @Test func `garbage is kept byte by byte, its sender is told, and what comes after it is taken`() async throws {
            try await withRegistry { registry in
                let garbage: [UInt8] = [0, 1, 2, 0xFE, 0xFF] + Array("ikke en hendelse".utf8)
                let good = RunningRegistry.event("1", .json(Partnermeldinger.sak("Etterpå")))
                try await registry.publish([
                    NewRecord(key: nil, value: garbage), NewRecord(key: nil, value: nil), NewRecord(key: nil, value: []),
                    RunningRegistry.record(good),
                ])
                #expect(try await registry.receipts(of: good).isKvittering)
                let kept = try await registry.quarantine(count: 3)
                #expect(kept.count == 3)
                let id = try #require(kept.first?["id"]?.text)
                let shown = try await registry.get("/quarantine/\(id)", as: "operator").json
                #expect(shown["raw_base64"]?.text == Data(garbage).base64EncodedString())
                let told = try await eventually("the feilmeldinger") {
                    let values = try await registry.values { $0.receipts("byggsak") }
                        .filter { $0["type"]?.text?.contains("feilmelding") == true }
                    return values.count == 3 ? values : nil
                }
                #expect(Set(told.compactMap { $0["id"]?.text }).count == 3)
            }
        }

        @Test func `a message for a municipality that comes later is kept, and answered when it is handed in again`() async throws {
            try await withRegistry { registry in
                let event = RunningRegistry.event("1", .json(Partnermeldinger.sak("Tidlig ute")), kommune: RunningRegistry.loeten)
                try await registry.publish([RunningRegistry.record(event)])
                let refused = try await registry.receipts(of: event)
                #expect(refused.codes == ["unknown_municipality"])
                let id = try #require(try await registry.quarantine(count: 1).first?["id"]?.text)
                try await registry.setUp(RunningRegistry.loeten, navn: "Løten", nummer: "3412")
                #expect(try await registry.call("POST", "/quarantine/\(id)/resubmit").status == 202)
                let receipts = try await registry.receipts(of: event, count: 2)
                #expect(receipts.types.last == "arkivering.arkivmelding.opprett.kvittering", "\(receipts)")
                let state = try await eventually("the state in quarantine") {
                    let state = try await registry.get("/quarantine/\(id)", as: "operator").json["state"]?.text
                    return state == "open" ? nil : state
                }
                #expect(state == "resubmitted")
                #expect(
                    try await registry.get("/sok?q=tidlig&kommune=\(RunningRegistry.loeten)").json["treff"]?.elements?.count == 1)
            }
        }

        @Test func `to discard a message needs a reason, and is done once`() async throws {
            try await withRegistry { registry in
                try await registry.publish([NewRecord(key: nil, value: [1, 2, 3])])
                let id = try #require(try await registry.quarantine(count: 1).first?["id"]?.text)
                let path = "/quarantine/\(id)/discard"
                #expect(try await registry.post(path, [:]).status == 400)
                #expect(try await registry.post(path, ["reason": ""]).codes == ["missing_member"])
                #expect(try await registry.post(path, ["reason": "testdata"]).status == 204)
                let state = try await eventually("the state in quarantine") {
                    let state = try await registry.get("/quarantine/\(id)", as: "operator").json["state"]?.text
                    return state == "open" ? nil : state
                }
                #expect(state == "discarded")
                #expect(try await registry.post(path, ["reason": "en gang til"]).status == 409)
                #expect(try await registry.post("/quarantine/finnes-ikke/discard", ["reason": "x"]).status == 404)
            }
        }

        @Test func `ten thousand messages of one partner do not stand in front of another's one`() async throws {
            let folder = try DataFolder()
            let partner = #""kommuner": ["970540008"], "kilder": ["/no/"]"#
            try folder.write("partners.json", #"{"partnere": [{"navn": "mange", \#(partner)}, {"navn": "en", \#(partner)}]}"#)
            let registry = try await RunningRegistry.start(in: folder)
            do {
                try await registry.setUp()
                let count = 10_000
                let many = (0..<count).map {
                    RunningRegistry.record(RunningRegistry.event("m-\($0)", .json(Partnermeldinger.sak("Mange \($0)"))))
                }
                try await registry.publish(many, by: "mange")
                let one = RunningRegistry.event("en", .json(Partnermeldinger.sak("Bare en")), source: "/no/970540008/en")
                try await registry.publish([RunningRegistry.record(one)], by: "en")
                #expect(try await registry.receipts(of: one, as: "operator").isKvittering)
                let answered = try await registry.values { $0.receipts("mange") }.count
                // mottatt and kvittering for each; the one is answered when at most a few windows of the many are.
                #expect(answered < count, "\(answered) receipts of \(2 * count) came first")
            } catch {
                await registry.stop()
                throw error
            }
            #expect(await registry.stop() == .ok)
        }
    }
}
