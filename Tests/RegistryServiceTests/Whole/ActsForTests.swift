import Crypto
import Foundation
import ServiceTestSupport
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// What a token that is for one municipality does in another.
    struct ActsForTests {
        private func withPeople(_ body: (RunningRegistry) async throws -> Void) async throws {
            let folder = try DataFolder()
            try FileManager.default.createDirectory(
                atPath: folder.path + "/tokens", withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            let loeten = #"["964950679"]"#
            let people: [(name: String, role: String, kommuner: String, more: String)] = [
                ("operator", "operator", #""alle""#, ""), ("byggsak", "partner", #""alle""#, ""),
                ("drift-loeten", "operator", loeten, ""), ("byggsak-loeten", "partner", loeten, #", "partner": "byggsak""#),
            ]
            let tokens = try people.map { one in
                try folder.write("tokens/\(one.name)", "token-of-\(one.name)-which-is-long-enough")
                let digest = SHA256.hex("token-of-\(one.name)-which-is-long-enough")
                return
                    #"{"identity": "\#(one.name)", "role": "\#(one.role)", "sha256": "\#(digest)", "kommuner": \#(one.kommuner)\#(one.more)}"#
            }
            try folder.write("tokens.json", #"{"tokens": [\#(tokens.joined(separator: ","))]}"#)
            try folder.write(
                "partners.json",
                #"{"partnere": [{"navn": "byggsak", "kommuner": ["970540008", "964950679"], "kilder": ["/no/"]}]}"#)
            let registry = try await RunningRegistry.start(in: folder, ["SAKARKIV_TOKENS_FILE": folder.path + "/tokens.json"])
            do {
                try await registry.setUp()
                try await body(registry)
            } catch {
                await registry.stop()
                throw error
            }
            #expect(await registry.stop() == .ok)
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
                #expect(try await registry.get("/receipts", as: "byggsak").json["treff"]?.elements?.count == 2)
                #expect(try await registry.get("/receipts", as: "byggsak-loeten").json["treff"]?.elements?.isEmpty == true)
            }
        }
    }
}
