import Contracts
import Crypto
import DomainTestSupport
import ServiceTestSupport
import Testing

extension WholeDocumentsTests {
    /// Files are given out, as far as somebody may see them.
    struct DownloadTests {
        private let bytes = WholeDocumentsTests.bytes(10_000)

        @Test func `parts, conditions and heads are answered as RFC 9110 has them`() async throws {
            try await withDocuments { service, registry in
                let made = try await registry.register([.init(referanse: "a")], message: Message.json([("a", bytes)]))
                try await service.file(made.dokumentobjekt[0], is: "lagret")
                let path = "/dokumentobjekter/\(made.dokumentobjekt[0])/fil"
                let tag = "\"\(SHA256.hex(bytes))\""
                let part = try await service.get(path, as: "saksbehandler", [("Range", "bytes=100-199")])
                #expect(part.status == 206)
                #expect(part.body == Array(bytes[100..<200]))
                #expect(part.headers["Content-Range"] == "bytes 100-199/10000")
                #expect(part.headers["Content-Length"] == "100")
                #expect(try await service.get(path, as: "saksbehandler", [("Range", "bytes=-50")]).body == Array(bytes.suffix(50)))
                #expect(try await service.get(path, as: "saksbehandler", [("Range", "bytes=9990-")]).body == Array(bytes.suffix(10)))
                let several = try await service.get(path, as: "saksbehandler", [("Range", "bytes=0-1,5-6")])
                #expect((several.status, several.body.count) == (200, 10_000))
                let beyond = try await service.get(path, as: "saksbehandler", [("Range", "bytes=10000-")])
                #expect(beyond.status == 416)
                #expect(beyond.headers["Content-Range"] == "bytes */10000")
                let same = try await service.get(path, as: "saksbehandler", [("Range", "bytes=0-9"), ("If-Range", tag)])
                #expect(same.status == 206)
                let other = try await service.get(path, as: "saksbehandler", [("Range", "bytes=0-9"), ("If-Range", "\"x\"")])
                #expect((other.status, other.body.count) == (200, 10_000))
                let unchanged = try await service.get(path, as: "saksbehandler", [("If-None-Match", tag)])
                #expect((unchanged.status, unchanged.body.count) == (304, 0))
                #expect(try await service.get(path, as: "saksbehandler", [("If-Match", "\"x\"")]).status == 412)
                let head = try await service.call("HEAD", path)
                #expect((head.status, head.headers["Content-Length"], head.body.count) == (200, "10000", 0))
                #expect(head.headers["Accept-Ranges"] == "bytes")
            }
        }

        @Test(arguments: [
            ("../../../etc/passwd", "passwd"), ("a\u{0}b\r\nX-Evil: 1.pdf", "abX-Evil_ 1.pdf"),
            (String(repeating: "n", count: 300) + ".pdf", String(repeating: "n", count: 196) + ".pdf"),
        ])
        func `a name can do no harm`(given: String, shown: String) async throws {
            try await withDocuments { service, registry in
                let made = try await registry.register([.init(referanse: "a", navn: given)], message: Message.json([("a", bytes)]))
                try await service.file(made.dokumentobjekt[0], is: "lagret")
                let answer = try await service.get("/dokumentobjekter/\(made.dokumentobjekt[0])/fil")
                #expect(answer.status == 200)
                #expect(answer.headers["X-Evil"] == nil)
                #expect(answer.headers["Content-Disposition"]?.hasPrefix("attachment; filename=\"\(shown)\"") == true)
            }
        }

        @Test(arguments: [false, true])
        func `a screened document shows nothing to those who may not see it`(isCase: Bool) async throws {
            try await withDocuments { service, registry in
                let made = try await registry.register(
                    [.init(referanse: "a", navn: "Hemmelig.pdf", skjermet: !isCase)], message: Message.json([("a", bytes)]),
                    skjermet: isCase)
                try await service.file(made.dokumentobjekt[0], is: "lagret")
                let path = "/dokumentobjekter/\(made.dokumentobjekt[0])"
                for who in ["saksbehandler", "operator"] {
                    let answer = try await service.get(path + "/fil", as: who)
                    #expect(answer.status == 403, "\(who)")
                    #expect(answer.headers["ETag"] == nil)
                    #expect(answer.body.count < 1_000)
                    for page in [path, "/dokumentbeskrivelser/\(made.dokumentbeskrivelse[0])"] {
                        let shown = try await service.get(page, as: who)
                        #expect(shown.status == (who == "operator" ? 404 : 200))
                        #expect(!shown.text.contains("Hemmelig"), "\(who) \(shown.text)")
                        #expect(!shown.text.contains(SHA256.hex(bytes)), "\(who)")
                    }
                }
                // Cleared for the code, part of the case, the sender, and the archivist.
                for who in ["klarert", "kari", "byggsak", "arkivar"] {
                    #expect(try await service.get(path + "/fil", as: who).status == 200, "\(who)")
                }
                #expect(try await service.get(path + "/fil", as: "annen").status == 404)
                #expect(try await service.get(path, as: "annen").status == 404)
                #expect(!(try await service.folder.values { $0.events("documents") }).description.contains("Hemmelig"))
            }
        }

