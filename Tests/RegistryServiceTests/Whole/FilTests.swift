import CommitLog
import Contracts
import Domain
import DomainTestSupport
import ServiceTestSupport
import ShardRuntime
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// Files: told to documents, and completed by what documents answers.
    struct FilTests {
        private let kommune = "kommune=\(RunningRegistry.hamar)"

        /// A note with one document in the case «k».
        private func notat(_ tittel: String, fil: String) -> JSONValue {
            var melding =
                Partnermeldinger.notat(
                    tittel, i: "k",
                    [
                        "dokumentbeskrivelse": [
                            [
                                "tittel": "Referat", "tilknyttetRegistreringSom": ["kode": "H"],
                                "dokumentobjekt": [["filnavn": "Referat.pdf", "referanseDokumentfil": .string(fil)]],
                            ]
                        ]
                    ]
                ).members ?? [:]
            melding["antallFiler"] = 1
            melding["filer"] = [["navn": "referat.pdf", "data_base64": "JVBERi0="]]
            return .object(melding)
        }

        private func sak(_ registry: RunningRegistry) async throws {
            #expect(try await registry.answered(RunningRegistry.event("1", .json(Partnermeldinger.sak("Sak", noekkel: "k")))).isKvittering)
        }

        /// The events of one type in the registry's commits, with the traceparent of their commit.
        private func events(_ registry: RunningRegistry, _ type: String) async throws -> [JSONValue] {
            try await registry.folder.withLog { log, topics in
                let place = TopicPartition(topics.commits("registry"), topics.partition(of: RunningRegistry.hamar))
                let (start, end) = (try await log.start(of: place), try await log.end(of: place))
                let reader = try await log.read(place, from: start)
                var (found, next) = ([JSONValue](), start)
                while next < end {
                    for record in try await reader.next(limit: 1_000, timeout: .seconds(10)) {
                        next = record.offset + 1
                        guard case .commit(let commit) = LogEntry(record) else { continue }
                        found += (try JSONReader.read(commit.body)["events"]?.elements ?? []).filter { $0["type"]?.text == type }
                    }
                }
                await reader.close()
                return found.compactMap { $0["data"] }
            }
        }

        @Test func `a message's files stand in its commit with the message's place, and a repeat tells of them no more`() async throws {
            try await withRegistry { registry in
                try await sak(registry)
                let event = RunningRegistry.event("2", .json(notat("Notat", fil: "referat.pdf")))
                #expect(try await registry.answered(event).isKvittering)
                #expect(try await registry.send(event).status == 202)
                _ = try await registry.answered(RunningRegistry.event("3", .json(Partnermeldinger.notat("Etter", i: "k"))))
                let told = try await events(registry, "filer.oppgitt")
                #expect(told.count == 1)
                #expect(told.first?["avsender"]?["partner"]?.text == "byggsak")
                #expect(told.first?["avsender"]?["id"]?.text == "2")
                #expect(told.first?["melding"]?["topic"]?.text == "sakarkiv.posted.byggsak")
                #expect(told.first?["melding"]?["offset"]?.integer == 1)
                #expect(told.first?["dokumentobjekt"]?.elements?.count == 1)
            }
        }

        @Test func `a reference to no file is refused at its place, and so is a file without a reference`() async throws {
            try await withRegistry { registry in
                try await sak(registry)
                let receipts = try await registry.answered(RunningRegistry.event("2", .json(notat("Notat", fil: "annet.pdf"))))
                #expect(receipts.types == ["feilmelding.ugyldigforespoersel"])
                #expect(receipts.codes == ["unknown_file", "unused_file"])
            }
        }

        @Test func `a container comes in over HTTP, in structured and binary mode, and is answered as XML`() async throws {
            try await withRegistry { registry in
                let message = FiksExamples.medFiler(["soknad.pdf"])
                let bytes = Zip.container(message, [Zip.Entry("soknad.pdf", "%PDF-1.7")])
                let event = RunningRegistry.event("z-1", .binary(bytes), contentType: Zip.asice)
                let receipts = try await registry.answered(event)
                #expect(receipts.isKvittering, "\(receipts)")
                #expect(receipts.data.text?.contains("<") == true)
                let headers = [
                    ("Content-Type", Zip.asice), ("ce-specversion", "1.0"), ("ce-id", "z-2"), ("ce-source", event.source),
                    ("ce-type", event.type), ("ce-kommune", RunningRegistry.hamar),
                ]
                let bomb = Zip.container(message, [Zip.Entry("../soknad.pdf", "%PDF-1.7")])
                let answer = try await registry.call("POST", "/cloudevents", as: "byggsak", body: bomb, headers: headers)
                #expect(answer.status == 202, "\(answer.text)")
                let refused = try await registry.receipts(of: RunningRegistry.event("z-2", .none))
                #expect(refused.data.text?.contains("container_name_escapes") == true, "\(refused)")
                #expect(try await events(registry, "filer.oppgitt").count == 1)
            }
        }

        @Test func `what documents has stored completes the registration, once, and a start with an older log does too`() async throws {
            let folder = try DataFolder()
            var registry = try await RunningRegistry.start(in: folder)
            try await registry.setUp()
            try await sak(registry)
            let receipts = try await registry.answered(RunningRegistry.event("2", .json(notat("Notat", fil: "referat.pdf"))))
            let post = try #require(receipts.data["registreringKvittering"]?["systemID"]?.text)
            let before = try await registry.get("/journalposter/\(post)?\(kommune)").json["dokumentbeskrivelse"]?[0]
            #expect(before?["dokumentobjekt"]?[0]?["fil"]?["status"]?.text == "venter")
            var documents = try SimulatedDocuments(registry)
            let fil = FilLagret(
                dokumentobjekt: try #require(before?["dokumentobjekt"]?[0]?["systemID"]?.text.flatMap { SystemID($0) }),
                dokumentbeskrivelse: try #require(before?["systemID"]?.text.flatMap { SystemID($0) }),
                registrering: try #require(SystemID(post)), sjekksum: String(repeating: "c", count: 64), filstoerrelse: 5,
                format: "fmt/95", mimeType: "application/pdf", lagretDato: Tidspunkt(milliseconds: 1_790_000_000_000))
            // The registry is away while documents commits: it finds the commits when it is back.
            await registry.stop()
            try await documents.commit([fil])
            try await documents.commit([fil])
            registry = try await RunningRegistry.start(in: folder)
            do {
                let path = "/journalposter/\(post)?\(kommune)"
                let after = try await eventually("the completed dokumentobjekt") { () -> JSONValue? in
                    let objekt = try await registry.get(path).json["dokumentbeskrivelse"]?[0]?["dokumentobjekt"]?[0]
                    return objekt?["fil"]?["status"]?.text == "lagret" ? objekt : nil
                }
                #expect(after["sjekksum"]?.text == fil.sjekksum)
                #expect(after["format"]?["kode"]?.text == "fmt/95")
                _ = try await registry.answered(RunningRegistry.event("3", .json(Partnermeldinger.notat("Etter", i: "k"))))
                #expect(try await events(registry, "dokumentobjekt.fullfoert").count == 1)
                let published = try await eventually("the public event") {
                    try await registry.values { $0.events("registry") }.first {
                        $0["type"]?.text == "no.sakarkiv.registry.dokumentobjekt.fullfoert.v1"
                    }
                }
                for name in ["format", "filstoerrelse"] { #expect(published["data"]?[name] == nil, "nothing of a file is public yet") }
                #expect(published["traceparent"]?.text?.contains("0af7651916cd43dd8448eb211c80319c") == true)
                #expect(try await registry.verify().json["replay"]?["equal"]?.boolean == true)
            } catch {
                await registry.stop()
                throw error
            }
            #expect(await registry.stop() == .ok)
        }

        @Test func `a case whose only file in archive format is a copy of documents' closes once that is known`() async throws {
            try await withRegistry { registry in
                let made = try await registry.answered(RunningRegistry.event("1", .json(Partnermeldinger.sak("Sak", noekkel: "k"))))
                let sak = try #require(made.data["mappeKvittering"]?["systemID"]?.text)
                let receipts = try await registry.answered(RunningRegistry.event("2", .json(notat("Notat", fil: "referat.pdf"))))
                let post = try #require(receipts.data["registreringKvittering"]?["systemID"]?.text)
                let path = "/journalposter/\(post)?\(kommune)"
                let before = try await registry.get(path).json["dokumentbeskrivelse"]?[0]
                for status in ["J", "A"] {
                    let answer = try await registry.post(
                        "/journalposter/\(post)/status?\(kommune)", ["journalstatus": .string(status)], as: "saksbehandler")
                    #expect(answer.status == 200, "\(answer.text)")
                }
                let fil = FilLagret(
                    dokumentobjekt: try #require(before?["dokumentobjekt"]?[0]?["systemID"]?.text.flatMap { SystemID($0) }),
                    dokumentbeskrivelse: try #require(before?["systemID"]?.text.flatMap { SystemID($0) }),
                    registrering: try #require(SystemID(post)), sjekksum: String(repeating: "c", count: 64), filstoerrelse: 5,
                    format: "fmt/20", mimeType: "application/pdf", lagretDato: Tidspunkt(milliseconds: 1_790_000_000_000))
                var documents = try SimulatedDocuments(registry)
                try await documents.commit([fil])
                _ = try await eventually("the completed dokumentobjekt") {
                    let format = try await registry.get(path).json["dokumentbeskrivelse"]?[0]?["dokumentobjekt"]?[0]?["format"]?["kode"]
                    return format?.text == "fmt/20" ? true : nil
                }
                let close = "/saksmapper/\(sak)/avslutt?\(kommune)"
                #expect(try await registry.post(close, [:], as: "saksbehandler").codes == ["no_archive_format"])
                let konvertert = fil.konvertert(til: SystemID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0007))
                try await documents.commit([konvertert])
                try await documents.commit([konvertert])
                let copy = try await eventually("the copy") {
                    try await registry.get(path).json["dokumentbeskrivelse"]?[0]?["dokumentobjekt"]?[1]
                }
                #expect(copy["systemID"]?.text == konvertert.dokumentobjekt.systemID.rawValue)
                #expect(copy["variantformat"]?["kode"]?.text == "A")
                #expect(copy["konvertering"]?["konverteringsverktoey"]?.text == "LibreOffice 7")
                #expect(try await registry.post(close, [:], as: "saksbehandler").status == 200)
                #expect(try await events(registry, "dokumentobjekt.konvertert").count == 1)
                #expect(try await registry.verify().json["replay"]?["equal"]?.boolean == true)
            }
        }
    }
}
