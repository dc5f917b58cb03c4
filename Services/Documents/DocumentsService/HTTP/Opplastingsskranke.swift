import CommitLog
import Contracts
import Crypto
import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// What all ways of uploading end in: the bytes are in the content store, and the owner is told by a command, whichever instance took them.
struct Opplastingsskranke: Sendable {
    let service: ShardService<DocumentsModel>
    let content: any ContentStore
    /// The largest file, in bytes.
    let limitFileBytes: Int64

    /// Who may upload.
    static let roles: Set<Role> = [.partner, .saksbehandler, .arkivar]

    /// The municipality that an upload is for; it must be set up here.
    func kommune(_ request: AuthorizedRequest) throws(ProblemDetails) -> Organisasjonsnummer {
        let kommune = try request.kommune()
        guard service.municipalities.municipality(kommune) != nil else {
            throw .notFound("no municipality \(kommune) is set up here")
        }
        return kommune
    }

    /// Refuses before a byte is read: what says itself that it is too large, and everything while the log is away.
    func refuseAtOnce(_ request: AuthorizedRequest, after offset: Int64 = 0) throws(ProblemDetails) {
        try service.requireLog()
        guard let text = request.request.headers["Content-Length"], let length = Int64(text) else { return }
        if length > limitFileBytes - offset { throw ProblemDetails(ContentError.tooLarge(limitBytes: limitFileBytes)) }
    }

    /// Does something with the content store; its failures become answers.
    func storing<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as ContentError {
            throw ProblemDetails(error)
        } catch HTTPBodyError.tooLarge(let limit) {
            throw ProblemDetails(ContentError.tooLarge(limitBytes: limit))
        } catch is HTTPBodyError {
            // Nobody hears it any more.
            throw ProblemDetails.badRequest("the body ended before its time")
        }
    }

    /// Whether the caller uploaded a file with that checksum before, as far as this instance has heard.
    func isTheirs(_ digest: ContentDigest, _ request: AuthorizedRequest, _ kommune: Organisasjonsnummer) async throws -> Bool {
        let (identity, partner) = (request.principal.identity, request.principal.partner)
        return try await service.runtime.reads.read(kommune) {
            try DocumentsLager($0).erOpplastet(digest.hex, avSelv: identity, partner: partner)
        } ?? false
    }

    /// As `isTheirs`; an upload is taken also where that cannot be found out just now.
    private func isRepeat(_ stored: StoredContent, _ request: AuthorizedRequest, _ kommune: Organisasjonsnummer) async -> Bool {
        do {
            return try await isTheirs(stored.digest, request, kommune)
        } catch {
            request.logger.warning("whether a file was uploaded before cannot be read", ["reason": .reason(error)])
            return false
        }
    }

    /// Tells the owner; the answer to the upload once that stands in the log.
    func registered(_ stored: StoredContent, _ request: AuthorizedRequest, _ kommune: Organisasjonsnummer) async throws -> HTTPResponse {
        let command = RegistrerOpplasting(
            sjekksum: stored.digest.hex, filstoerrelse: stored.byteCount, opplastetAv: request.principal.identity,
            partner: request.principal.partner)
        let payload = try JSONBytes.encode(command)
        // The storage keeps equal bytes once; that others have them is not told.
        let isRepeat = await isRepeat(stored, request, kommune)
        let record = CommandRecord.make(
            kommune: kommune, type: RegistrerOpplasting.commandType, payload: payload, source: "http:\(request.principal.identity)",
            id: "opplasting:\(service.context.identifiers.next())", digest: SHA256.hex(payload), traceparent: request.trace.traceparent)
        do {
            let place = TopicPartition(service.topics.commands(DocumentsModel.serviceName), service.topics.partition(of: kommune.rawValue))
            _ = try await service.append([record], to: place)
        } catch let error as LogError {
            throw ProblemDetails.unavailable("the upload cannot be noted now: \(error.code.rawValue)", retryAfter: .seconds(2))
        }
        let reference = Filreferanse.sjekksumprefiks + stored.digest.hex
        let answer: JSONValue = [
            "referanseDokumentfil": .string(reference), "sjekksum": .string(stored.digest.hex), "sjekksumAlgoritme": "SHA-256",
            "filstoerrelse": .int(stored.byteCount), "varDer": .bool(isRepeat),
        ]
        var response = HTTPResponse.json(answer.encoded(), status: isRepeat ? 200 : 201)
        response.headers["Location"] = "/filer/\(reference)?kommune=\(kommune)"
        return response
    }
}
