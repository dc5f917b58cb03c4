import CommitLog
import Contracts
import Domain
import Foundation
import HTTPServer
import ShardRuntime
import Transfer

/// Takes requests about a municipality to where they are answered: here, or at the instance that owns it.
public struct OwnerDesk<Model: ShardModel>: Sendable {
    private let service: ShardService<Model>

    /// A desk of an instance.
    init(_ service: ShardService<Model>) { self.service = service }

    /// Reads committed state: here when the municipality is this instance's, else at its owner.
    public func read(
        _ kommune: Organisasjonsnummer, _ request: AuthorizedRequest, _ local: @Sendable () async throws -> HTTPResponse
    ) async throws -> HTTPResponse {
        try refuseUnknown(kommune)
        if service.runtime.canRead(kommune) { return try await local() }
        return try await elsewhere(kommune, request)
    }

    /// Gives a command: decided here when this instance owns the municipality, else at its owner.
    ///
    /// - Parameter key: the caller's idempotency key; a repeat with the same key and payload gets the first answer.
    public func command(
        _ type: String, _ payload: [UInt8], for kommune: Organisasjonsnummer, _ request: AuthorizedRequest, isNewKommune: Bool = false,
        _ answer: @Sendable (JSONValue) async throws -> HTTPResponse
    ) async throws -> HTTPResponse {
        if !isNewKommune { try refuseUnknown(kommune) }
        guard service.runtime.owns(kommune) else { return try await elsewhere(kommune, request) }
        let key = request.request.headers["Idempotency-Key"]
        let cause = Cause(
            source: key.map { _ in "http:\(request.principal.identity)" }, id: key, digest: key.map { _ in CommandDigest.of(type, payload) }
        )
        let input = ShardInput(
            kommune: kommune, cause: cause, content: .command(type: type, payload: payload), traceparent: request.trace.traceparent,
            received: service.context.time.now().milliseconds)
        switch await service.runtime.submit(input) {
        case .success(let decision):
            if let rejection = decision.answer?.rejection { throw rejection }
            return try await answer(decision.answer?.body ?? .null)
        case .failure(.notOwner): return try await elsewhere(kommune, request)
        case .failure(.unavailable(let reason)): throw ProblemDetails.unavailable("the outcome is not known yet: \(reason)")
        case .failure(.queueFull): throw ProblemDetails.unavailable("too many commands wait already")
        case .failure(.stopped(let alarm)):
            throw ProblemDetails.unavailable("the municipality's archive is stopped by an alarm: \(alarm)", retryAfter: .seconds(60))
        }
    }

    /// Asks the owner of a municipality a question of the caller's, with the caller's own right; one step only.
    ///
    /// - Parameter target: path and query.
    /// - Throws: 503 when nobody owns the municipality just now, or its owner gives no answer.
    public func ask(
        _ target: String, ofOwnerOf kommune: Organisasjonsnummer, _ request: AuthorizedRequest
    ) async throws(ProblemDetails) -> JSONValue {
        let partition = service.topics.partition(of: kommune.rawValue)
        guard let owner = service.owners.owner(service: service.model.service, partition: partition) else {
            throw ProblemDetails.unavailable("no instance owns the municipality \(kommune) just now")
        }
        var asking = HTTPClientRequest(method: "GET", url: owner.url + target)
        asking.headers["Authorization"] = request.request.headers["Authorization"]
        asking.headers[RequestForwarder.header] = "1"
        asking.headers["traceparent"] = request.trace.traceparent
        do {
            let answer = try await service.client.send(asking)
            guard answer.status == 200 else { throw ProblemDetails.unavailable("the owner of \(kommune) answered \(answer.status)") }
            return try JSONReader.read(answer.body)
        } catch let problem as ProblemDetails {
            throw problem
        } catch {
            // It may have stopped a moment ago; the next owner is known soon.
            throw ProblemDetails.unavailable("the owner of \(kommune) does not answer just now")
        }
    }

    func elsewhere(_ kommune: Organisasjonsnummer, _ request: AuthorizedRequest) async throws -> HTTPResponse {
        if service.runtime.holds(kommune) { throw ProblemDetails.unavailable("the municipality is being taken over by this instance") }
        return await service.forwarder.forward(request.request, for: kommune, trace: request.trace)
    }

    private func refuseUnknown(_ kommune: Organisasjonsnummer) throws(ProblemDetails) {
        guard service.municipalities.municipality(kommune) != nil else {
            throw ProblemDetails.notFound("no municipality \(kommune) is set up here")
        }
    }
}
