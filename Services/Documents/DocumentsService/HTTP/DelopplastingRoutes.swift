import Contracts
import Crypto
import Domain
import HTTPServer
import ServiceKit

/// Uploads in parts, after draft-ietf-httpbis-resumable-upload: created by `POST /filer` with `Upload-Complete: ?0`, asked for with `HEAD`, added
/// to with `PATCH`. What was answered as there is durable; any instance goes on with it, also after the one before was killed. A finished upload is
/// no upload any more: whoever lost the last answer asks `GET /filer/sha256:…`.
///
/// Not taken from the draft: the interim answer 104. A client that wants to resume creates the upload with an empty body first.
struct DelopplastingRoutes {
    private let desk: Opplastingsskranke

    init(_ desk: Opplastingsskranke) { self.desk = desk }

    /// The media type of a part.
    static let mediaType = "application/partial-upload"

    func add(to routes: inout ServiceRoutes) {
        routes.on(.head, "/opplastinger/{navn}", for: Opplastingsskranke.roles) { try await state($0) }
        routes.on(.delete, "/opplastinger/{navn}", for: Opplastingsskranke.roles) { request in
            let upload = try upload(request)
            try await desk.storing { try await desk.content.discard(upload.key) }
            return .noContent
        }
        routes.onStreaming(.patch, "/opplastinger/{navn}", for: Opplastingsskranke.roles, maximumBodyBytes: desk.limitFileBytes) {
            try await append($0, $1)
        }
    }

    /// Creates an upload from its first part, which may be empty.
    func create(_ request: AuthorizedRequest, _ body: HTTPBodyStream, isComplete: Bool) async throws -> HTTPResponse {
        let kommune = try desk.kommune(request)
        try desk.refuseAtOnce(request)
        if let length = try UploadFields.count("Upload-Length", request.request.headers), length > desk.limitFileBytes {
            throw ProblemDetails(ContentError.tooLarge(limitBytes: desk.limitFileBytes))
        }
        let name = UploadName(
            identity: request.principal.identity, random: desk.service.context.random.next(),
            expected: try UploadFields.digest(request.request.headers))
        guard let key = UploadKey(kommune: kommune, name: name.text) else { throw ProblemDetails.serverError() }
        return try await write(Upload(key: key, name: name), request, body, at: 0, isComplete: isComplete, created: 201)
    }

    private struct Upload {
        let key: UploadKey
        let name: UploadName
    }

    private func append(_ request: AuthorizedRequest, _ body: HTTPBodyStream) async throws -> HTTPResponse {
        let upload = try upload(request)
        let headers = request.request.headers
        guard headers["Content-Type"].flatMap({ MediaType($0) })?.essence == Self.mediaType else {
            throw ProblemDetails.unsupportedMediaType("a part of an upload is sent as \(Self.mediaType)")
        }
        guard let offset = try UploadFields.count("Upload-Offset", headers), let isComplete = try UploadFields.isComplete(headers) else {
            throw ProblemDetails.badRequest("Upload-Offset and Upload-Complete must be there")
        }
        try desk.refuseAtOnce(request, after: offset)
        guard try await exists(upload) else { throw ProblemDetails.notFound("there is no such upload: it was finished, or given up") }
        return try await write(upload, request, body, at: offset, isComplete: isComplete, created: nil)
    }

    private func write(
        _ upload: Upload, _ request: AuthorizedRequest, _ body: HTTPBodyStream, at offset: Int64, isComplete: Bool, created: Int?
    ) async throws -> HTTPResponse {
        let count = try await desk.storing {
            try await desk.content.append(body, to: upload.key, at: offset, byteLimit: desk.limitFileBytes)
        }
        let place = "/opplastinger/\(upload.name.text)?kommune=\(upload.key.kommune)"
        if isComplete {
            if let length = try UploadFields.count("Upload-Length", request.request.headers), length != count {
                throw ProblemDetails.badRequest("the upload has \(count) bytes, Upload-Length says \(length)")
            }
            let stated = try UploadFields.digest(request.request.headers)
            let stored = try await desk.storing {
                // Nothing expected: with a checksum the store would take an upload that is gone for one that was finished, and whoever knows
                // the checksum of another's file would have uploaded it.
                let stored = try await desk.content.finish(upload.key, expected: nil)
                if let expected = upload.name.expected ?? stated, expected != stored.digest {
                    throw ContentError.mismatch(expected: expected, actual: stored.digest)
                }
                return stored
            }
            var response = try await desk.registered(stored, request, upload.key.kommune)
            response.headers["Upload-Complete"] = "?1"
            response.headers["Upload-Offset"] = "\(count)"
            return response
        }
        var response = HTTPResponse(status: created ?? 204, headers: fields(count, isComplete: false))
        if created != nil { response.headers["Location"] = place }
        return response
    }

    private func state(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let upload = try upload(request)
        guard try await exists(upload) else { throw ProblemDetails.notFound("there is no such upload: it was finished, or given up") }
        let count = try await desk.storing { try await desk.content.uploadedByteCount(upload.key) }
        return HTTPResponse(status: 204, headers: fields(count, isComplete: false))
    }

    private func fields(_ count: Int64, isComplete: Bool) -> HTTPFields {
        [
            "Upload-Offset": "\(count)", "Upload-Complete": isComplete ? "?1" : "?0", "Upload-Limit": "max-size=\(desk.limitFileBytes)",
            "Cache-Control": "no-store",
        ]
    }

    /// The upload of the path, when it is the caller's own.
    private func upload(_ request: AuthorizedRequest) throws(ProblemDetails) -> Upload {
        let kommune = try desk.kommune(request)
        let text = request[parameter: "navn"]
        guard let name = UploadName(text), name.isOf(request.principal.identity), let key = UploadKey(kommune: kommune, name: text) else {
            throw .notFound("there is no upload «\(text.prefix(120))» of yours")
        }
        return Upload(key: key, name: name)
    }

    private func exists(_ upload: Upload) async throws -> Bool {
        try await desk.storing { try await desk.content.uploads(upload.key.kommune).contains { $0.key == upload.key } }
    }
}
