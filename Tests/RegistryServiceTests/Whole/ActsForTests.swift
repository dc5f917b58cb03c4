import Crypto
import Foundation
import ServiceTestSupport
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// What a token that is for one municipality does in another.
    struct ActsForTests {
        private func withPeople(_ body: (RunningRegistry) async throws -> Void) async throws {
            let loeten = [RunningRegistry.loeten]
            let people = [
                Person("operator", "operator"), Person("byggsak", "partner"), Person("drift-loeten", "operator", kommuner: loeten),
                Person("byggsak-loeten", "partner", kommuner: loeten, #", "partner": "byggsak""#),
            ]
            try await RunningRegistry.run(with: people, body)
        }

        @Test func `nobody sets up, reads of, or sends to a municipality that their token is not for`() async throws {
            try await withPeople { registry in
                let made = RunningRegistry.kommune(RunningRegistry.loeten, navn: "Løten", nummer: "3412")
                #expect(try await registry.post("/kommuner", made, as: "drift-loeten").status == 201)
                #expect(try await registry.post("/kommuner", RunningRegistry.kommune(), as: "drift-loeten").status == 403)
                #expect(try await registry.get("/kommuner/\(RunningRegistry.hamar)", as: "drift-loeten").status == 404)
                #expect(try await registry.get("/kommuner/\(RunningRegistry.loeten)", as: "drift-loeten").status == 200)

                let message = RunningRegistry.event("1", .json(Partnermeldinger.sak("Garasje")))
                let refused = try await registry.send(message, as: "byggsak-loeten")
                #expect(refused.status == 403 && refused.codes == ["token_not_allowed"], "\(refused.text)")
                let asOperator = try await registry.call(
                    "POST", "/cloudevents?partner=byggsak", as: "drift-loeten", body: message.encoded(),
                    headers: [("Content-Type", "application/cloudevents+json")])
                #expect(asOperator.status == 403 && asOperator.codes == ["token_not_allowed"], "\(asOperator.text)")

                #expect(try await registry.answered(message).isKvittering)
                // The topic comes after the store.
                try await eventually("both receipts") {
                    try await registry.get("/receipts", as: "byggsak").json["treff"]?.elements?.count == 2 ? true : nil
                }
                #expect(try await registry.get("/receipts", as: "byggsak-loeten").json["treff"]?.elements?.isEmpty == true)
            }
        }
    }
}
