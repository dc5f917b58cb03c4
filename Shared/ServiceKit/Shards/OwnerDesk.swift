import CommitLog
import Contracts
import Domain
import Foundation
import HTTPServer
import Observability
import ShardRuntime
import Transfer

/// Takes requests about a municipality to where they are answered: here, or at the instance that owns it.
///
/// Reads are answered by whoever can: by the owner, else from a store that this instance keeps warm, marked as of when. Writes are answered by the
/// owner alone. Nobody waits for the log without a limit.
public struct OwnerDesk<Model: ShardModel>: Sendable {
    /// Says as of when an answer is, where it may be older than what was answered elsewhere: a moment, RFC 3339.
    public static var asOfHeader: String { "Sakarkiv-As-Of" }
    /// How long another instance may take to begin to answer a read that could be answered from a store here.
    static var limitOwnerReads: Duration { .milliseconds(600) }
    /// How long an owner may be silent over a command, and over a read that nobody else can answer; longer where the log is a disk.
    private var limitOwnerCommands: Duration { service.isLogLocal ? .seconds(25) : .seconds(2) }
    /// How long a command waits for an ownership that is just changing.
    static var limitChange: Duration { .milliseconds(1_500) }
    private static var pauseWhileChanging: Duration { .milliseconds(20) }

    private let service: ShardService<Model>

    /// A desk of an instance.
    init(_ service: ShardService<Model>) { self.service = service }

    /// Reads committed state: here when the municipality is this instance's, else at its owner, else from the standby's store here.
    public func read(
        _ kommune: Organisasjonsnummer, _ request: AuthorizedRequest, _ local: @Sendable () async throws -> HTTPResponse
    ) async throws -> HTTPResponse {
        try refuseUnknown(kommune)
        if service.runtime.canRead(kommune) { return try await marked(request, asOf(kommune), local) }
        if let alarm = service.runtime.alarm(of: kommune), alarm.isOfAnotherHistory, service.runtime.isDuty(kommune) {
            throw Self.stopped(by: alarm)
        }
        let isHere = service.runtime.asOf(kommune) != nil
        if RequestForwarder.isForwarded(request.request) {
            // Whoever sent it looks for the owner once more, unless that is this instance in a moment.
            guard isHere, service.runtime.isTakingOver(kommune) else { throw ProblemDetails.misdirected() }
        } else {
            switch await service.forwarder.ask(
                request.request, for: kommune, trace: request.trace, silence: RequestForwarder.limitSilence,
                patience: isHere ? Self.limitOwnerReads : limitOwnerCommands)
            {
            case .answered(let response): return response
            case .nobody(let problem), .unknown(let problem): if !isHere { throw problem }
            }
        }
        guard let asOf = service.runtime.asOf(kommune) else {
            throw ProblemDetails.unavailable("the municipality's store is not ready here, and its owner does not answer")
        }
        return try await marked(request, asOf, local)
    }

    /// An answer from a store here, marked; also that there is none of what was asked for.
    private func marked(
        _ request: AuthorizedRequest, _ asOf: Tidspunkt?, _ local: @Sendable () async throws -> HTTPResponse
    ) async throws -> HTTPResponse {
        do {
            return marked(try await local(), asOf)
        } catch var problem as ProblemDetails where asOf != nil {
            problem.instance = request.trace.instance
            return marked(problem.response, asOf)
        }
    }

    /// Gives a command: decided here when this instance owns the municipality, else at its owner.
    ///
    /// - Parameter asked: what a repeat with the caller's idempotency key is told by, where the payload says more than the caller did; nil: the
    ///   payload. A repeat with the same key gets the first answer.
    public func command(
        _ type: String, _ payload: [UInt8], asked: [UInt8]? = nil, for kommune: Organisasjonsnummer, _ request: AuthorizedRequest,
        isNewKommune: Bool = false,
        _ answer: @Sendable (JSONValue) async throws -> HTTPResponse
    ) async throws -> HTTPResponse {
        if !isNewKommune { try refuseUnknown(kommune) }
        let key = request.request.headers["Idempotency-Key"]
        let cause = Cause(
            source: key.map { _ in "http:\(request.principal.identity)" }, id: key,
            digest: key.map { _ in CommandDigest.of(type, asked ?? payload) }
        )
        let input = ShardInput(
            kommune: kommune, cause: cause, content: .command(type: type, payload: payload), traceparent: request.trace.traceparent,
            received: service.context.time.now().milliseconds)
        return try await give(input, of: request.request, trace: request.trace, answer)
    }

    /// Gives a command of somebody without a token: what they may do, the address of their request has proved already. A repeat must do no harm.
    public func command(
        _ type: String, _ payload: [UInt8], for kommune: Organisasjonsnummer, open request: HTTPRequest, trace: TraceContext,
        _ answer: @Sendable (JSONValue) async throws -> HTTPResponse
    ) async throws -> HTTPResponse {
        try refuseUnknown(kommune)
        let input = ShardInput(
            kommune: kommune, cause: Cause(), content: .command(type: type, payload: payload), traceparent: trace.traceparent,
            received: service.context.time.now().milliseconds)
        return try await give(input, of: request, trace: trace, answer)
    }

