import Contracts
import Domain

extension AccessRows {
    static func registry(_ material: AccessMaterial) -> [AccessRow] {
        // What is sent for the other municipality makes a case there: last.
        kommuner() + receipts(material) + structure(material) + reading(material) + saker(material) + poster(material) + vern(material)
            + policy() + [posted(material)]
    }

    private static func kommuner() -> [AccessRow] {
        [
            AccessRow("GET /kommuner") { _ in AccessRequest("/kommuner").withoutKommune },
            AccessRow("GET /kommuner/{organisasjonsnummer}") { asking in AccessRequest("/kommuner/\(asking.kommune)").withoutKommune },
            AccessRow("POST /kommuner", "as it is already") { asking in
                let known = AccessMaterial.kommune(asking.kommune, asking.isHere ? "3403" : "3412", asking.isHere ? "Hamar" : "Løten")
                return AccessRequest("/kommuner", json: known).withoutKommune
            },
        ]
    }

    private static func receipts(_ material: AccessMaterial) -> [AccessRow] {
        let sent = material.meldinger["byggsak"]
        let query = [("source", sent?.source ?? ""), ("id", sent?.id ?? "")]
        func row(_ route: String, _ about: String, _ path: String, _ query: [(String, String)]) -> AccessRow {
            var row = AccessRow(route, about) { _ in AccessRequest(path, query) }
            row.marks = [(.whole, [material.aapen.mappe.rawValue]), (.exists, ["\"correlationid\":\"\(sent?.id ?? "")\""])]
            return row
        }
        return [
            row("GET /cloudevents", "the sender's message", "/cloudevents", query),
            row("GET /receipts", "of the sender's message", "/receipts", query),
            row("GET /receipts", "the sender's, one after the other", "/receipts", [("partner", "byggsak")]),
        ]
    }

    private static func posted(_ material: AccessMaterial) -> AccessRow {
        AccessRow("POST /cloudevents", "a message sent before; the operator for the sender") { asking in
            var event = material.meldinger[asking.reader?.partner ?? "byggsak"]
            if !asking.isHere {
                let sak = AccessMaterial.sak("Løtens sak", noekkel: "loeten")
                event = AccessMaterial.event(
                    "loeten", of: "byggsak", for: asking.kommune, ["system": "Byggesak", "antallFiler": 0, "mappe": .object(sak)])
            }
            var request = AccessRequest("/cloudevents").withoutKommune
            if asking.reader?.partner == nil { request.query = [("partner", "byggsak")] }
            request.body = event?.encoded() ?? []
            request.headers = [("Content-Type", "application/cloudevents+json")]
            return request
        }
    }

    private static func structure(_ material: AccessMaterial) -> [AccessRow] {
        var person = AccessRow("GET /klasser/{systemID}", "a person's number") { _ in AccessRequest("/klasser/\(material.klasse.person)") }
        person.marks = [(.whole, ["personord"]), (.exists, [material.klasse.person])]
        return [
            AccessRow("GET /arkivdeler") { _ in AccessRequest("/arkivdeler") },
            AccessRow("GET /klassifikasjonssystemer") { _ in AccessRequest("/klassifikasjonssystemer") },
            AccessRow("GET /klassifikasjonssystemer/{systemID}/klasser") { _ in
                AccessRequest("/klassifikasjonssystemer/\(material.klassifikasjonssystem)/klasser")
            },
            AccessRow("GET /klasser/{systemID}", "open") { _ in AccessRequest("/klasser/\(material.klasse.open)") }, person,
            AccessRow("POST /arkivdeler") { _ in
                let wish: JSONValue = ["referanseArkiv": .string(material.arkiv), "tittel": "Prøvedel", "klassifikasjonssystem": ["KK"]]
                return AccessRequest("/arkivdeler", json: wish)
            },
            AccessRow("POST /klassifikasjonssystemer") { _ in AccessRequest("/klassifikasjonssystemer", json: ["tittel": "Prøvesystem"]) },
            AccessRow("POST /klasser", "open") { _ in
                AccessRequest("/klasser", json: ["klassifikasjonssystem": "KK", "klasseID": "B77", "tittel": "Klasse"])
            },
            AccessRow("POST /klasser", "a person's number") { _ in
                let wish: JSONValue = ["klassifikasjonssystem": "Personnummer", "klasseID": "19085830948", "tittel": "personord"]
                return AccessRequest("/klasser", json: wish)
            },
        ]
    }

