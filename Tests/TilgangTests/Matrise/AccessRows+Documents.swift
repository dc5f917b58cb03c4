import Contracts
import Crypto
import Domain

extension AccessRows {
    static func documents(_ material: AccessMaterial) -> [AccessRow] {
        dokumenter(material) + filer(material)
    }

    private static func dokumenter(_ material: AccessMaterial) -> [AccessRow] {
        func row(
            _ route: String, _ how: Agreement, _ marks: @escaping (AccessObject) -> [(Shown, [String])],
            _ path: @escaping (AccessObject) -> String
        ) -> [AccessRow] {
            each(material) { object in
                AccessRow(route, object.name) { _ in AccessRequest(path(object)) }.showing(marks(object), object.post, how)
            }
        }
        let beskrivelse = { (object: AccessObject) in
            [(Shown.whole, [object.word]), (.redacted, ["\"dokumenttype\""]), (.exists, [object.dokument.rawValue])]
        }
        let objekt = { (object: AccessObject) in
            [(Shown.whole, [object.word]), (.redacted, ["\"mimeType\""]), (.exists, [object.dokumentobjekt.rawValue])]
        }
        return row("GET /registreringer/{systemID}/dokumentbeskrivelser", .exact, beskrivelse) {
            "/registreringer/\($0.post)/dokumentbeskrivelser"
        }
            + row("GET /dokumentbeskrivelser/{systemID}", .exact, beskrivelse) { "/dokumentbeskrivelser/\($0.dokument)" }
            + row("GET /dokumentobjekter/{systemID}", .exact, objekt) { "/dokumentobjekter/\($0.dokumentobjekt)" }
            + row("GET /dokumentobjekter/{systemID}/fil", .wholeOrNothing, { [(.whole, [$0.word])] }) {
                "/dokumentobjekter/\($0.dokumentobjekt)/fil"
            }
            + each(material) { object in
                AccessRow("POST /dokumentobjekter/{systemID}/hent", "\(object.name), there already") { _ in
                    AccessRequest("/dokumentobjekter/\(object.dokumentobjekt)/hent")
                }
            } + [
                AccessRow("GET /dokumentobjekter", "those without a file") { _ in AccessRequest("/dokumentobjekter") },
                AccessRow("GET /fiksitet") { _ in AccessRequest("/fiksitet") },
            ]
    }

    private static func filer(_ material: AccessMaterial) -> [AccessRow] {
        func upload(_ path: String, _ text: String, _ headers: [(String, String)] = []) -> AccessRequest {
            var request = AccessRequest(path)
            (request.body, request.headers) = (Array(text.utf8), headers)
            return request
        }
        let put = "prøve i én forespørsel"
        let part = [("Content-Type", "application/partial-upload"), ("Upload-Offset", "0"), ("Upload-Complete", "?0")]
        return [
            AccessRow("PUT /filer/{sjekksum}") { _ in upload("/filer/sha256:\(SHA256.hex(Array(put.utf8)))", put) },
            AccessRow("POST /filer") { _ in upload("/filer", "prøve uten sjekksum") },
            AccessRow("GET /filer/{sjekksum}", "the sender's upload") { _ in
                AccessRequest("/filer/sha256:\(SHA256.hex(AccessMaterial.fil))")
            },
            AccessRow("HEAD /opplastinger/{navn}", "the sender's") { _ in AccessRequest(material.opplasting) },
            AccessRow("PATCH /opplastinger/{navn}", "the sender's, with nothing") { _ in upload(material.opplasting, "", part) },
            AccessRow("DELETE /opplastinger/{navn}", "the sender's") { _ in AccessRequest(material.opplasting) },
        ]
    }
}
