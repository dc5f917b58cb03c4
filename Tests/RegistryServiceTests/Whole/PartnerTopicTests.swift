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
                let messages = try await registry.values { $0.quarantine("registry") }
                #expect(messages.first { $0["id"]?.text == id }?["raw"]?.text == Data(garbage).base64EncodedString())
                #expect(try await registry.get("/quarantine/\(id)/content", as: "arkivar").status == 403, "not cleared for what is graded")
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

        /// A Kafka client of a partner wrote the time without its zone: over HTTP that is a clear 400, on the topic nobody knew which message.
        @Test func `the answer to a message with a faulty envelope names what could be read of it, and its place, always`() async throws {
            try await withRegistry { registry in
                var faulty = RunningRegistry.event("f-1", .json(Partnermeldinger.sak("Feil"))).jsonValue.members ?? [:]
                faulty["time"] = "2026-11-22 16:33"
                let type = [RecordHeader("content-type", "application/cloudevents+json")]
                let binary = [
                    RecordHeader("content-type", "application/json"), RecordHeader("ce_specversion", "1.0"), RecordHeader("ce_id", "f-2"),
                    RecordHeader("ce_source", "/no/970540008/byggsak"), RecordHeader("ce_kommune", RunningRegistry.hamar),
                ]
                let offsets = try await registry.publish([
                    NewRecord(key: [0xFF, 0], value: JSONValue.object(faulty).encoded(), headers: type),
                    NewRecord(key: nil, value: Array("{".utf8), headers: binary),
                    NewRecord(key: nil, value: Array(#"{"id": "f-3", "id": "f-4"}"#.utf8), headers: type),
                ])
                for (index, id) in ["f-1", "f-2"].enumerated() {
                    let event = RunningRegistry.event(id, .none)
                    let receipts = try await registry.receipts(of: event)
                    #expect(receipts.types == ["feilmelding.ugyldigforespoersel"], "\(receipts)")
                    #expect(receipts.final.first?["correlationid"]?.text == id)
                    #expect(receipts.final.first?["kommune"]?.text == RunningRegistry.hamar)
                    #expect(
                        receipts.data["melding"] == [
                            "topic": "sakarkiv.inbound.byggsak", "partition": 0, "offset": .int(offsets[index]),
                        ])
                }
                let told = try await eventually("three feilmeldinger") {
                    let values = try await registry.values { $0.receipts("byggsak") }
                    return values.count == 3 ? values : nil
                }
                let last = try #require(told.first { $0["data"]?["melding"]?["offset"]?.integer == offsets[2] })
                #expect(last["correlationid"] == nil && last["kommune"] == nil)
                // It is put right and sent again under its id.
                let right = RunningRegistry.event("f-1", .json(Partnermeldinger.sak("Rett")))
                try await registry.publish([RunningRegistry.record(right)])
                #expect(try await registry.receipts(of: right, count: 2).types.last == "arkivering.arkivmelding.opprett.kvittering")
            }
        }

        @Test func `a message under another's source uses up none of the other's ids`() async throws {
            let folder = try DataFolder()
            try folder.write(
                "partners.json",
                #"{"partnere": [{"navn": "en", "kommuner": ["970540008"], "kilder": ["/no/1"]}, {"navn": "to", "kommuner": ["970540008"], "kilder": ["/no/2"]}]}"#
            )
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path + "/partners.json")
            let registry = try await RunningRegistry.start(in: folder)
            do {
                try await registry.setUp()
                let stolen = RunningRegistry.event("1", .json(Partnermeldinger.sak("Stjålet")), source: "/no/2")
                let own = RunningRegistry.event("1", .json(Partnermeldinger.sak("Egen")), source: "/no/2")
                try await registry.publish([RunningRegistry.record(stolen)], by: "en")
                _ = try await eventually("the refusal") { try await registry.values { $0.receipts("en") }.first }
                try await registry.publish([RunningRegistry.record(own)], by: "to")
                let told = try await eventually("the kvittering") {
                    let values = try await registry.values { $0.receipts("to") }
                    return values.count == 2 ? values : nil
                }
                #expect(told.last?["type"]?.text == "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett.kvittering", "\(told)")
            } catch {
                await registry.stop()
                throw error
            }
            #expect(await registry.stop() == .ok)
        }

        /// `kafka-topics --alter --partitions 12` on a partner's topic, or a retention of a year, ended every start with code 78.
        @Test func `a partner's topic with other partitions and another retention stops no start, and all of it is read`() async throws {
            let folder = try DataFolder()
            try await folder.withLog { log, topics in
                try await log.ensure([TopicSettings(name: topics.inbound("byggsak"), partitions: 7, retention: .forever)])
            }
            let registry = try await RunningRegistry.start(in: folder)
            do {
                try await registry.setUp()
                let first = RunningRegistry.event("1", .json(Partnermeldinger.sak("I den siste")))
                try await registry.publish([RunningRegistry.record(first)], partition: 6)
                #expect(try await registry.receipts(of: first).isKvittering)
                try await folder.withLog { log, topics in try await log.addPartitions(to: topics.inbound("byggsak"), count: 9) }
                let later = RunningRegistry.event("2", .json(Partnermeldinger.sak("I en ny")))
                try await registry.publish([RunningRegistry.record(later)], partition: 8)
                #expect(try await registry.receipts(of: later).isKvittering)
                let status = try await eventually("all nine partitions") {
                    let status = try await registry.get("/admin/status", as: "operator").json
                    let lags = (status["intake"]?.elements ?? []).filter { $0["topic"]?.text == "sakarkiv.inbound.byggsak" }
                    return lags.count == 9 && lags.allSatisfy { $0["lag"] == 0 } ? status : nil
                }
                #expect(status["alarms"] == [])
            } catch {
                await registry.stop()
                throw error
            }
            #expect(await registry.stop() == .ok)
        }

        @Test func `garbage as large as a record may be is kept in part, and stops nothing`() async throws {
            try await withRegistry { registry in
                let garbage = [UInt8](repeating: 0xA5, count: TopicSettings.maximumRecordBytes - 100)
                let header = RecordHeader("ce_id", [UInt8](repeating: 0xFF, count: TopicSettings.maximumRecordBytes - 100))
                let good = RunningRegistry.event("1", .json(Partnermeldinger.sak("Etterpå")))
                try await registry.publish([
                    NewRecord(key: nil, value: garbage), NewRecord(key: [0xFF], value: nil, headers: [header]),
                    RunningRegistry.record(good),
                ])
                #expect(try await registry.receipts(of: good).isKvittering)
                let kept = try await registry.quarantine(count: 2)
                #expect(kept.first?["reason"]?.elements?.last?["code"]?.text == "kept_in_part", "\(kept.first?["reason"] ?? .null)")
                #expect(kept.last?["bytes"] == 0)
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
