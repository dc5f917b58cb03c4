import CommitLog
import Contracts
import Crypto
import Foundation
import ServiceTestSupport
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// Who sees what of a message that was set aside, over HTTP.
    struct QuarantineTests {
        /// A registry with archivists and operators of every kind.
        private func withPeople(_ body: (RunningRegistry) async throws -> Void) async throws {
            let (hamar, loeten) = ([RunningRegistry.hamar], [RunningRegistry.loeten])
            let alt = #", "gradering": ["SH", "SF"]"#
            let people = [
                Person("operator", "operator"), Person("drift-loeten", "operator", kommuner: loeten), Person("arkivar", "arkivar", alt),
                Person("arkivar-hamar", "arkivar", kommuner: hamar, alt), Person("arkivar-loeten", "arkivar", kommuner: loeten, alt),
                Person("halv", "arkivar", #", "klarering": ["13"]"# + alt), Person("ugradert", "arkivar"),
                Person("kari", "saksbehandler", #", "klarering": "alle""#), Person("byggsak", "partner"),
            ]
            try await RunningRegistry.run(with: people) { registry in
                try await registry.setUp(RunningRegistry.loeten, navn: "Løten", nummer: "3412")
                try await body(registry)
            }
        }

        /// A message with secrets wherever a sender can put one: values, names, headers.
        private func secret(_ id: String, kommune: String? = RunningRegistry.hamar) -> NewRecord {
            let data: JSONValue = [
                "antallFiler": "Ola Nordmann", "Nordmann 01017012345": 1,
                "mappe": ["type": "Nordmann", "tittel": ["Nordmann": 1], "dokumentetsDato": "Nordmann"],
            ]
            var record = RunningRegistry.record(RunningRegistry.event(id, .json(data), kommune: kommune))
            record.headers.append(RecordHeader("ce_subject", "Ola Nordmann"))
            return record
        }

        @Test func `the list and one message tell why and where, and nothing that stands in it`() async throws {
            try await withPeople { registry in
                try await registry.publish([secret("1"), NewRecord(key: nil, value: Array(#"{"id": "Nordmann", "Nordmann""#.utf8))])
                let kept = try await registry.quarantine(count: 2)
                let id = try #require(kept.first?["id"]?.text)
                for who in ["operator", "arkivar", "halv"] {
                    let list = try await registry.get("/quarantine", as: who)
                    let one = try await registry.get("/quarantine/\(id)", as: who)
                    #expect(list.status == 200 && one.status == 200)
                    #expect(!list.text.contains("Nordmann") && !one.text.contains("Nordmann"), "\(list.text)")
                    #expect(one.json["raw_base64"] == nil && one.json["headers"] == nil)
                    #expect(one.headers["Cache-Control"] == "no-store")
                }
                let one = try #require(kept.first)
                #expect(one["type"]?.text == FiksExamples.opprett && one["kommune"]?.text == RunningRegistry.hamar)
                #expect(one["topic"]?.text == "sakarkiv.inbound.byggsak" && one["partition"] == 0 && one["offset"] == 0)
                #expect(one["partner"]?.text == "byggsak" && (one["bytes"]?.integer ?? 0) > 100 && one["expires"]?.text != nil)
                #expect(one["reason"]?.elements?.contains { $0["code"]?.text == "unknown_member" } == true)
                let counts = try await registry.get("/quarantine", as: "operator").json["antall"]
                #expect(counts?.members?.values.compactMap(\.integer).reduce(0, +) == 2, "\(counts ?? .null)")
                #expect(try await registry.get("/quarantine", as: "kari").status == 403)
                #expect(try await registry.get("/quarantine", as: "byggsak").status == 403)
                #expect(try await registry.get("/metrics", as: nil).text.contains(#"sakarkiv_quarantine_open{reason="not_json"} 1"#))
                let status = try await registry.get("/admin/status", as: "operator").json["quarantine"]
                #expect(status?["open"] == 2 && status?["antall"]?["not_json"] == 1)
            }
        }

        @Test func `the content is for an archivist who may see everything of the municipality, and each look leaves a line`() async throws
        {
            try await withPeople { registry in
                try await registry.publish([secret("1"), NewRecord(key: nil, value: [0xFF, 0x00])])
                let kept = try await registry.quarantine(count: 2)
                let ids = kept.compactMap { $0["id"]?.text }
                try #require(ids.count == 2)
                let (named, unnamed) = (ids[0], ids[1])
                let looks: [(who: String, id: String, status: Int)] = [
                    ("arkivar", named, 200), ("arkivar-hamar", named, 200), ("arkivar-loeten", named, 404), ("halv", named, 403),
                    ("ugradert", named, 403),
                    ("operator", named, 403), ("kari", named, 403), ("byggsak", named, 403),
                    ("arkivar", unnamed, 200), ("arkivar-hamar", unnamed, 404), ("operator", unnamed, 403),
                ]
                for look in looks {
                    let answer = try await registry.get("/quarantine/\(look.id)/content", as: look.who)
                    #expect(answer.status == look.status, "\(look.who): \(answer.text)")
                    #expect(answer.headers["Cache-Control"] == "no-store")
                    if look.status != 200 { #expect(!answer.text.contains("Nordmann") && answer.json["raw_base64"] == nil) }
                }
                let content = try await registry.get("/quarantine/\(unnamed)/content", as: "arkivar").json
                #expect(content["raw_base64"]?.text == Data([0xFF, 0x00]).base64EncodedString())
                let lines = registry.logLines.filter { $0.contains("the content of a message in quarantine was shown") }
                #expect(lines.count == 4, "\(lines)")
                #expect(lines.first?.contains(#""by":"arkivar""#) == true && lines.first?.contains(named) == true)
                #expect(lines.first?.contains(#""kommune":"970540008""#) == true && lines.first?.contains(#""ts":"#) == true)
                #expect(!registry.logLines.contains { $0.contains("Nordmann") })
            }
        }

        @Test func `who acts for one municipality sees and discards its messages alone`() async throws {
            try await withPeople { registry in
                try await registry.publish([secret("1"), secret("2", kommune: RunningRegistry.loeten), NewRecord(key: nil, value: [1])])
                let kept = try await registry.quarantine(count: 3)
                let seen = try await registry.get("/quarantine", as: "drift-loeten").json
                #expect(seen["treff"]?.elements?.compactMap { $0["kommune"]?.text } == [RunningRegistry.loeten])
                #expect(seen["antall"]?.members?.values.compactMap(\.integer) == [1])
                let others = try #require(kept.first { $0["kommune"]?.text == RunningRegistry.hamar }?["id"]?.text)
                #expect(try await registry.get("/quarantine/\(others)", as: "drift-loeten").status == 404)
                let path = "/quarantine/discard"
                let refused = try await registry.post(
                    path, ["reason": "x", "kommune": .string(RunningRegistry.hamar)], as: "drift-loeten")
                #expect(refused.status == 403)
                let done = try await registry.post(path, ["reason": "ryddet"], as: "drift-loeten")
                #expect(done.json == ["discarded": 1, "more": false])
                let states = try await registry.get("/quarantine", as: "operator").json["treff"]?.elements ?? []
                #expect(states.filter { $0["state"]?.text == "open" }.count == 2)
                let decided = try #require(states.first { $0["state"]?.text == "discarded" })
                #expect(decided["decision"]?["by"]?.text == "drift-loeten" && decided["decision"]?["reason"]?.text == "ryddet")
            }
        }

        @Test func `many are discarded at once, by code, municipality and age, and a filter that is misspelt discards nothing`()
            async throws
        {
            try await withPeople { registry in
                try await registry.publish([NewRecord(key: nil, value: [1]), NewRecord(key: nil, value: Array("{".utf8)), secret("1")])
                let codes = try await registry.quarantine(count: 3).compactMap { $0["reason"]?[0]?["code"]?.text }
                let path = "/quarantine/discard"
                let wrong = try await registry.post(path, ["kommunen": "x", "olderThanDays": -1, "code": 1, "kommune": "1"])
                #expect(wrong.status == 400)
                #expect(Set(wrong.codes) == ["unknown_member", "missing_member", "wrong_form", "wrong_type"])
                #expect(try await registry.post(path, ["reason": "x"], as: "arkivar").status == 403)
                #expect(try await registry.post(path, ["reason": "x", "olderThanDays": 1]).json["discarded"] == 0)
                #expect(try await registry.post(path, ["reason": "x", "code": "finnes_ikke"]).json["discarded"] == 0)
                let first = try #require(codes.first)
                let same = Int64(codes.count { $0 == first })
                #expect(try await registry.post(path, ["reason": "x", "code": .string(first)]).json["discarded"] == .int(same))
                let rest = try await registry.post(path, ["reason": "x", "kommune": .string(RunningRegistry.hamar)])
                #expect(rest.json["discarded"] == 1)
                _ = try await registry.post(path, ["reason": "x"])
                #expect(try await registry.get("/quarantine", as: "operator").json["antall"] == [:])
            }
        }

        @Test func `who acts for one municipality posts messages for no other, whichever partner they name`() async throws {
            try await withPeople { registry in
                let body = RunningRegistry.event("1", .json(Partnermeldinger.sak("a"))).encoded()
                for (who, status) in [("drift-loeten", 403), ("operator", 202)] {
                    let answer = try await registry.call(
                        "POST", "/cloudevents?partner=byggsak", as: who, body: body,
                        headers: [("Content-Type", "application/cloudevents+json")])
                    #expect(answer.status == status, "\(answer.text)")
                    #expect(answer.codes == (status == 403 ? ["token_not_allowed"] : []))
                }
            }
        }
    }
}
