import Contracts
import Foundation
import ServiceKit
import ServiceTestSupport
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// What can be read over HTTP.
    struct ReadTests {
        private let kommune = "kommune=\(RunningRegistry.hamar)"

        /// Sends many messages at once and waits for the last one's receipt.
        private func batch(_ registry: RunningRegistry, _ messages: [JSONValue]) async throws {
            let events = messages.enumerated().map { RunningRegistry.event("b-\($0)", .json($1)) }
            for start in stride(from: 0, to: events.count, by: 50) {
                let part = events[start..<min(start + 50, events.count)].map(\.jsonValue)
                let answer = try await registry.call(
                    "POST", "/cloudevents", as: "byggsak", body: JSONValue.array(part).encoded(),
                    headers: [("Content-Type", "application/cloudevents-batch+json")])
                #expect(answer.status == 202, "\(answer.text)")
            }
            for event in events.suffix(1) { #expect(try await registry.receipts(of: event).isKvittering) }
        }

        /// Follows «neste» to the end.
        private func pages(_ registry: RunningRegistry, _ path: String) async throws -> [[JSONValue]] {
            var pages: [[JSONValue]] = []
            var next: String? = path
            while let path = next, pages.count < 10 {
                let answer = try await registry.get(path)
                #expect(answer.status == 200, "\(answer.text)")
                pages.append(answer.json["treff"]?.elements ?? [])
                next = answer.json["neste"]?.text
            }
            return pages
        }

        @Test func `a case is found by its number and by its id, a journalpost by its id`() async throws {
            try await withRegistry { registry in
                let sak = try await registry.answered(RunningRegistry.event("1", .json(Partnermeldinger.sak("Garasje", noekkel: "k"))))
                let notat = try await registry.answered(RunningRegistry.event("2", .json(Partnermeldinger.notat("Befaring", i: "k"))))
                let mappe = try #require(sak.data["mappeKvittering"])
                let id = try #require(mappe["systemID"]?.text)
                let aar = try #require(mappe["saksaar"]?.integer)
                let byNumber = try await registry.get("/saksmapper/\(aar)/1?\(kommune)")
                let byID = try await registry.get("/saksmapper/\(id)?\(kommune)")
                #expect(byNumber.status == 200)
                #expect(byNumber.json == byID.json)
                #expect(byID.json["tittel"]?.text == "Garasje")
                #expect(byID.json["registrering"]?.elements?.map { $0["tittel"]?.text } == ["Befaring"])
                let post = try #require(notat.data["registreringKvittering"]?["systemID"]?.text)
                let read = try await registry.get("/journalposter/\(post)?\(kommune)")
                #expect(read.json["tittel"]?.text == "Befaring")
                #expect(read.json["referanseMappe"]?.text == id)
                #expect(read.json["journalsekvensnummer"]?.integer == 1)
            }
        }

        @Test func `the journal of a day is paged in the order of its numbers`() async throws {
            try await withRegistry { registry in
                let count = 205
                try await batch(
                    registry,
                    [Partnermeldinger.sak("Sak", noekkel: "k")] + (0..<count).map { Partnermeldinger.notat("Notat \($0)", i: "k") })
                let hit = try await registry.get("/sok?q=%22notat+0%22&\(kommune)").json["treff"]?[0]
                let day = try #require(hit?["journaldato"]?.text)
                let pages = try await self.pages(registry, "/journal/\(day)?\(kommune)")
                #expect(pages.map(\.count) == [100, 100, 5])
                #expect(pages.joined().compactMap { $0["journalsekvensnummer"]?.integer } == (1...count).map { Int64($0) })
                #expect(pages.joined().compactMap { $0["journalpostnummer"]?.integer } == (1...count).map { Int64($0) })
                #expect(try await self.pages(registry, "/journal/1999-12-31?\(kommune)").map(\.count) == [0])
                let search = try await self.pages(registry, "/sok?q=notat&\(kommune)")
                #expect(search.map(\.count) == [100, 100, 5])
                #expect(Set(search.joined().compactMap { $0["systemID"]?.text }).count == count)
            }
        }

        private func pages(_ registry: RunningRegistry, search: String) async throws -> [String] {
            let query = try #require(search.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
            return try await pages(registry, "/sok?q=\(query)&\(kommune)").joined().compactMap { $0["tittel"]?.text }
        }

        @Test func `search takes whole words and a beginning, in any case, with æ, ø and å as letters of their own`() async throws {
            try await withRegistry { registry in
                try await batch(
                    registry,
                    [
                        Partnermeldinger.sak("Ærfugl på Ørland"), Partnermeldinger.sak("Ålesund bymuseum"),
                        Partnermeldinger.sak("Alesund og Orland"),
                        Partnermeldinger.sak("Garasje på Furubakken 7"),
                    ])
                #expect(try await pages(registry, search: "ærfugl") == ["Ærfugl på Ørland"])
                #expect(try await pages(registry, search: "ÆRFUGL") == ["Ærfugl på Ørland"])
                #expect(try await pages(registry, search: "ørl") == ["Ærfugl på Ørland"])
                #expect(try await pages(registry, search: "orl") == ["Alesund og Orland"])
                #expect(try await pages(registry, search: "ålesund") == ["Ålesund bymuseum"])
                #expect(try await pages(registry, search: "furubakken 7 gara") == ["Garasje på Furubakken 7"])
                #expect(try await pages(registry, search: "furubakken 8") == [])
                // What would be syntax to the index is not.
                for odd in ["\"garasje", "garasje OR (", "NEAR(garasje", "tittel:garasje*", "-garasje"] {
                    let answer = try await registry.get(
                        "/sok?q=\(try #require(odd.addingPercentEncoding(withAllowedCharacters: .alphanumerics)))&\(kommune)")
                    #expect(answer.status == 200, "\(odd): \(answer.text)")
                }
            }
        }

        @Test func `what is not there, not allowed or not a question is told as problem details`() async throws {
            try await withRegistry { registry in
                let id = "01890000-0000-7000-8000-000000000000"
                let expected: [(path: String, identity: String?, status: Int)] = [
                    ("/saksmapper/2026/99?\(kommune)", "saksbehandler", 404), ("/saksmapper/\(id)?\(kommune)", "saksbehandler", 404),
                    ("/journalposter/\(id)?\(kommune)", "saksbehandler", 404),
                    ("/sok?q=a&kommune=964950679", "saksbehandler", 404), ("/finnes-ikke", "saksbehandler", 404),
                    ("/kommuner/964950679", "saksbehandler", 404), ("/quarantine/x", "operator", 404),
                    ("/saksmapper/tjue/1?\(kommune)", "saksbehandler", 400), ("/saksmapper/x?\(kommune)", "saksbehandler", 400),
                    ("/journalposter/x?\(kommune)", "saksbehandler", 400), ("/journal/i-dag?\(kommune)", "saksbehandler", 400),
                    ("/journal/2026-02-30?\(kommune)", "saksbehandler", 400),
                    ("/journal/2026-01-01?\(kommune)&after=x", "saksbehandler", 400),
                    ("/sok?\(kommune)", "saksbehandler", 400), ("/sok?q=%22&\(kommune)", "saksbehandler", 400),
                    ("/sok?q=a&\(kommune)&skip=-1", "saksbehandler", 400), ("/sok?q=a&kommune=123456789", "saksbehandler", 400),
                    ("/sok?q=a", "saksbehandler", 400), ("/sok?q=\(String(repeating: "a", count: 600))&\(kommune)", "saksbehandler", 400),
                    ("/receipts?source=/no/x", "byggsak", 400),
                    ("/sok?q=a&\(kommune)", nil, 401), ("/sok?q=a&\(kommune)", "operator", 403),
                ]
                for (path, identity, status) in expected {
                    let answer = try await registry.get(path, as: identity)
                    #expect(answer.status == status, "\(path): \(answer.text)")
                    #expect(answer.headers["Content-Type"] == ProblemDetails.contentType, "\(path)")
                    #expect(answer.json["status"]?.integer == Int64(status), "\(path): \(answer.text)")
                    #expect(answer.json["title"]?.text?.isEmpty == false, "\(path)")
                }
            }
        }
    }
}
