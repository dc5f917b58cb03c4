import CommitLog
import Contracts
import Crypto
import Domain
import ServiceTestSupport
import ShardRuntime
import Testing

extension WholeDocumentsTests {
    /// Files come into the archive from where messages say.
    struct RetrievalTests {
        private let pdf = WholeDocumentsTests.pdf

        @Test func `a file beside an arkivmelding in JSON is stored, told and given out`() async throws {
            try await withDocuments { service, registry in
                let made = try await registry.register([.init(referanse: "a.pdf")], message: Message.json([("a.pdf", pdf)]))
                let id = made.dokumentobjekt[0]
                let state = try await service.file(id, is: "lagret")
                #expect(state["sjekksum"]?.text == SHA256.hex(pdf))
                #expect(state["mimeType"]?.text == "application/pdf")
                let answer = try await service.get("/dokumentobjekter/\(id)/fil")
                #expect(answer.status == 200)
                #expect(answer.body == pdf)
                #expect(answer.headers["ETag"] == "\"\(SHA256.hex(pdf))\"")
                #expect(answer.headers["X-Content-Type-Options"] == "nosniff")
                #expect(answer.headers["Content-Disposition"]?.contains("filename*=UTF-8''S%C3%B8knad.pdf") == true)

                let told = try await eventually("the public event") {
                    try await service.folder.values { $0.events("documents") }.first {
                        $0["type"]?.text?.hasSuffix("fil.lagret.v1") == true
                    }
                }
                #expect(told["subject"]?.text == id.rawValue)
                #expect(told["traceparent"]?.text?.contains("0af7651916cd43dd8448eb211c80319c") == true)
                #expect(told["data"]?["filstoerrelse"]?.integer == Int64(pdf.count))
                #expect(try await service.folder.receipts().isEmpty)
                #expect(try await service.folder.committed("fil.lagret").count == 1)
                #expect(try await service.figures("sakarkiv_documents_stored_bytes_total").first?.hasSuffix(" \(pdf.count)") == true)
            }
        }

        @Test(arguments: [false, true])
        func `the files of a container are stored, in structured and in binary mode`(isBinary: Bool) async throws {
            try await withDocuments { service, registry in
                let other = WholeDocumentsTests.bytes(700_000)
                let files = [("brev.pdf", pdf), ("vedlegg/kart.bin", other)]
                let made = try await registry.register(
                    [.init(referanse: "brev.pdf"), .init(referanse: "vedlegg/kart.bin", navn: "kart.bin", format: "av/0")],
                    message: isBinary ? Message.binary(files) : Message.container(files))
                for (id, bytes) in zip(made.dokumentobjekt, [pdf, other]) {
                    #expect(try await service.file(id, is: "lagret")["sjekksum"]?.text == SHA256.hex(bytes))
                    #expect(try await service.get("/dokumentobjekter/\(id)/fil").body == bytes)
                }
                let list = try await service.get("/registreringer/\(made.registrering)/dokumentbeskrivelser").json
                #expect(list["treff"]?.elements?.count == 2)
            }
        }

        @Test func `a file with another checksum is refused and told, and an upload of the right one takes its place`() async throws {
            try await withDocuments { service, registry in
                let wanted = WholeDocumentsTests.bytes(5_000)
                let made = try await registry.register(
                    [.init(referanse: "a.pdf", sjekksum: SHA256.hex(wanted))], message: Message.json([("a.pdf", pdf)]))
                let id = made.dokumentobjekt[0]
                let state = try await service.file(id, is: "avvist")
                #expect(state["fil"]?["kode"]?.text == "checksum_mismatch")
                #expect(state["fil"]?["melding"]?.text?.contains(SHA256.hex(pdf)) == true)
                #expect(try service.folder.files(below: "content").isEmpty)
                #expect(try await service.get("/dokumentobjekter/\(id)/fil").status == 404)
                let missing = try await service.get("/dokumentobjekter?tilstand=avvist", as: "operator").json["treff"]?.elements ?? []
                #expect(missing.map { $0["kode"]?.text } == ["checksum_mismatch"])
                #expect(missing.first?["melding"] == nil)

                let feilet = try await eventually("the receipt") { try await service.folder.receipts().first }
                #expect(feilet["type"]?.text == "no.sakarkiv.documents.kvittering.fil.feilet.v1")
                #expect(feilet["correlationid"]?.text == "melding-1")
                #expect(feilet["data"]?["erEndelig"]?.boolean == true)

                let put = try await service.call("PUT", "/filer/sha256:\(SHA256.hex(wanted))", as: "byggsak", body: wanted)
                #expect(put.status == 201)
                try await service.file(id, is: "lagret")
                let receipts = try await eventually("the second receipt") {
                    let all = try await service.folder.receipts()
                    return all.count == 2 ? all : nil
                }
                #expect(receipts.last?["type"]?.text == "no.sakarkiv.documents.kvittering.fil.lagret.v1")
                #expect(try await service.folder.values { $0.events("documents") }.count == 2)
            }
        }

        @Test func `what a message does not have is named, also when the message itself is gone`() async throws {
            try await withDocuments { service, registry in
                let made = try await registry.register([.init(referanse: "b.pdf")], message: Message.json([("a.pdf", pdf)]))
                #expect(try await service.file(made.dokumentobjekt[0], is: "avvist")["fil"]?["kode"]?.text == "file_not_in_message")
                let place = Meldingssted(topic: Topics().inbound("byggsak"), partition: 0, offset: 4_711)
                let gone = try await registry.register([.init(referanse: "b.pdf")], at: place)
                #expect(try await service.file(gone.dokumentobjekt[0], is: "avvist")["fil"]?["kode"]?.text == "message_gone")
                let broken = NewRecord(key: nil, value: Array("PK".utf8), headers: Message.binary([]).headers)
                let damaged = try await registry.register([.init(referanse: "b.pdf")], message: broken)
                #expect(try await service.file(damaged.dokumentobjekt[0], is: "avvist")["fil"]?["kode"]?.text == "container_malformed")
                #expect(try await service.figures("sakarkiv_documents_retrieval_failures_total").count == 3)
            }
        }

