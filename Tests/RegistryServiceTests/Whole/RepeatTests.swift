import Contracts
import Foundation
import ServiceTestSupport
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// What a repeated message gets, and one that only looks like a repeat.
    struct RepeatTests {
        @Test func `the same message again gets the same receipts and makes nothing new`() async throws {
            try await withRegistry { registry in
                let event = RunningRegistry.event("1", .json(Partnermeldinger.sak("Gjentatt")))
                let first = try await registry.answered(event)
                #expect(first.isKvittering)
                #expect(try await registry.send(event).status == 202)
                let told = try await eventually("the receipts again") {
                    let values = try await registry.values { $0.receipts("byggsak") }
                    return values.count == 4 ? values : nil
                }
                #expect(Array(told.prefix(2)) == Array(told.suffix(2)))
                #expect(try await registry.receipts(of: event) == first)
                #expect(try await registry.get("/sok?q=gjentatt&kommune=\(RunningRegistry.hamar)").json["treff"]?.elements?.count == 1)
            }
        }

        @Test func `the same id with other content is refused, and what was made stays as it is`() async throws {
            try await withRegistry { registry in
                #expect(try await registry.answered(RunningRegistry.event("1", .json(Partnermeldinger.sak("Ekte")))).isKvittering)
                let other = RunningRegistry.event("1", .json(Partnermeldinger.sak("Falsk")))
                // Over HTTP the sender is told at once, and nothing is taken in.
                let refusal = try await registry.send(other)
                #expect(refusal.status == 409)
                #expect(refusal.json["errors"]?[0]?["code"]?.text == "duplicate_id")
                // To nobody but its sender is a guess at what stands in a message confirmed or denied.
                let source = "%2Fno%2F\(RunningRegistry.hamar)%2Fbyggsak"
                let question = "/cloudevents?source=\(source)&id=1&kommune=\(RunningRegistry.hamar)&digest=\(MessageDigest.of(other))"
                for (who, partner, state) in [
                    ("byggsak", "", "konflikt"), ("operator", "&partner=byggsak", "konflikt"), ("operator", "", "kvittering"),
                    ("operator", "&partner=skole", "kvittering"), ("saksbehandler", "&partner=byggsak", "kvittering"),
                    ("arkivar", "&partner=byggsak", "kvittering"),
                ] {
                    #expect(try await registry.get(question + partner, as: who).json["tilstand"]?.text == state, "\(who)\(partner)")
                }
                // Straight on the topic it is told as a receipt.
                try await registry.publish([RunningRegistry.record(other)])
                // The sender that asks for this id is told of both, so that it cannot take the old kvittering for the answer to the new content.
                let receipts = try await registry.receipts(of: other, count: 2)
                #expect(
                    receipts.types == [
                        "arkivering.arkivmelding.opprett.mottatt", "arkivering.arkivmelding.opprett.kvittering",
                        "feilmelding.ugyldigforespoersel",
                    ])
                #expect(receipts.codes == ["duplicate_id"])
                #expect(try await registry.get("/sok?q=falsk&kommune=\(RunningRegistry.hamar)").json["treff"]?.elements?.isEmpty == true)
                let report = try await registry.verify()
                #expect(report.json["replay"]?["equal"]?.boolean == true, "\(report.text)")
            }
        }

        @Test func `the same external key under another id gets the same objects`() async throws {
            try await withRegistry { registry in
                let first = try await registry.answered(RunningRegistry.event("1", .json(Partnermeldinger.sak("a", noekkel: "k"))))
                let second = try await registry.answered(RunningRegistry.event("2", .json(Partnermeldinger.sak("a", noekkel: "k"))))
                #expect(second.isKvittering)
                let (one, two) = (first.data["mappeKvittering"], second.data["mappeKvittering"])
                #expect(one?["systemID"] != nil)
                #expect(one?["systemID"] == two?["systemID"])
                #expect(one?["sakssekvensnummer"] == two?["sakssekvensnummer"])
                #expect(one?["opprettetEllerEksisterende"]?.text == "Opprettet")
                #expect(two?["opprettetEllerEksisterende"]?.text == "Eksisterende")
            }
        }

        @Test func `a municipality set up again is the same one, with 200 instead of 201`() async throws {
            try await withRegistry { registry in
                let again = try await registry.post("/kommuner", RunningRegistry.kommune())
                #expect(again.status == 200)
                let other = try await registry.post("/kommuner", RunningRegistry.kommune(navn: "Noe annet", nummer: "3499"))
                #expect((400..<500).contains(other.status), "\(other.text)")
                #expect(other.codes == ["already_exists"])
            }
        }

        @Test func `an idempotency key gives the first answer again and refuses another content`() async throws {
            try await withRegistry { registry in
                let key = [("Idempotency-Key", "k-1")]
                let body = RunningRegistry.kommune(RunningRegistry.loeten, navn: "Løten", nummer: "3412")
                let first = try await registry.post("/kommuner", body, headers: key)
                let second = try await registry.post("/kommuner", body, headers: key)
                #expect(first.status == 201)
                #expect(second.status == 200)
                #expect(first.json == second.json)
                let other = RunningRegistry.kommune(RunningRegistry.loeten, navn: "Annet", nummer: "3412")
                let conflict = try await registry.post("/kommuner", other, headers: key)
                #expect((400..<500).contains(conflict.status), "\(conflict.status)")
                #expect(conflict.codes == ["duplicate_id"])
            }
        }
    }
}
