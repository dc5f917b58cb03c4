import Contracts
import Domain

extension AccessRows {
    static func retention(_ material: AccessMaterial) -> [AccessRow] {
        func row(_ route: String, _ how: Agreement = .exact, _ path: @escaping (AccessObject) -> AccessRequest) -> [AccessRow] {
            each(material) { object in
                AccessRow(route, object.name) { _ in path(object) }.showing(object.marks, object.lukket, how)
            }
        }
        func sperre(_ route: String, _ path: String, _ body: JSONValue? = nil) -> AccessRow {
            var row = AccessRow(route, "on the screened case") { _ in body.map { AccessRequest(path, json: $0) } ?? AccessRequest(path) }
            row.marks = [(.whole, [AccessMaterial.reason]), (.exists, [material.sperre])]
            return row
        }
        return row("GET /kassasjon/{systemID}") { AccessRequest("/kassasjon/\($0.lukket)") }
            // The list is chosen by a date, which is told of nothing that is graded.
            + row("GET /kassasjon/forfalt", .atMost) { _ in
                AccessRequest("/kassasjon/forfalt", [("innen", "2100-01-01"), ("type", "mappe")])
            }
            + [
                AccessRow("GET /kassasjon/omberegninger") { _ in AccessRequest("/kassasjon/omberegninger") },
                AccessRow("GET /kassasjon/sloeyfer") { _ in AccessRequest("/kassasjon/sloeyfer") },
                sperre("GET /kassasjon/sperrer", "/kassasjon/sperrer"),
                sperre("GET /kassasjon/sperrer/{systemID}", "/kassasjon/sperrer/\(material.sperre)"),
            ]
            + each(material) { object in
                AccessRow("POST /kassasjon/sperrer", object.name) { _ in
                    let wish: JSONValue = ["gjelder": ["mappe": .string(object.mappe.rawValue)], "begrunnelse": "Prøve"]
                    return AccessRequest("/kassasjon/sperrer", json: wish)
                }
            } + [
                AccessRow("POST /kassasjon/sperrer/{systemID}/opphev", "without a reason") { _ in
                    AccessRequest("/kassasjon/sperrer/\(material.sperre)/opphev", json: [:])
                }
            ]
    }
}