    private func give(
        _ input: ShardInput, of request: HTTPRequest, trace: TraceContext, _ answer: @Sendable (JSONValue) async throws -> HTTPResponse
    ) async throws -> HTTPResponse {
        let kommune = input.kommune
        let time = service.context.time
        let deadline = time.elapsed() + Self.limitChange
        while true {
            try service.requireLog()
            if let alarm = service.runtime.alarm(of: kommune), service.runtime.isDuty(kommune) { throw Self.stopped(by: alarm) }
            if service.runtime.owns(kommune) {
                switch await service.runtime.submit(input) {
                case .success(let decision):
                    if let rejection = decision.answer?.rejection { throw rejection }
                    return try await answer(decision.answer?.body ?? .null)
                case .failure(.unavailable(let reason)):
                    throw ProblemDetails.unavailable(
                        "the outcome is not known yet: \(reason)", retryAfter: ShardService<Model>.retryWrites)
                case .failure(.queueFull): throw ProblemDetails.unavailable("too many commands wait already")
                case .failure(.stopped(let alarm)):
                    throw Self.stopped(by: alarm)
                case .failure(.notOwner), .failure(.movedOn): break
                }
            } else if !service.runtime.isTakingOver(kommune) {
                if RequestForwarder.isForwarded(request) { throw ProblemDetails.misdirected() }
                switch await service.forwarder.ask(
                    request, for: kommune, trace: trace, silence: limitOwnerCommands, patience: limitOwnerCommands)
                {
                case .answered(let response): return response
                case .unknown(let problem): throw problem
                case .nobody(let problem): if !service.runtime.owns(kommune), !service.runtime.isTakingOver(kommune) { throw problem }
                }
            }
            guard time.elapsed() < deadline else {
                throw ProblemDetails.unavailable("the municipality is being taken over by this instance")
            }
            try await time.sleep(for: Self.pauseWhileChanging)
        }
    }

    /// Asks the owner of a municipality a question of the caller's, with the caller's own right; one step only.
    ///
    /// - Parameter target: path and query.
    /// - Throws: 503 when nobody owns the municipality just now, or its owner gives no answer.
    public func ask(
        _ target: String, ofOwnerOf kommune: Organisasjonsnummer, _ request: AuthorizedRequest
    ) async throws(ProblemDetails) -> (answer: JSONValue, asOf: Tidspunkt?) {
        guard let owner = service.runtime.ownerURL(of: kommune) else {
            throw ProblemDetails.unavailable("no instance owns the municipality \(kommune) just now")
        }
        var asking = HTTPClientRequest(method: "GET", url: owner + target)
        asking.headers["Authorization"] = request.request.headers["Authorization"]
        asking.headers[RequestForwarder.header] = "1"
        asking.headers["traceparent"] = request.trace.traceparent
        asking.timeout = service.runtime.asOf(kommune) == nil ? limitOwnerCommands : Self.limitOwnerReads
        do {
            let answer = try await service.client.send(asking)
            guard answer.status == 200 else { throw ProblemDetails.unavailable("the owner of \(kommune) answered \(answer.status)") }
            return (try JSONReader.read(answer.body), answer.headers[Self.asOfHeader].flatMap { Tidspunkt($0) })
        } catch let problem as ProblemDetails {
            throw problem
        } catch {
            // It may have stopped a moment ago; the next owner is known soon.
            throw ProblemDetails.unavailable("the owner of \(kommune) does not answer just now")
        }
    }

    func elsewhere(_ kommune: Organisasjonsnummer, _ request: AuthorizedRequest) async throws -> HTTPResponse {
        if service.runtime.isTakingOver(kommune) {
            throw ProblemDetails.unavailable("the municipality is being taken over by this instance")
        }
        return await service.forwarder.forward(request.request, for: kommune, trace: request.trace)
    }

    private static func stopped(by alarm: ShardAlarm) -> ProblemDetails {
        .unavailable("the municipality's archive is stopped by an alarm: \(alarm)", retryAfter: .seconds(60))
    }

    /// As of when what is read here of the municipality is so; nil when that is now, or nothing can be read here.
    public func asOf(_ kommune: Organisasjonsnummer) -> Tidspunkt? {
        guard service.runtime.canRead(kommune) else { return service.runtime.asOf(kommune) }
        return service.pulse.isReachable ? nil : Tidspunkt(milliseconds: service.pulse.answeredAt)
    }

    /// An answer that says as of when it is, where that is not now.
    public func marked(_ response: HTTPResponse, _ asOf: Tidspunkt?) -> HTTPResponse {
        var response = response
        if let asOf { response.headers[Self.asOfHeader] = asOf.description }
        return response
    }

    private func refuseUnknown(_ kommune: Organisasjonsnummer) throws(ProblemDetails) {
        guard service.municipalities.municipality(kommune) != nil else {
            throw ProblemDetails.notFound("no municipality \(kommune) is set up here")
        }
    }
}
