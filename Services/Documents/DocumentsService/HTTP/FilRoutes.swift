import Crypto
import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// The files themselves: downloads with ranges, for those who may see them.
struct FilRoutes {
    private let service: ShardService<DocumentsModel>
    private let content: any ContentStore
    private let disk: DiskThreads

    init(_ service: ShardService<DocumentsModel>, content: any ContentStore, disk: DiskThreads) {
        (self.service, self.content, self.disk) = (service, content, disk)
    }

    func add(to routes: inout ServiceRoutes) {
        // Never the operator: whoever runs the machines sees no content.
        routes.on(.get, "/dokumentobjekter/{systemID}/fil", for: [.partner, .saksbehandler, .arkivar]) { request in
            let id = try DokumentRoutes.systemID(request)
            let kommune = try request.kommune()
            return try await service.desk.read(kommune, request) { try await answer(request, id, kommune) }
        }
    }

    private func answer(_ request: AuthorizedRequest, _ id: SystemID, _ kommune: Organisasjonsnummer) async throws -> HTTPResponse {
        let found = try await service.runtime.reads.read(kommune) { try DocumentsLager($0).dokument(medObjekt: id) } ?? nil
        let leser = request.principal.leser
        guard let (dokument, objekt, fil) = found, case let visning = leser.visning(av: dokument, service.today), visning != .ingenting
        else {
            throw ProblemDetails.notFound("no dokumentobjekt \(id) is in the archive of \(kommune)")
        }
        guard visning == .hel else {
            throw ProblemDetails.forbidden(
                "the document is screened from \(request.principal.identity)",
                errors: [Fault(pointer: "", code: "screened", message: "the document is screened")])
        }
        guard let lagret = fil.lagret else { throw ProblemDetails.fileNotHere(fil) }
        let tag = EntityTag(sjekksum: lagret.sjekksum)
        let fields = request.request.headers
        var headers = Self.headers(lagret, name: objekt.filnavn, tag)
        if case let match = fields.values(of: "If-Match"), !match.isEmpty, !tag.isNamed(inMatch: match) {
            throw ProblemDetails(
                "precondition-failed", title: "Another version", status: 412, detail: "the file's entity tag is \(tag.text)")
        }
        if tag.isNamed(inNoneMatch: fields.values(of: "If-None-Match")) {
            headers["Content-Type"] = nil
            return HTTPResponse(status: 304, headers: headers)
        }
        let isPartOfThis = fields["If-Range"].map { tag.isRange($0) } ?? true
        let isRangeHeard = request.request.method == .get && isPartOfThis && fields.values(of: "Range").count == 1
        switch ByteRange(isRangeHeard ? fields["Range"] : nil, byteCount: lagret.filstoerrelse) {
        case .whole:
            return HTTPResponse(
                status: 200, headers: headers, body: try await body(lagret, 0..<lagret.filstoerrelse, kommune, request))
        case .part(let range):
            headers["Content-Range"] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(lagret.filstoerrelse)"
            return HTTPResponse(status: 206, headers: headers, body: try await body(lagret, range, kommune, request))
        case .unsatisfiable:
            throw ProblemDetails(
                "range-not-satisfiable", title: "The file has no such part", status: 416, detail: "it has \(lagret.filstoerrelse) bytes",
                headers: [("Content-Range", "bytes */\(lagret.filstoerrelse)")])
        }
    }

    private static func headers(_ lagret: Filrad.Lagret, name: String, _ tag: EntityTag) -> HTTPFields {
        var headers: HTTPFields = [
            "Content-Type": lagret.mimeType, "Content-Disposition": DownloadName(name).contentDisposition, "ETag": tag.text,
            "Accept-Ranges": "bytes",
            // Whoever may see it today may not tomorrow: asked again each time, which an entity tag makes cheap.
            "Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff",
            // A document that is a web page runs nothing in the archive's name.
            "Content-Security-Policy": "sandbox; default-src 'none'",
        ]
        if let digest = Hex.decode(lagret.sjekksum) { headers["Repr-Digest"] = "sha-256=:\(Base64.encode(digest)):" }
        return headers
    }

    private func body(
        _ lagret: Filrad.Lagret, _ range: Range<Int64>, _ kommune: Organisasjonsnummer, _ request: AuthorizedRequest
    ) async throws -> HTTPBody {
        guard let digest = ContentDigest(lagret.sjekksum) else { throw ProblemDetails.serverError() }
        let key = ContentKey(kommune: kommune, digest: digest)
        do {
            if let path = content.path(of: key) {
                // Whether it can be read must be known before the answer begins: the kernel sends it, and can only break off.
                _ = try await content.byteCount(readable: key, from: range.lowerBound)
                let file = try await disk.run { try HTTPFile(opening: path) }
                guard file.size == UInt64(lagret.filstoerrelse) else { throw ContentError(.damaged, "the file has \(file.size) bytes") }
                return .file(file, offset: UInt64(range.lowerBound), length: UInt64(range.count))
            }
            let bytes = try await content.open(key, range: range)
            guard bytes.fileByteCount == lagret.filstoerrelse else {
                throw ContentError(.damaged, "the file has \(bytes.fileByteCount) bytes")
            }
            return .stream(Self.stream(bytes))
        } catch let error as ContentError where error.isRetriable {
            throw ProblemDetails.unavailable("the storage does not answer: \(error.code.rawValue)", retryAfter: .seconds(5))
        } catch let error as ContentError {
            if let problem = ProblemDetails.storedFile(error) { throw problem }
            request.logger.error(
                "a stored file is not what it should be",
                ["sha256": .id(lagret.sjekksum), "kommune": .id(kommune.rawValue), "reason": .reason(error)])
            throw ProblemDetails.serverError()
        } catch {
            // What the archive says it has is not there: the operator's alarm, and never an answer with other bytes.
            request.logger.error(
                "a stored file cannot be read",
                ["sha256": .id(lagret.sjekksum), "kommune": .id(kommune.rawValue), "reason": .reason(error)])
            throw ProblemDetails.serverError()
        }
    }

    /// Sends the bytes as the peer takes them; a storage that fails in the middle breaks the answer off, so that nobody takes a part for all.
    private static func stream(_ bytes: ContentBytes) -> HTTPStream {
        let stream = HTTPStream(length: UInt64(bytes.range.count))
        Task {
            do {
                for try await piece in bytes {
                    guard await stream.write(piece) else { return }
                }
                stream.finish()
            } catch {
                stream.abort()
            }
        }
        return stream
    }
}
