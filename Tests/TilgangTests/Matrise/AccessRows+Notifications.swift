import Contracts
import Domain

extension AccessRows {
    static func notifications(_ material: AccessMaterial) -> [AccessRow] {
        let open = [
            ("GET", "/", "/"), ("GET", "/side/{fil}", "/side/app.js"), ("GET", "/epost/{token}", "/epost/ukjent"),
            ("POST", "/epost/{token}", "/epost/ukjent"),
        ].map { method, route, path in
            AccessRow("\(method) \(route)", path.hasSuffix("ukjent") ? "not signed" : "") { _ in AccessRequest(path).withoutKommune }
        }
        return open + [AccessRow("GET /meg") { _ in AccessRequest("/meg").withoutKommune }] + abonnementer(material)
    }

    private static func abonnementer(_ material: AccessMaterial) -> [AccessRow] {
        let (others, path) = (material.abonnementer[AccessReader.founder.identity] ?? "", "/abonnementer")
        /// Their own; of those who have none, one that is there to be ended. Whoever acts for the other municipality has none here.
        func own(_ asking: Asking) -> String {
            let isTheirs = asking.reader.map { $0.isElsewhere != asking.isHere } ?? false
            return isTheirs ? material.abonnementer[asking.reader?.identity ?? ""] ?? material.extra : material.extra
        }
        func row(_ method: String, _ verb: String, _ note: String = "", _ body: JSONValue? = nil) -> [AccessRow] {
            let route = "\(method) /abonnementer/{id}\(verb)"
            func request(_ id: String) -> AccessRequest {
                (body.map { AccessRequest("\(path)/\(id)\(verb)", json: $0) } ?? AccessRequest("\(path)/\(id)\(verb)")).withoutKommune
            }
            return [
                AccessRow(route, "own\(note)") { request(own($0)) },
                AccessRow(route, "somebody else's") { asking in
                    // Without its municipality in the name it is looked for in the caller's own.
                    request(asking.isHere ? others : String(others.suffix(36)))
                },
            ]
        }
        let feed = each(material) { object in
            AccessRow("GET /abonnementer/{id}/hendelser", "own, what it tells of the \(object.name) journalpost") { asking in
                var request = AccessRequest("\(path)/\(own(asking))/hendelser").withoutKommune
                request.query = [("limit", "500")]
                return request
            }.showing(object.marks, object.post, .atMost)
        }
        let webhook = ", no webhook"
        return each(material) { object in
            AccessRow("POST /abonnementer", "to the \(object.name) case") { asking in
                let filter: JSONValue = ["kommune": .string(asking.kommune), "saksmappe": .string(object.saksnummer)]
                return AccessRequest(path, json: ["navn": "Sak", "filter": filter, "levering": ["type": "sse"]]).withoutKommune
            }
        } + [AccessRow("GET /abonnementer") { _ in AccessRequest(path) }] + row("GET", "") + feed
            + row("GET", "/hendelser").filter { $0.about != "own" } + row("POST", "/lest", "", ["til": 0])
            + row("PATCH", "", "", ["navn": "Alt"]) + row("GET", "/leveringer")
            + row("POST", "/leveringer/gjenta", webhook, ["etter": 0]) + row("GET", "/noekler") + row("POST", "/noekler", webhook)
            + row("POST", "/aktiver", webhook) + row("POST", "/proeve", webhook) + row("DELETE", "")
    }
}
