import Contracts
import Domain
import ServiceKit

/// The rows of the matrix: each route with a request that would be right for whoever may make it.
///
/// They are sent in this order, from the left column to the right. What is written is written once and the same for all, or is refused for what
/// it says, so that no cell changes another.
enum AccessRows {
    static func of(_ service: ServiceName, _ material: AccessMaterial) -> [AccessRow] {
        switch service {
        case .registry: registry(material) + everyService(service, material)
        case .documents: documents(material) + everyService(service, material)
        case .retention: retention(material) + everyService(service, material)
        case .notifications: notifications(material) + everyService(service, material)
        }
    }

    /// The same for each of the three cases.
    static func each(_ material: AccessMaterial, _ row: (AccessObject) -> AccessRow) -> [AccessRow] { material.objects.map(row) }

    /// What every service answers about itself: health, figures, the operator's side. The store is built anew last of all.
    private static func everyService(_ service: ServiceName, _ material: AccessMaterial) -> [AccessRow] {
        let open = ["/healthz", "/readyz", "/metrics", "/openapi.json"].map { path in
            AccessRow("GET \(path)") { _ in AccessRequest(path).withoutKommune }
        }
        return open + [
            AccessRow("GET /admin/status") { _ in AccessRequest("/admin/status").withoutKommune },
            AccessRow("GET /admin/trace/{id}", "of the screened case") { _ in
                AccessRequest("/admin/trace/\(material.skjermet.mappe)", [("from", material.begynnelse)])
            },
            AccessRow("POST /admin/verify") { _ in AccessRequest("/admin/verify") },
            AccessRow("POST /admin/snapshot") { _ in AccessRequest("/admin/snapshot") },
            AccessRow("GET /admin/snapshots") { _ in AccessRequest("/admin/snapshots") },
            AccessRow("GET /admin/log/branches") { _ in AccessRequest("/admin/log/branches") },
            AccessRow("POST /admin/log/void", "nothing hangs there") { _ in
                AccessRequest("/admin/log/void", json: ["from": 0, "to": 0, "reason": "Prøve"])
            },
        ] + quarantine(material.karantene[service] ?? []) + [AccessRow("POST /admin/rebuild") { _ in AccessRequest("/admin/rebuild") }]
    }

    private static func quarantine(_ ids: [String]) -> [AccessRow] {
        guard ids.count == 3 else { return [] }
        let names = ids.map { PercentEncoding.query($0) }
        let marks: [(Shown, [String])] = [(.whole, ["raw_base64"]), (.exists, ids.map { "\"\($0)\"" })]
        let reason: JSONValue = ["reason": "Prøve"]
        func row(_ route: String, _ about: String, _ path: String, _ body: JSONValue? = nil) -> AccessRow {
            AccessRow(route, about) { _ in (body.map { AccessRequest(path, json: $0) } ?? AccessRequest(path)).withoutKommune }
        }
        var rows = [
            row("GET /quarantine", "", "/quarantine"), row("GET /quarantine/{id}", "", "/quarantine/\(names[0])"),
            row("GET /quarantine/{id}/content", "", "/quarantine/\(names[0])/content"),
        ]
        for index in rows.indices { rows[index].marks = marks }
        return rows + [
            row("POST /quarantine/{id}/resubmit", "", "/quarantine/\(names[0])/resubmit"),
            row("POST /quarantine/{id}/discard", "", "/quarantine/\(names[1])/discard", reason),
            AccessRow("POST /quarantine/discard", "all of the municipality") { asking in
                AccessRequest("/quarantine/discard", json: ["reason": "Prøve", "kommune": .string(asking.kommune)]).withoutKommune
            },
        ]
    }
}
