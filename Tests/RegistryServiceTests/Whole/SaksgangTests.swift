import Contracts
import Foundation
import ServiceTestSupport
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// The life of a case over HTTP.
    struct SaksgangTests {
        private let kommune = "kommune=\(RunningRegistry.hamar)"

        /// A case with an internal note in it; gives both systemIDs.
        private func sak(_ registry: RunningRegistry) async throws -> (sak: String, post: String) {
            let made = try await registry.answered(RunningRegistry.event("1", .json(Partnermeldinger.sak("Garasje", noekkel: "k"))))
            let note = try await registry.answered(RunningRegistry.event("2", .json(Partnermeldinger.notat("Befaring", i: "k"))))
            return (
                try #require(made.data["mappeKvittering"]?["systemID"]?.text),
                try #require(note.data["registreringKvittering"]?["systemID"]?.text)
            )
        }

        @Test func `a case is worked on, closed, opened again by an archivist, and remembers it all`() async throws {
            try await withRegistry { registry in
                let (sak, post) = try await sak(registry)
                func give(_ path: String, _ body: JSONValue = [:], as who: String = "saksbehandler") async throws -> RunningRegistry.Answer
                {
                    try await registry.post("\(path)?\(kommune)", body, as: who)
                }
                #expect(try await give("/saksmapper/\(sak)/status", ["saksstatus": "R"]).status == 200)
                #expect(try await give("/saksmapper/\(sak)/merknader", ["merknadstekst": "Ring", "merknadstype": "MS"]).status == 201)
                let early = try await give("/saksmapper/\(sak)/avslutt")
                #expect(early.status == 422, "\(early.text)")
                #expect(early.codes == ["status_not_allowed"])
                for status in ["J", "A"] {
                    let answer = try await give("/journalposter/\(post)/status", ["journalstatus": .string(status)])
                    #expect(answer.status == 200, "\(answer.text)")
                }
                #expect(try await give("/saksmapper/\(sak)/avslutt").json["systemID"]?.text == sak)
                #expect(try await registry.get("/saksmapper/\(sak)?\(kommune)").json["saksstatus"]?["kode"]?.text == "A")
                #expect(try await give("/saksmapper/\(sak)/status", ["saksstatus": "B"]).codes == ["case_closed"])
                #expect(try await give("/saksmapper/\(sak)/gjenaapne", ["begrunnelse": "Klage"]).status == 403)
                #expect(try await give("/saksmapper/\(sak)/gjenaapne", as: "arkivar").codes == ["missing_member"])
                #expect(try await give("/saksmapper/\(sak)/gjenaapne", ["begrunnelse": "Klage"], as: "arkivar").status == 200)
                let read = try await registry.get("/saksmapper/\(sak)?\(kommune)").json
                #expect(read["saksstatus"]?["kode"]?.text == "B")
                #expect(read["merknad"]?[0]?["merknadRegistrertAv"]?.text == "saksbehandler")
                #expect(try await registry.verify().json["replay"]?["equal"]?.boolean == true)
            }
        }

        @Test func `a letter is written off, waits again, and an idempotency key makes a repeat harmless`() async throws {
            try await withRegistry { registry in
                _ = try await sak(registry)
                var brev = Partnermeldinger.notat("Søknad", i: "k").members ?? [:]
                var registrering = brev["registrering"]?.members ?? [:]
                registrering["journalposttype"] = ["kode": "I"]
                registrering["korrespondansepart"] = [["korrespondanseparttype": ["kode": "EA"], "korrespondansepartNavn": "Kari"]]
                brev["registrering"] = .object(registrering)
                let receipts = try await registry.answered(RunningRegistry.event("3", .json(.object(brev))))
                let post = try #require(receipts.data["registreringKvittering"]?["systemID"]?.text, "\(receipts)")
                let path = "/journalposter/\(post)/avskrivninger?\(kommune)"
                let wish: JSONValue = ["avskrivningsdato": "2026-11-22", "avskrivningsmaate": "TE"]
                let headers = [("Idempotency-Key", "a-1")]
                let first = try await registry.post(path, wish, as: "saksbehandler", headers: headers)
                #expect(first.status == 201, "\(first.text)")
                #expect(try await registry.post(path, wish, as: "saksbehandler", headers: headers).json == first.json)
                let other: JSONValue = ["avskrivningsdato": "2026-11-23", "avskrivningsmaate": "TE"]
                #expect(try await registry.post(path, other, as: "saksbehandler", headers: headers).codes == ["duplicate_id"])
                let wrong = try await registry.post(path, ["avskrivningsdato": "i går", "x": 1], as: "saksbehandler")
                #expect(wrong.codes == ["unknown_member", "missing_member", "wrong_form"], "\(wrong.text)")
                let one = try #require(first.json["systemID"]?.text)
                let undo = try await registry.call(
                    "DELETE", "/journalposter/\(post)/avskrivninger/\(one)?\(kommune)", as: "saksbehandler")
                #expect(undo.status == 200, "\(undo.text)")
                #expect(try await registry.get("/journalposter/\(post)?\(kommune)").json["avskrivning"]?.elements ?? [] == [])
            }
        }

        @Test func `structure and the fate of things are an archivist's to decide, and are listed`() async throws {
            try await withRegistry { registry in
                let (sak, _) = try await sak(registry)
                let systems = try await registry.get("/klassifikasjonssystemer?\(kommune)").json["treff"]?.elements ?? []
                let system = try #require(systems.first { $0["klassifikasjonstype"]?["kode"]?.text == "KK" }?["systemID"]?.text)
                let wish: JSONValue = [
                    "klassifikasjonssystem": "KK", "klasseID": "L77", "tittel": "Garasjer", "overordnetKlasse": "L",
                    "kassasjon": ["kassasjonsvedtak": "K", "bevaringstid": 10],
                ]
                #expect(try await registry.post("/klasser?\(kommune)", wish, as: "saksbehandler").status == 403)
                let made = try await registry.post("/klasser?\(kommune)", wish, as: "arkivar")
                #expect(made.status == 201, "\(made.text)")
                let klasse = try #require(made.json["systemID"]?.text)
                let page = try await registry.get("/klassifikasjonssystemer/\(system)/klasser?\(kommune)&after=L6").json["treff"]?.elements
                #expect(page?.contains { $0["klasseID"]?.text == "L77" } == true)
                let move = try await registry.post(
                    "/saksmapper/\(sak)/omklassifiser?\(kommune)", ["klasseID": "L77", "begrunnelse": "feil"], as: "arkivar")
                #expect(move.status == 200, "\(move.text)")
                #expect(try await registry.get("/saksmapper/\(sak)?\(kommune)").json["referanseKlasse"]?.text == klasse)

                func decide(_ path: String, _ body: JSONValue, as who: String = "arkivar") async throws -> RunningRegistry.Answer {
                    try await registry.call("PUT", "\(path)/kassasjon?\(kommune)", as: who, body: body.encoded())
                }
                let vedtak: JSONValue = ["kassasjon": ["kassasjonsvedtak": "B", "arv": "mappe"], "begrunnelse": "Ny plan"]
                #expect(try await decide("/klasser/\(klasse)", vedtak, as: "saksbehandler").status == 403)
                #expect(try await decide("/klasser/\(klasse)", vedtak).status == 200)
                #expect(try await registry.get("/klasser/\(klasse)?\(kommune)").json["kassasjon"]?["arv"]?.text == "mappe")
                #expect(try await decide("/saksmapper/\(sak)", vedtak).codes == ["invalid_value"])
                #expect(try await decide("/klasser/\(klasse)", ["begrunnelse": "x"]).codes == ["missing_member"])
                #expect(try await decide("/klasser/\(klasse)", ["kassasjon": .null, "begrunnelse": "x"]).status == 200)
                #expect(try await registry.get("/klasser/\(klasse)?\(kommune)").json["kassasjon"] == nil)
                #expect(try await registry.get("/arkivdeler?\(kommune)").json["treff"]?[0]?["tittel"]?.text == "Sakarkiv")
            }
        }
    }
}
