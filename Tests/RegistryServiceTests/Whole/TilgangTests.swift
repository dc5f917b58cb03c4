import Contracts
import Crypto
import Foundation
import SQLite
import ServiceTestSupport
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// What each role sees of a screened case, over HTTP.
    struct TilgangTests {
        private let kommune = "kommune=\(RunningRegistry.hamar)"

        /// A registry that knows people of every kind: cleared, not cleared, responsible, another partner.
        private func withPeople(_ body: (RunningRegistry) async throws -> Void) async throws {
            let people = [
                Person("operator", "operator"), Person("arkivar", "arkivar"), Person("byggsak", "partner"), Person("skole", "partner"),
                Person("ola", "saksbehandler"), Person("kari", "saksbehandler"), Person("Kari Nordmann", "saksbehandler"),
                Person("klarert", "saksbehandler", #", "klarering": ["13", "P", "UO"]"#),
                Person("arne", "arkivar", #", "klarering": ["13"]"#), Person("uklarert", "arkivar", #", "klarering": []"#),
            ]
            try await RunningRegistry.run(with: people, partnere: ["byggsak", "skole"], body)
        }

        /// A screened case that kari is responsible for, with a letter in it; gives their systemIDs.
        private func make(_ registry: RunningRegistry) async throws -> (sak: String, post: String, dato: String) {
            var sak = Partnermeldinger.sak("Barnevern Lise Lilleby", noekkel: "k", skjermet: true).members ?? [:]
            var mappe = sak["mappe"]?.members ?? [:]
            mappe["saksansvarlig"] = ["navn": "Kari Nordmann", "identifikator": "kari"]
            mappe["part"] = [["partNavn": "Lise Lilleby", "erSkjermet": true]]
            sak["mappe"] = .object(mappe)
            let made = try await registry.answered(RunningRegistry.event("1", .json(.object(sak))))
            let letter = Partnermeldinger.notat(
                "Bekymring for Lise", i: "k",
                [
                    "korrespondansepart": [
                        ["korrespondanseparttype": ["kode": "EA"], "korrespondansepartNavn": "Nabo Nilsen", "erSkjermet": true]
                    ],
                    "dokumentbeskrivelse": [["tittel": "Bekymringsmelding", "tilknyttetRegistreringSom": ["kode": "H"]]],
                ])
            let answer = try await registry.answered(RunningRegistry.event("2", .json(letter)))
            _ = try await registry.answered(RunningRegistry.event("3", .json(Partnermeldinger.sak("Åpen sak om Lise og ferge"))))
            let post = try #require(answer.data["registreringKvittering"]?["systemID"]?.text, "\(answer)")
            let read = try await registry.get("/journalposter/\(post)?\(kommune)", as: "arkivar").json
            return (try #require(made.data["mappeKvittering"]?["systemID"]?.text), post, try #require(read["journaldato"]?.text))
        }

        @Test func `secret words are for those cleared or concerned; others see the public title, in every answer`() async throws {
            try await withPeople { registry in
                let made = try await make(registry)
                let paths = [
                    "/saksmapper/\(made.sak)?\(kommune)", "/journalposter/\(made.post)?\(kommune)", "/journal/\(made.dato)?\(kommune)",
                    "/sok?q=2026&\(kommune)",
                ]
                for (who, sees) in [
                    ("arkivar", true), ("klarert", true), ("kari", true), ("byggsak", true), ("ola", false), ("skole", false),
                    ("Kari Nordmann", false),
                ] {
                    for path in paths {
                        let answer = try await registry.get(path, as: who)
                        #expect(answer.status == 200, "\(who) \(path): \(answer.text)")
                        let isThere = answer.text.contains("Barnevern") || answer.text.contains("Bekymring")
                        #expect(isThere == sees, "\(who) \(path): \(answer.text)")
                        if !sees {
                            for secret in ["Lilleby", "Nilsen"] { #expect(!answer.text.contains(secret), "\(who) \(path)") }
                            #expect(answer.text.contains("*****"), "\(who) \(path): \(answer.text)")
                        }
                    }
                }
                #expect(try await registry.get(paths[0], as: "operator").status == 403)
            }
        }

        @Test func `the class of a person's number is named, in what lies in it too, to those alone who may see it`() async throws {
            let people = [
                Person("operator", "operator"), Person("arkivar", "arkivar"), Person("byggsak", "partner"), Person("skole", "partner"),
                Person("ola", "saksbehandler", #", "klarering": []"#), Person("klarert", "saksbehandler", #", "klarering": ["26", "UO"]"#),
            ]
            try await RunningRegistry.run(with: people, partnere: ["byggsak", "skole"]) { registry in
                func file(_ tittel: String, _ noekkel: String) async throws -> String {
                    var sak = Partnermeldinger.sak(tittel, noekkel: noekkel).members ?? [:]
                    var mappe = sak["mappe"]?.members ?? [:]
                    mappe["klassifikasjon"] = [["klassifikasjonssystemID": "PNR", "klasseID": "19885830075"]]
                    sak["mappe"] = .object(mappe)
                    let made = try await registry.answered(RunningRegistry.event(noekkel, .json(.object(sak))))
                    return try #require(made.data["mappeKvittering"]?["systemID"]?.text, "\(made)")
                }
                let (first, second) = (try await file("Byggesak om ei låve", "k1"), try await file("Enda en låve", "k2"))
                for sak in [first, second] {
                    for (who, sees) in [("arkivar", true), ("klarert", true), ("ola", false), ("byggsak", false), ("skole", false)] {
                        for path in ["/saksmapper/\(sak)?\(kommune)", "/sok?q=l%C3%A5ve&\(kommune)"] {
                            let text = try await registry.get(path, as: who).text
                            #expect(text.contains("låve"), "\(who) \(path): \(text)")
                            #expect(text.contains("\"referanseSekundaerKlassifikasjon\":[\"") == sees, "\(who) \(path): \(text)")
                            #expect(text.contains("\"referanseKlasse\""), "\(who) \(path): \(text)")
                        }
                    }
                }
            }
        }

        @Test func `a person's number that was used before is filed under like a new one, to the last id`() async throws {
            let people = [
                Person("operator", "operator"), Person("arkivar", "arkivar"), Person("byggsak", "partner"), Person("skole", "partner"),
            ]
            try await RunningRegistry.run(with: people, partnere: ["byggsak", "skole"]) { registry in
                func sak(_ noekkel: String, _ nummer: String) -> JSONValue {
                    var sak = Partnermeldinger.sak("Elev", noekkel: noekkel).members ?? [:]
                    var mappe = sak["mappe"]?.members ?? [:]
                    mappe["klassifikasjon"] = [["klassifikasjonssystemID": "PNR", "klasseID": .string(nummer)]]
                    mappe["part"] = [["partNavn": "Lise"]]
                    sak["mappe"] = .object(mappe)
                    return .object(sak)
                }
                _ = try await registry.answered(RunningRegistry.event("1", .json(sak("k1", "19885830075"))))
                _ = try await registry.answered(RunningRegistry.event("2", .json(sak("k2", "19885830075"))))
                _ = try await registry.answered(RunningRegistry.event("3", .json(sak("k3", "19885830156"))))
                let told = try await registry.values { $0.events("registry") }.filter {
                    $0["type"]?.text == "no.sakarkiv.registry.saksmappe.opprettet.v1"
                }
                #expect(told.count == 3)
                #expect(Set(told.compactMap { $0["id"]?.text?.split(separator: "-").last }).count == 1, "\(told)")
            }
        }

        @Test func `search neither finds nor counts words that the reader may not see`() async throws {
            try await withPeople { registry in
                _ = try await make(registry)
                func hits(_ words: String, _ who: String) async throws -> Int? {
                    try await registry.get("/sok?q=\(words)&\(kommune)", as: who).json["treff"]?.elements?.count
                }
                for (word, all, few) in [("lise", 3, 1), ("nilsen", 1, 0), ("bekymringsmelding", 1, 0), ("barnev", 1, 0), ("ferge", 1, 1)] {
                    for who in ["arkivar", "klarert", "kari", "byggsak"] { #expect(try await hits(word, who) == all, "\(who) \(word)") }
                    for who in ["ola", "skole"] { #expect(try await hits(word, who) == few, "\(who) \(word)") }
                }
                // The public words of screened objects find them for everybody, each once.
                let everybody = try await hits("2026%2F1", "arkivar")
                #expect(everybody == 2)
                #expect(try await hits("2026%2F1", "ola") == everybody)
            }
        }

        @Test func `who may not see a case whole may not change it`() async throws {
            try await withPeople { registry in
                let made = try await make(registry)
                func status(_ who: String) async throws -> Int {
                    try await registry.post("/saksmapper/\(made.sak)/status?\(kommune)", ["saksstatus": "R"], as: who).status
                }
                #expect(try await status("ola") == 403)
                #expect(try await status("kari") == 200)
                #expect(try await status("klarert") == 200)
            }
        }

        @Test func `who sees an object without some of its parts screens neither it nor what it lies in, and hears of no hidden class`()
            async throws
        {
            try await withPeople { registry in
                _ = try await registry.answered(RunningRegistry.event("1", .json(Partnermeldinger.sak("Garasje", noekkel: "k"))))
                let letter = Partnermeldinger.notat(
                    "Nabovarsel", i: "k",
                    [
                        "korrespondansepart": [
                            ["korrespondanseparttype": ["kode": "EA"], "korrespondansepartNavn": "Nabo Nilsen", "erSkjermet": true]
                        ]
                    ])
                let answer = try await registry.answered(RunningRegistry.event("2", .json(letter)))
                let post = try #require(answer.data["registreringKvittering"]?["systemID"]?.text, "\(answer)")
                let screening: JSONValue = [
                    "skjerming": ["tilgangsrestriksjon": "13", "skjermingshjemmel": "Offl. § 13"], "begrunnelse": "Vurdert",
                ]
                func put(_ path: String, _ who: String) async throws -> RunningRegistry.Answer {
                    try await registry.call(
                        "PUT", "\(path)/skjerming?\(kommune)", as: who, body: screening.encoded(),
                        headers: [("Content-Type", "application/json")])
                }
                let wish: JSONValue = ["klassifikasjonssystem": "KK", "klasseID": "B77", "tittel": "Varsling om Lise"]
                let made = try await registry.post("/klasser?\(kommune)", wish, as: "arkivar")
                let klasse = try #require(made.json["systemID"]?.text, "\(made.text)")
                for path in ["/journalposter/\(post)", "/klasser/\(klasse)"] {
                    let refused = try await put(path, "arne")
                    #expect(refused.status == 403 && refused.codes == ["not_cleared"], "\(path): \(refused.text)")
                    #expect(try await put(path, "arkivar").status == 200, "\(path)")
                }
                #expect(try await registry.get("/journalposter/\(post)?\(kommune)", as: "arne").text.contains("Nilsen") == false)
                for title in ["Varsling om Lise", "Noe annet"] {
                    let guess: JSONValue = ["klassifikasjonssystem": "KK", "klasseID": "B77", "tittel": .string(title)]
                    let told = try await registry.post("/klasser?\(kommune)", guess, as: "uklarert")
                    #expect(told.codes == ["already_exists"] && !told.text.contains(klasse), "\(told.text)")
                }
            }
        }

        @Test func `a store from before the index knew who may find what is built anew from the log`() async throws {
            let folder = try DataFolder()
            var registry = try await RunningRegistry.start(in: folder)
            try await registry.setUp()
            let sak = Partnermeldinger.sak("Garasje", noekkel: "k")
            #expect(try await registry.answered(RunningRegistry.event("1", .json(sak))).isKvittering)
            await registry.stop()
            try Self.makeOld(folder.store(RunningRegistry.hamar))
            registry = try await RunningRegistry.start(in: folder)
            do {
                #expect(try await registry.get("/sok?q=garasje&\(kommune)").json["treff"]?.elements?.count == 1)
                #expect(try await registry.verify().json["replay"]?["equal"]?.boolean == true)
                let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/registry")
                #expect(files.contains { $0.contains("outdated") }, "\(files)")
                #expect(try await registry.answered(RunningRegistry.event("2", .json(Partnermeldinger.notat("N", i: "k")))).isKvittering)
            } catch {
                await registry.stop()
                throw error
            }
            #expect(await registry.stop() == .ok)
        }

        /// Makes a store look like one of the first release: without the third step of the schema.
        private static func makeOld(_ path: String) throws {
            let database = try Database(path: path)
            try database.execute("DELETE FROM schema_migration WHERE number > 2; PRAGMA user_version = 2")
            database.close()
        }
    }
}
