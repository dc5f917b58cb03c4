import Contracts
import Domain
import DomainTestSupport
import ServiceTestSupport
import Testing

@testable import RetentionService

extension WholeRetentionTests {
    /// Legal holds over HTTP.
    struct SperreRoutesTests {
        private typealias R = Registerhendelser
        private let path = "/kassasjon/sperrer?kommune=970540008"

        @Test func `a hold is set once for a key, shows everywhere, and is lifted with a reason`() async throws {
            try await RunningRetention.with { service, registry in
                try await WholeRetentionTests.saker(2, registry)
                _ = try await service.forklaring(1_012) { $0["tilstand"]?.text == "datert" }
                let wish: JSONValue = ["gjelder": ["mappe": .string(R.id(1_000).rawValue)], "begrunnelse": "Tilsyn 7"]
                let key = [("Idempotency-Key", "k1")]
                let first = try await service.post(path, wish, headers: key)
                #expect(first.status == 201)
                let id = try #require(first.json["systemID"]?.text)
                #expect(first.headers["Location"] == "/kassasjon/sperrer/\(id)?kommune=970540008")
                #expect(try await service.post(path, wish, headers: key).json == first.json)
                let other: JSONValue = ["gjelder": ["mappe": .string(R.id(1_010).rawValue)], "begrunnelse": "Tilsyn 7"]
                #expect(try await service.post(path, other, headers: key).codes == ["duplicate_id"])
                #expect(try await service.get(path).json["treff"]?.elements?.count == 1)

                let why = try await service.forklaring(1_002) { $0["sperret"]?.boolean == true }
                #expect(why["sperrer"]?[0]?["begrunnelse"]?.text == "Tilsyn 7")
                #expect(why["sperrer"]?[0]?["sattAv"]?.text == "arkivar")
                let seen = try await service.get("/kassasjon/\(R.id(1_002))?kommune=970540008", as: "saksbehandler").json
                #expect(seen["kassasjonsdato"]?.text == "2031-06-15")
                #expect(seen["sperret"] == nil && seen["sperrer"] == nil, "who is sued or inspected is the archivist's to know")
                let list = try await service.get("/kassasjon/forfalt?kommune=970540008&innen=2040-01-01&type=mappe").json
                #expect(list["treff"]?.elements?.map { $0["sperret"]?.boolean } == [true, false])
                #expect(list["treff"]?[0]?["sperrer"] == [.string(id)])
                let due = "/kassasjon/forfalt?kommune=970540008&innen=2040-01-01&type=mappe"
                let theirs = try await service.get(due, as: "saksbehandler").json["treff"]?.elements ?? []
                #expect(theirs.count == 2 && theirs.allSatisfy { $0["sperret"] == nil && $0["sperrer"] == nil })
                let lines = try await service.get(due + "&format=csv", as: "saksbehandler").text.split(separator: "\r\n").dropFirst()
                #expect(lines.count == 2 && lines.allSatisfy { $0.hasSuffix(",,") }, "\(lines)")

                let lift = "/kassasjon/sperrer/\(id)/opphev?kommune=970540008"
                #expect(try await service.post(lift, ["begrunnelse": " "]).codes == ["missing_member"])
                #expect(try await service.post(lift, ["begrunnelse": "Ferdig"]).json["staar"]?.boolean == false)
                #expect(try await service.post(lift, ["begrunnelse": "Igjen"]).json["opphevelsesgrunn"]?.text == "Ferdig")
                let history = try await service.get("/kassasjon/sperrer/\(id)?kommune=970540008").json
                #expect(history["begrunnelse"]?.text == "Tilsyn 7")
                #expect(history["opphevetAv"]?.text == "arkivar")
                #expect(try await service.get(path + "&staar=true").json["treff"]?.elements?.isEmpty == true)
                #expect(try await service.forklaring(1_002)["sperret"]?.boolean == false)
            }
        }

        @Test func `what cannot be held is refused, and who may not is turned away`() async throws {
            try await RunningRetention.with { service, registry in
                try await WholeRetentionTests.saker(1, registry)
                _ = try await service.forklaring(1_002)
                let bad: [(JSONValue, Int, [String])] = [
                    (["gjelder": ["mappe": "tull"], "begrunnelse": "x"], 422, ["invalid_value"]),
                    (["gjelder": ["mappe": .string(R.id(77).rawValue)], "begrunnelse": "x"], 404, ["not_found"]),
                    (["gjelder": [:], "begrunnelse": "x"], 422, ["missing_member"]),
                    (["gjelder": ["part": ["navn": "Kari"]], "begrunnelse": "x"], 422, ["invalid_value"]),
                    (["gjelder": ["hund": "x"], "begrunnelse": "x"], 422, ["invalid_value"]),
                    (["gjelder": ["part": ["partNavn": "Kari"]]], 422, ["missing_member"]),
                ]
                for (wish, status, codes) in bad {
                    let answer = try await service.post(path, wish)
                    #expect(answer.status == status, "\(wish)")
                    #expect(answer.codes == codes, "\(wish)")
                }
                let good: JSONValue = ["gjelder": ["part": ["partNavn": "Kari"]], "begrunnelse": "x"]
                for identity in ["saksbehandler", "byggsak", "operator"] {
                    #expect(try await service.post(path, good, as: identity).status == 403)
                    #expect(try await service.get(path, as: identity).status == 403)
                }
                #expect(
                    try await service.post("/kassasjon/sperrer/\(R.id(5))/opphev?kommune=970540008", ["begrunnelse": "x"]).status == 404)
                #expect(try await service.post("/kassasjon/sperrer?kommune=12", good).status == 400)
                #expect(try await service.post("/kassasjon/sperrer", good).status == 400, "which municipality?")
            }
        }
    }
}
