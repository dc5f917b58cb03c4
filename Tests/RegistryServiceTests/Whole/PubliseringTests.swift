import Contracts
import Domain
import SQLite
import ServiceTestSupport
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// The publishing policy over HTTP, and what the public is told in the end.
    struct PubliseringTests {
        private let kommune = "kommune=\(RunningRegistry.hamar)"

        private func brev(_ registry: RunningRegistry, _ id: String, _ more: [String: JSONValue] = [:]) async throws -> String {
            var members: [String: JSONValue] = [
                "journalposttype": ["kode": "I"],
                "korrespondansepart": [["korrespondanseparttype": ["kode": "EA"], "korrespondansepartNavn": "Kari"]],
            ]
            members.merge(more) { $1 }
            let receipts = try await registry.answered(
                RunningRegistry.event(id, .json(Partnermeldinger.notat("Søknad \(id)", i: "k", noekkel: id, members))))
            return try #require(receipts.data["registreringKvittering"]?["systemID"]?.text, "\(receipts)")
        }

        /// What has been told and withdrawn of posts, in order.
        private func told(_ registry: RunningRegistry) async throws -> [String] {
            var seen: Set<String> = []
            // They come at least once.
            return try await registry.values { $0.events("registry") }.compactMap { event in
                guard seen.insert(event["id"]?.text ?? "").inserted, let type = event["type"]?.text, let id = event["subject"]?.text else {
                    return nil
                }
                if type.hasSuffix("journalpost.offentliggjort.v1") { return "+\(id) \(event["data"]?["offentligTittel"]?.text ?? "")" }
                return type.hasSuffix("journalpost.trukkettilbake.v1") ? "-\(id)" : nil
            }
        }

        @Test func `the policy is read and set with a reason, every fault named, and what it changes is told by the registry itself`()
            async throws
        {
            try await withRegistry { registry in
                _ = try await registry.answered(RunningRegistry.event("1", .json(Partnermeldinger.sak("Garasje", noekkel: "k"))))
                let post = try await brev(registry, "2")
                let standard = try await registry.get("/publisering?\(kommune)")
                #expect(standard.json["journalstatuser"] == ["A", "J"], "\(standard.text)")
                #expect(standard.json["journalposttyper"] == ["I", "U"])
                #expect(try await registry.get("/publisering?\(kommune)", as: "byggsak").status == 403)
                func put(_ body: JSONValue, as who: String = "arkivar") async throws -> RunningRegistry.Answer {
                    try await registry.call("PUT", "/publisering?\(kommune)", as: who, body: body.encoded())
                }
                #expect(try await put(["begrunnelse": "x"], as: "saksbehandler").status == 403)
                let wrong = try await put(["forsinkelseDager": "to", "unntatteArkivdeler": ["x"], "hva": 1])
                #expect(Set(wrong.codes) == ["unknown_member", "wrong_form", "missing_member"], "\(wrong.text)")
                let refused = try await put(["forsinkelseDager": -1, "journalstatuser": ["S", "Q"], "begrunnelse": "x"])
                #expect(Set(refused.codes) == ["invalid_value", "status_not_allowed", "unknown_code"], "\(refused.text)")

                let delayed = try await put(["forsinkelseDager": 30, "begrunnelse": "Vent"])
                #expect(delayed.status == 200, "\(delayed.text)")
                _ = try await eventually("it is withdrawn") { try await told(registry).last == "-\(post)" ? true : nil }
                #expect(try await registry.get("/publisering?\(kommune)").json["forsinkelseDager"]?.integer == 30)
                #expect(try await put(["begrunnelse": "Som før"]).status == 200)
                _ = try await eventually("it is told again") { try await told(registry).count == 3 ? true : nil }
                #expect(try await told(registry) == ["+\(post) Søknad 2", "-\(post)", "+\(post) Søknad 2"])
                #expect(try await registry.verify().json["replay"]?["equal"]?.boolean == true)
            }
        }

        @Test func `a draft is told when it is journalført, and a case that is screened afterwards takes its letters back at once`()
            async throws
        {
            try await withRegistry { registry in
                let made = try await registry.answered(RunningRegistry.event("1", .json(Partnermeldinger.sak("Garasje", noekkel: "k"))))
                let sak = try #require(made.data["mappeKvittering"]?["systemID"]?.text)
                let post = try await brev(registry, "2", ["journalstatus": ["kode": "S"]])
                let read = try await registry.get("/journalposter/\(post)?\(kommune)").json
                #expect(read["journaldato"] == nil)
                let status = try await registry.post(
                    "/journalposter/\(post)/status?\(kommune)", ["journalstatus": "J"], as: "saksbehandler")
                #expect(status.status == 200, "\(status.text)")
                let wish: JSONValue = [
                    "skjerming": ["tilgangsrestriksjon": "13", "skjermingshjemmel": "Offl. § 13"], "begrunnelse": "Ny vurdering",
                ]
                let screened = try await registry.call(
                    "PUT", "/saksmapper/\(sak)/skjerming?\(kommune)", as: "arkivar", body: wish.encoded())
                #expect(screened.status == 200, "\(screened.text)")
                _ = try await eventually("it is withdrawn") { try await told(registry).count == 2 ? true : nil }
                #expect(try await told(registry) == ["+\(post) Søknad 2", "-\(post)"])
                for event in try await registry.values({ $0.events("registry") })
                where event["type"]?.text?.hasSuffix("offentliggjort.v1") == false {
                    let text = String(decoding: (event["data"] ?? .null).encoded(), as: UTF8.self)
                    for word in ["Søknad", "Garasje", "Kari", "2026-"] { #expect(!text.contains(word), "\(text)") }
                }
                #expect(try await registry.verify().json["replay"]?["equal"]?.boolean == true)
            }
        }

        @Test func `an archive from before anything was published is published after the start, bit by bit, and once`() async throws {
            let count = Publisering.limitPerCommit + 30
            let registry = try await RunningRegistry.start(in: try DataFolder())
            let folder = registry.folder
            do {
                try await registry.setUp()
                _ = try await registry.answered(RunningRegistry.event("1", .json(Partnermeldinger.sak("Garasje", noekkel: "k"))))
                let members: [String: JSONValue] = [
                    "journalposttype": ["kode": "I"],
                    "korrespondansepart": [["korrespondanseparttype": ["kode": "EA"], "korrespondansepartNavn": "Kari"]],
                ]
                try await registry.publish(
                    (1...count).map { number in
                        RunningRegistry.record(
                            RunningRegistry.event(
                                "b\(number)", .json(Partnermeldinger.notat("Brev", i: "k", noekkel: "b\(number)", members))))
                    })
                _ = try await eventually("all are told") { try await told(registry).count == count ? true : nil }
            } catch {
                await registry.stop()
                throw error
            }
            #expect(await registry.stop() == .ok)
            // As an earlier program left it.
            let store = try Database(path: folder.store(RunningRegistry.hamar))
            try store.run("DELETE FROM offentliggjort")
            store.close()
            let again = try await RunningRegistry.start(in: folder)
            do {
                _ = try await eventually("all are told by the looking through") {
                    try await told(again).count == 2 * count ? true : nil
                }
                let published = try await again.values { $0.events("registry") }.filter {
                    $0["type"]?.text?.hasSuffix("offentliggjort.v1") == true
                }
                // Commit, then event in it: those of the looking through come last.
                let places = Set(published.compactMap { $0["sequence"]?.text }).sorted().suffix(count)
                let commits = Dictionary(places.map { ($0.prefix(20), 1) }, uniquingKeysWith: +)
                #expect(commits.values.allSatisfy { $0 <= Publisering.limitPerCommit })
                #expect(commits.count == 2)
                #expect(try await again.verify().json["replay"]?["equal"]?.boolean == true)
                #expect(try await told(again).count == 2 * count, "a repeat finds nothing to do")
            } catch {
                await again.stop()
                throw error
            }
            #expect(await again.stop() == .ok)
        }
    }
}
