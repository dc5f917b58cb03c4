public import Domain
public import HTTPServer
public import Observability
public import Transfer

/// Passes a request on to the instance that owns its municipality, so that any instance takes any request.
///
/// It goes one step only: an instance that gets a forwarded request and is not the owner answers 421. Whoever forwarded it then looks the
/// owner up once more, and after that the client is asked to come back: the ownership is just moving.
public struct RequestForwarder: Sendable {
    /// Tells where the owner of a municipality is reached, by its advertised URL; nil when nobody is known. `refused` is where it was asked for
    /// in vain: a little time may pass until another owner is known.
    public typealias Lookup = @Sendable (_ kommune: Organisasjonsnummer, _ refused: String?) async -> String?

    /// What came of asking the owner.
    enum Outcome: Sendable {
        /// It answered.
        case answered(HTTPResponse)
        /// Nobody did, in time; what the client is told when nobody else can answer.
        case nobody(ProblemDetails)
        /// Nobody did, and whoever was asked may have acted on it: it must not be done again here.
        case unknown(ProblemDetails)
    }

    /// The header that marks a forwarded request.
    public static let header = "Sakarkiv-Forwarded"
    /// How long an owner may be silent before the client is asked to come back.
    public static let limitSilence: Duration = .seconds(35)
    /// How long connecting to an owner may take.
    static let limitConnecting: Duration = .seconds(2)
    /// An answer up to this size, in bytes, is passed on in one piece, with its length; a larger one, or one of unknown size, as it comes.
    static let limitWholeAnswerBytes = 1_048_576

    private enum Attempt {
        case answered(HTTPResponse)
        /// Another owner may answer, and the request may be sent again.
        case elsewhere
        /// Nobody knows whether the owner acted on it.
        case unknown
        /// As many are being passed on as may.
        case full(TransferError)
    }

    private let time: any TimeSource
    private let client: HTTPClient
    private let ownURL: String
    private let lookup: Lookup
    private let logger: Logger
    private let forwarded: Counter
    private let failed: Counter
    private let lines: LineLimit

    /// A forwarder of the instance that is reached at `ownURL`.
    public init(
        client: HTTPClient, ownURL: String, logger: Logger, metrics: MetricsRegistry, time: any TimeSource = SystemClock(),
        lookup: @escaping Lookup
    ) {
        lines = LineLimit(time: time)
        self.time = time
        (self.client, self.ownURL, self.logger, self.lookup) = (client, ownURL, logger, lookup)
        forwarded = metrics.counter("sakarkiv_requests_forwarded_total", help: "Requests passed on to the owner of their municipality.")
        failed = metrics.counter("sakarkiv_requests_not_forwarded_total", help: "Requests for which no owner answered.")
    }

    /// Whether another instance has forwarded this request already.
    public static func isForwarded(_ request: HTTPRequest) -> Bool { request.headers[header] != nil }

    /// The owner's answer; 421 for a request that was forwarded here already; 503 with `Retry-After` when no owner answers.
    public func forward(_ request: HTTPRequest, for kommune: Organisasjonsnummer, trace: TraceContext? = nil) async -> HTTPResponse {
        switch await ask(request, for: kommune, trace: trace, silence: RequestForwarder.limitSilence, patience: nil) {
        case .answered(let response): response
        case .nobody(let problem), .unknown(let problem): problem.response
        }
    }

    /// Asks the owner, and the next one when it is not the owner any more.
    ///
    /// - Parameters:
    ///   - silence: how long the owner may be silent.
    ///   - patience: how long it may take to begin to answer; nil: as long as it may be silent.
    func ask(
        _ request: HTTPRequest, for kommune: Organisasjonsnummer, trace: TraceContext?, silence: Duration, patience: Duration?
    ) async -> Outcome {
        if RequestForwarder.isForwarded(request) { return .answered(ProblemDetails.misdirected().response) }
        guard let patience else { return await ask(request, kommune, trace, silence) }
        struct Late: Error {}
        do {
            return try await time.within(patience, orThrow: Late()) {
                let outcome = await ask(request, kommune, trace, silence)
                // Too late, or at the same moment as the limit: nobody reads it, and it must not wait for a reader.
                if Task.isCancelled, case .answered(let late) = outcome, case .stream(let stream) = late.body { stream.abort() }
                return outcome
            }
        } catch is Late {
            failed.increment()
            if !RequestForwarder.mayRepeat(request.method) { return .unknown(RequestForwarder.mayHaveActed) }
            return .nobody(ProblemDetails.unavailable("the owner of this municipality did not answer within \(patience)"))
        } catch {
            return .nobody(ProblemDetails.unavailable("the question was withdrawn"))
        }
    }