        @Test func `an upload is found before and after the message, and another partner's is nobody else's`() async throws {
            try await withDocuments { service, registry in
                let (one, two) = (WholeDocumentsTests.bytes(1_000, seed: 2), WholeDocumentsTests.bytes(1_000, seed: 3))
                #expect(try await service.call("POST", "/filer", as: "byggsak", body: one).status == 201)
                let before = try await registry.register([.init(referanse: "sha256:\(SHA256.hex(one))")])
                try await service.file(before.dokumentobjekt[0], is: "lagret")

                let after = try await registry.register([.init(referanse: "sha256:\(SHA256.hex(two))")])
                #expect(try await service.file(after.dokumentobjekt[0], is: "feilet")["fil"]?["kode"]?.text == "upload_awaited")
                #expect(try await service.get("/dokumentobjekter/\(after.dokumentobjekt[0])/fil").status == 409)
                #expect(try await service.call("PUT", "/filer/sha256:\(SHA256.hex(two))", as: "byggsak", body: two).status == 201)
                try await service.file(after.dokumentobjekt[0], is: "lagret")

                // Who only knows a checksum has no file.
                let theirs = try await registry.register([.init(referanse: "sha256:\(SHA256.hex(one))")], partner: "annen")
                #expect(try await service.file(theirs.dokumentobjekt[0], is: "feilet")["fil"]?["kode"]?.text == "upload_awaited")
                #expect(try await service.get("/filer/sha256:\(SHA256.hex(one))", as: "annen").status == 404)
                #expect(try await service.get("/filer/sha256:\(SHA256.hex(one))", as: "byggsak").status == 200)
            }
        }

        @Test func `a promised upload that never comes is given up under its own name, and told`() async throws {
            try await withDocuments(["SAKARKIV_DOCUMENTS_UPLOAD_WAIT_SECONDS": "1"]) { service, registry in
                let made = try await registry.register([.init(referanse: "sha256:\(SHA256.hex([1]))")])
                #expect(try await service.file(made.dokumentobjekt[0], is: "avvist")["fil"]?["kode"]?.text == "upload_missing")
                let receipt = try await eventually("the receipt") { try await service.folder.receipts().first }
                #expect(receipt["data"]?["kode"]?.text == "upload_missing")
                #expect(try await service.folder.receipts().count == 1)
            }
        }

        @Test func `a PDF that says it is a PNG is kept as what it is, and the difference is noted`() async throws {
            try await withDocuments { service, registry in
                let made = try await registry.register(
                    [.init(referanse: "a", navn: "bilde.png", format: "fmt/13")], message: Message.json([("a", pdf)]))
                let state = try await service.file(made.dokumentobjekt[0], is: "lagret")
                #expect(state["mimeType"]?.text == "application/pdf")
                #expect(state["format"]?["kodenavn"]?.text?.hasPrefix("PDF") == true)
                #expect(state["formatDetaljer"]?.text?.contains("fmt/13") == true)
                let answer = try await service.get("/dokumentobjekter/\(made.dokumentobjekt[0])/fil")
                #expect(answer.headers["Content-Type"] == "application/pdf")
            }
        }

        @Test func `somebody can have a file fetched again, from an upload too, and the operator cannot say which`() async throws {
            try await withDocuments { service, registry in
                let made = try await registry.register([.init(referanse: "b.pdf")], message: Message.json([("a.pdf", pdf)]))
                let id = made.dokumentobjekt[0]
                try await service.file(id, is: "avvist")
                #expect(try await service.call("POST", "/dokumentobjekter/\(id)/hent", as: "saksbehandler").status == 403)
                #expect(try await service.call("POST", "/dokumentobjekter/\(id)/hent", as: "operator").status == 202)
                _ = try await eventually("the second attempt") { try await service.folder.committed("fil.feilet").count == 2 ? true : nil }
                #expect(try await service.folder.receipts().count == 1)

                let body = Array(#"{"referanseDokumentfil": "sha256:\#(SHA256.hex(pdf))"}"#.utf8)
                #expect(try await service.call("POST", "/dokumentobjekter/\(id)/hent", as: "operator", body: body).status == 403)
                #expect(try await service.call("POST", "/dokumentobjekter/\(id)/hent", as: "annen", body: body).status == 404)
                #expect(try await service.call("POST", "/filer", as: "arkivar", body: pdf).status == 201)
                #expect(try await service.call("POST", "/dokumentobjekter/\(id)/hent", as: "arkivar", body: body).status == 202)
                try await service.file(id, is: "lagret")
                #expect(try await service.call("POST", "/dokumentobjekter/\(id)/hent", as: "arkivar").codes == ["file_already_stored"])
            }
        }

        @Test func `the store can be built anew from the log`() async throws {
            try await withDocuments { service, registry in
                let made = try await registry.register([.init(referanse: "a.pdf")], message: Message.json([("a.pdf", pdf)]))
                try await service.file(made.dokumentobjekt[0], is: "lagret")
                let failed = try await registry.register([.init(referanse: "b.pdf")], message: Message.json([]))
                try await service.file(failed.dokumentobjekt[0], is: "avvist")
                let report = try await service.call("POST", "/admin/verify", as: "operator")
                #expect(report.json["chain"]?["ok"]?.boolean == true, "\(report.text)")
                #expect(report.json["replay"]?["equal"]?.boolean == true, "\(report.text)")
            }
        }
    }
}