    private static func reading(_ material: AccessMaterial) -> [AccessRow] {
        func row(
            _ route: String, _ how: Agreement, _ of: KeyPath<AccessObject, SystemID>, _ path: @escaping (AccessObject) -> AccessRequest
        ) -> [AccessRow] {
            each(material) { object in
                AccessRow(route, object.name) { _ in path(object) }.showing(object.marks, object[keyPath: of], how)
            }
        }
        return row("GET /saksmapper/{saksaar}/{sakssekvensnummer}", .exact, \.mappe) { AccessRequest("/saksmapper/\($0.saksnummer)") }
            + row("GET /saksmapper/{systemID}", .exact, \.mappe) { AccessRequest("/saksmapper/\($0.mappe)") }
            + row("GET /journalposter/{systemID}", .exact, \.post) { AccessRequest("/journalposter/\($0.post)") }
            + row("GET /journal/{dato}", .exact, \.post) { _ in AccessRequest("/journal/\(material.journaldato)") }
            + each(material) { object in
                AccessRow("GET /sok", "\(object.name), by a word of the title") { _ in AccessRequest("/sok", [("q", object.word)]) }
                    .showing(object.marks, object.mappe, .wholeOrNothing)
            }
    }

    private static func saker(_ material: AccessMaterial) -> [AccessRow] {
        func row(_ verb: String, _ note: String, _ body: JSONValue) -> [AccessRow] {
            each(material) { object in
                AccessRow("POST /saksmapper/{systemID}/\(verb)", object.name + note) { _ in
                    AccessRequest("/saksmapper/\(object.mappe)/\(verb)", json: body)
                }
            }
        }
        return row("status", "", ["saksstatus": "B"]) + row("avslutt", ", not ready", ["avskrivRestanser": false])
            + row("gjenaapne", ", not closed", ["begrunnelse": "Prøve"])
            + row("omklassifiser", "", ["klasseID": "B77", "begrunnelse": "Prøve"]) + row("merknader", "", ["merknadstekst": "Sett"])
    }

    private static func poster(_ material: AccessMaterial) -> [AccessRow] {
        func row(_ method: String, _ verb: String, _ note: String, _ more: String = "", _ body: JSONValue? = nil) -> [AccessRow] {
            each(material) { object in
                AccessRow("\(method) /journalposter/{systemID}/\(verb)", object.name + note) { _ in
                    let path = "/journalposter/\(object.post)/\(verb.prefix { $0 != "/" })\(more)"
                    return body.map { AccessRequest(path, json: $0) } ?? AccessRequest(path)
                }
            }
        }
        let none = "00000000-0000-4000-8000-000000000001"
        return row("POST", "status", "", "", ["journalstatus": "J"]) + row("POST", "merknader", "", "", ["merknadstekst": "Sett"])
            + row("POST", "avskrivninger", ", not to be written off", "", ["avskrivningsmaate": "TE", "avskrivningsdato": "2026-01-02"])
            + row("DELETE", "avskrivninger", ", not written off")
            + row("DELETE", "avskrivninger/{avskrivning}", ", not written off", "/\(none)")
            + each(material) { object in
                AccessRow("POST /dokumentbeskrivelser/{systemID}/merknader", object.name) { _ in
                    AccessRequest("/dokumentbeskrivelser/\(object.dokument)/merknader", json: ["merknadstekst": "Sett"])
                }
            }
    }

    /// What is decided of an object: how long it is kept, and what screens it. Each as it is already.
    private static func vern(_ material: AccessMaterial) -> [AccessRow] {
        func skjerming(_ object: AccessObject?) -> JSONValue {
            let isScreened = object?.name == material.skjermet.name
            return ["skjerming": isScreened ? AccessMaterial.skjerming : .null, "begrunnelse": "Prøve"]
        }
        let none: JSONValue = ["kassasjon": .null, "begrunnelse": "Prøve"]
        func row(_ folder: String, _ about: String, _ id: String, _ kassasjon: JSONValue, _ skjerming: JSONValue) -> [AccessRow] {
            [("kassasjon", kassasjon), ("skjerming", skjerming)].map { what, body in
                AccessRow("PUT /\(folder)/{systemID}/\(what)", about) { _ in AccessRequest("/\(folder)/\(id)/\(what)", json: body) }
            }
        }
        let rows =
            row("arkivdeler", "open", material.arkivdel, none, skjerming(nil))
            + row("klasser", "open", material.klasse.open, none, skjerming(nil))
            + material.objects.flatMap { object in
                row("saksmapper", object.name, object.mappe.rawValue, AccessMaterial.kassasjon, skjerming(object))
                    + row("journalposter", object.name, object.post.rawValue, none, skjerming(nil))
                    + row("dokumentbeskrivelser", object.name, object.dokument.rawValue, none, skjerming(nil))
            }
        let routes = rows.map(\.route).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return routes.flatMap { route in rows.filter { $0.route == route } }
    }

    private static func policy() -> [AccessRow] {
        [
            AccessRow("GET /publisering") { _ in AccessRequest("/publisering") },
            AccessRow("PUT /publisering") { _ in AccessRequest("/publisering", json: ["begrunnelse": "Prøve"]) },
        ]
    }
}