    private static let mayHaveActed = ProblemDetails.unavailable(
        "the owner of this municipality did not answer, and may have acted on the request; try again with the same idempotency key")

    private func ask(_ request: HTTPRequest, _ kommune: Organisasjonsnummer, _ trace: TraceContext?, _ silence: Duration) async -> Outcome {
        var refused: String?
        for _ in 0..<2 {
            guard let url = await lookup(kommune, refused), url != ownURL else { break }
            switch await attempt(request, at: url, trace: trace, silence: silence) {
            case .answered(let response):
                forwarded.increment()
                return .answered(response)
            case .elsewhere: refused = url
            case .full(let error):
                failed.increment()
                return .nobody(
                    ProblemDetails.unavailable(
                        "this instance passes on as many requests as it may: \(error.message)", retryAfter: .seconds(5)))
            case .unknown:
                failed.increment()
                return .unknown(RequestForwarder.mayHaveActed)
            }
        }
        failed.increment()
        return .nobody(ProblemDetails.unavailable("no instance owns this municipality just now"))
    }

    private func attempt(_ request: HTTPRequest, at url: String, trace: TraceContext?, silence: Duration) async -> Attempt {
        // Clients of proxies may send a whole URL; what follows the host is all that counts, and that only a path has.
        guard request.target.utf8.first == UInt8(ascii: "/") else {
            return .answered(ProblemDetails.badRequest("send the path, not a whole URL").response)
        }
        var outgoing = HTTPClientRequest(method: request.method.rawValue, url: url + request.target, body: request.body)
        outgoing.headers = ForwardedHeaders.request(request.headers, trace: trace)
        (outgoing.timeout, outgoing.idleTimeout) = (nil, silence)
        outgoing.connectTimeout = RequestForwarder.limitConnecting
        outgoing.maximumResponseBytes = nil
        do {
            let answer = try await client.stream(outgoing)
            if answer.status == 421 { return .elsewhere }
            return .answered(try await response(answer, isHead: request.method == .head))
        } catch {
            logger.limited(
                .warning, "a request could not be forwarded", by: lines, key: url, ["owner": .name(url), "reason": .reason(error)])
            if error.code == .tooManyTransfers { return .full(error) }
            return error.wasNeverSent || RequestForwarder.mayRepeat(request.method) ? .elsewhere : .unknown
        }
    }

    private func response(_ answer: HTTPClientStream, isHead: Bool) async throws(TransferError) -> HTTPResponse {
        let headers = ForwardedHeaders.response(answer.headers)
        let length = answer.headers["Content-Length"].flatMap { Int($0) }
        if let length, length > 0, isHead {
            // Nothing comes, but how much would is the answer.
            let nothing = HTTPStream(length: UInt64(length))
            nothing.finish()
            return HTTPResponse(status: answer.status, headers: headers, body: .stream(nothing))
        }
        if let length, length <= RequestForwarder.limitWholeAnswerBytes {
            var body: [UInt8] = []
            body.reserveCapacity(length)
            for try await piece in answer.body { body += piece }
            return HTTPResponse(status: answer.status, headers: headers, body: body.isEmpty ? .empty : .bytes(body))
        }
        let isEvents = answer.headers["Content-Type"]?.lowercased().hasPrefix("text/event-stream") == true
        let stream = HTTPStream(endsAtDrain: isEvents, length: length.map { UInt64($0) })
        Task {
            do throws(TransferError) {
                for try await piece in answer.body {
                    guard await stream.write(piece) else { return }
                }
                stream.finish()
            } catch {
                // The client must see that the rest is missing.
                stream.abort()
            }
        }
        return HTTPResponse(status: answer.status, headers: headers, body: .stream(stream))
    }

    /// RFC 9110, 9.2.2: the methods that may be sent twice.
    private static func mayRepeat(_ method: HTTPMethod) -> Bool {
        [.get, .head, .options, .put, .delete].contains(method)
    }
}