        @Test func `a screening that comes later, at any level, keeps the file and what it is called from then on`() async throws {
            try await withDocuments { service, registry in
                let stige = Arkivstige()
                try await registry.register(stige, message: Message.json([("\(Arkivstige.hemmelig).pdf", bytes)]))
                try await service.file(Arkivstige.objekt, is: "lagret")
                let path = "/dokumentobjekter/\(Arkivstige.objekt)"
                let pages = [
                    path, "/dokumentbeskrivelser/\(Arkivstige.id(.dokument))",
                    "/registreringer/\(Arkivstige.id(.registrering))/dokumentbeskrivelser",
                ]
                #expect(try await service.get(path + "/fil").status == 200)
                for page in pages { #expect(try await service.get(page).text.contains(Arkivstige.hemmelig), "\(page)") }
                for trinn in Arkivstige.Trinn.allCases {
                    try await registry.commit([stige.endret(trinn, til: Arkivstige.skjerming("13"))])
                    try await eventually("\(trinn) screens") { try await service.get(path + "/fil").status == 403 ? true : nil }
                    for page in pages {
                        let shown = try await service.get(page)
                        #expect(shown.status == 200 && !shown.text.contains(Arkivstige.hemmelig), "\(trinn) \(shown.text)")
                        #expect(!shown.text.contains(SHA256.hex(bytes)))
                    }
                    for who in ["klarert", "kari", "arkivar"] {
                        #expect(try await service.get(path + "/fil", as: who).status == 200, "\(trinn) \(who)")
                    }
                    try await registry.commit([stige.endret(trinn, til: nil)])
                    try await eventually("\(trinn) is open") { try await service.get(path + "/fil").status == 200 ? true : nil }
                }
            }
        }

        @Test func `what a graded case holds is for those cleared for the grading: not for its archivist, its responsible or its sender`()
            async throws
        {
            try await withDocuments { service, registry in
                var stige = Arkivstige()
                (stige.gradering[.overmappe], stige.innsendtAv) = (Arkivstige.gradering("B"), "byggsak")
                try await registry.register(stige, message: Message.json([("\(Arkivstige.hemmelig).pdf", bytes)]))
                try await service.file(Arkivstige.objekt, is: "lagret")
                let path = "/dokumentobjekter/\(Arkivstige.objekt)"
                for who in ["saksbehandler", "klarert", "kari", "arkivar", "byggsak"] {
                    #expect(try await service.get(path + "/fil", as: who).status == 403, "\(who)")
                    let shown = try await service.get(path, as: who)
                    #expect(shown.status == 200 && !shown.text.contains(Arkivstige.hemmelig), "\(who) \(shown.text)")
                }
                #expect(try await service.get(path + "/fil", as: "gradert").status == 200)
                #expect(try await service.get(path + "/fil", as: "annen").status == 404)
            }
        }

        @Test func `the operator sees no document and no content, and which files are missing comes in pages`() async throws {
            try await withDocuments { service, registry in
                let stored = try await registry.register([.init(referanse: "a", navn: "Navn.pdf")], message: Message.json([("a", bytes)]))
                try await service.file(stored.dokumentobjekt[0], is: "lagret")
                #expect(try await service.get("/dokumentobjekter/\(stored.dokumentobjekt[0])/fil", as: "operator").status == 403)
                #expect(try await service.get("/dokumentobjekter/\(stored.dokumentobjekt[0])", as: "operator").status == 404)

                let names = (0..<130).map { SimulatedRegistry.Fil(referanse: "mangler-\($0)") }
                let made = try await registry.register(names, message: Message.json([]))
                _ = try await eventually("all to be refused") {
                    try await service.folder.committed("fil.feilet").count == 130 ? true : nil
                }
                let first = try await service.get("/dokumentobjekter?tilstand=avvist", as: "operator").json
                let next = try #require(first["neste"]?.text)
                #expect(first["treff"]?.elements?.count == 100)
                let second = try await service.get(String(next.replacing("kommune=\(SimulatedRegistry.hamar)&", with: "")), as: "operator")
                    .json
                #expect(second["treff"]?.elements?.count == 30)
                #expect(second["neste"] == nil)
                let all = ((first["treff"]?.elements ?? []) + (second["treff"]?.elements ?? [])).compactMap { $0["systemID"]?.text }
                #expect(Set(all) == Set(made.dokumentobjekt.map(\.rawValue)))
                #expect(try await service.get("/dokumentobjekter?tilstand=borte", as: "operator").status == 400)
                #expect(try await service.get("/dokumentobjekter", as: "annen").json["treff"]?.elements?.isEmpty == true)
                #expect(try await service.figures("sakarkiv_documents_missing_files").count == 4)
            }
        }
    }
}
