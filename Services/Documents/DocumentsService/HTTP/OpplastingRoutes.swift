import Contracts
import Crypto
import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// Uploads in one request: with the checksum known beforehand (`PUT`), or not (`POST`). Any instance takes them.
struct OpplastingRoutes {
    private let desk: Opplastingsskranke
    private var service: ShardService<DocumentsModel> { desk.service }

    init(_ desk: Opplastingsskranke) { self.desk = desk }

    func add(to routes: inout ServiceRoutes) {
        let limit = desk.limitFileBytes
        routes.onStreaming(.put, "/filer/{sjekksum}", for: Opplastingsskranke.roles, maximumBodyBytes: limit) { request, body in
            let expected = try Self.digest(request)
            return try await store(request, body, expected: expected)
        }
        let parts = DelopplastingRoutes(desk)
        routes.onStreaming(.post, "/filer", for: Opplastingsskranke.roles, maximumBodyBytes: limit) { request, body in
            if let isComplete = try UploadFields.isComplete(request.request.headers) {
                return try await parts.create(request, body, isComplete: isComplete)
            }
            return try await store(request, body, expected: try UploadFields.digest(request.request.headers))
        }
        routes.on(.get, "/filer/{sjekksum}", for: Opplastingsskranke.roles) { request in
            let digest = try Self.digest(request)
            let kommune = try request.kommune()
            return try await service.desk.read(kommune, request) { try await state(digest, request, kommune) }
        }
        parts.add(to: &routes)
    }

    private func store(_ request: AuthorizedRequest, _ body: HTTPBodyStream, expected: ContentDigest?) async throws -> HTTPResponse {
        let kommune = try desk.kommune(request)
        try desk.refuseAtOnce(request)
        let stored = try await desk.storing {
            try await desk.content.put(body, kommune: kommune, expected: expected, byteLimit: desk.limitFileBytes)
        }
        return try await desk.registered(stored, request, kommune)
    }

    /// Whether a file of theirs with this checksum is there: asked before something large is sent.
    private func state(_ digest: ContentDigest, _ request: AuthorizedRequest, _ kommune: Organisasjonsnummer) async throws -> HTTPResponse {
        let isTheirs = try await desk.isTheirs(digest, request, kommune)
        let count = try await desk.storing { try await desk.content.byteCount(of: ContentKey(kommune: kommune, digest: digest)) }
        guard isTheirs, let count else { throw ProblemDetails.notFound("no upload of yours has SHA-256 \(digest)") }
        let answer: JSONValue = [
            "referanseDokumentfil": .string(Filreferanse.sjekksumprefiks + digest.hex), "sjekksum": .string(digest.hex),
            "sjekksumAlgoritme": "SHA-256", "filstoerrelse": .int(count),
        ]
        return .json(answer.encoded())
    }

    private static func digest(_ request: AuthorizedRequest) throws(ProblemDetails) -> ContentDigest {
        let text = request[parameter: "sjekksum"]
        guard text.hasPrefix(Filreferanse.sjekksumprefiks), let digest = ContentDigest(text) else {
            throw .badRequest("«\(text.prefix(100))» is not a checksum: sha256: and 64 hexadecimal digits")
        }
        return digest
    }
}
