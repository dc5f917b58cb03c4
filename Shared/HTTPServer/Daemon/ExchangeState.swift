/// Where one request stands. Changed under its exchange's lock; what must be done about a change comes back as a value.
struct ExchangeState {
    /// What becomes of the body.
    enum Intake {
        /// The head was not seen yet.
        case undecided
        /// Collected for the handler, up to a limit.
        case whole(HTTPRequest, HTTPHandler, limitBytes: Int64)
        /// Handed to a handler that runs already.
        case streaming(HTTPBodyStream, limitBytes: Int64)
        /// The handler has the whole request.
        case complete
        /// Read and thrown away; the answer stands.
        case discarding
    }

    enum BeginStep {
        case receive
        /// Answer without the body, and close.
        case answer(HTTPResponse)
        case close
    }

    enum BodyStep {
        case collect
        case offer(HTTPBodyStream)
        /// The reader has enough for now: the same piece is offered again when the connection is woken.
        case heldBack
        case discard
        /// Answer now, then throw the rest away and close.
        case answerEarly(HTTPResponse)
        case close
    }

    enum CompleteStep {
        case run(HTTPRequest, HTTPHandler)
        case wait
        case answer(HTTPResponse)
        case close
    }

    /// A refused body up to this size is read to its end, so that the connection can go on; of a larger one the answer goes out at once.
    static let quietDiscardBytes: Int64 = 64 * 1024

    var intake = Intake.undecided
    var response: HTTPResponse?
    /// The body stream of the response that is being sent.
    var outgoing: HTTPStream?
    var isAborted = false
    var task: Task<Void, Never>?
    /// The connection's thread is at this exchange and looks for an answer next: nobody needs to wake it.
    var isLookedAtNext = false
    var heartbeat: Task<Void, Never>?

    var body: [UInt8] = []
    var receivedBytes: Int64 = 0
    /// How much of the server's memory for bodies is taken; given back when the request is over.
    private(set) var reservedBytes: Int64 = 0
    private var discardedBytes: Int64 = 0
    private(set) var isAnsweredEarly = false
    private var isReceived = false

    var route: String?
    var answeredStatus: Int?

    /// A piece of the body has come. `reserve` asks for memory.
    mutating func bodyArrived(_ count: Int, maximumDiscardedBytes: Int64, reserve: (Int64) -> Bool) -> BodyStep {
        if isAborted { return .close }
        switch intake {
        case .whole(_, _, let limitBytes):
            if receivedBytes + Int64(count) > limitBytes { return refuse(Self.tooLarge(limitBytes), count, maximumDiscardedBytes) }
            if !reserve(Int64(count)) { return refuse(Self.noMemory, count, maximumDiscardedBytes) }
            receivedBytes += Int64(count)
            reservedBytes += Int64(count)
            return .collect
        case .streaming(let stream, let limitBytes):
            // The handler has answered without the rest.
            if let response { return refuse(response, count, maximumDiscardedBytes) }
            if receivedBytes + Int64(count) > limitBytes {
                stream.finish(.tooLarge(limitBytes: limitBytes))
                return refuse(Self.tooLarge(limitBytes), count, maximumDiscardedBytes)
            }
            return .offer(stream)
        case .discarding: return discard(count, maximumDiscardedBytes)
        case .undecided, .complete: return .close
        }
    }

    /// The request is complete.
    mutating func requestCompleted() -> CompleteStep {
        if isAborted || isAnsweredEarly { return .close }
        isReceived = true
        if let response = takeAnswer() { return .answer(response) }
        guard case .whole(var request, let handler, _) = intake else { return .wait }
        intake = .complete
        swap(&request.body, &body)
        return .run(request, handler)
    }

    /// The answer, when the request has come whole and there is one.
    mutating func takeAnswer() -> HTTPResponse? {
        guard isReceived, let answer = response else { return nil }
        (intake, answeredStatus, response) = (.discarding, answer.status, nil)
        return answer
    }

    /// Throws the collected body away and lets this answer stand.
    private mutating func refuse(_ refusal: HTTPResponse, _ count: Int, _ maximumDiscardedBytes: Int64) -> BodyStep {
        (intake, body, response) = (.discarding, [], refusal)
        return discard(count, maximumDiscardedBytes)
    }

    private mutating func discard(_ count: Int, _ maximumDiscardedBytes: Int64) -> BodyStep {
        receivedBytes += Int64(count)
        discardedBytes += Int64(count)
        if discardedBytes > maximumDiscardedBytes { return .close }
        guard !isAnsweredEarly, discardedBytes > Self.quietDiscardBytes, let response else { return .discard }
        return .answerEarly(answeringEarly(response))
    }

    /// Notes that this answer goes out now although the body is still to come.
    mutating func answeringEarly(_ response: HTTPResponse) -> HTTPResponse {
        (intake, isAnsweredEarly, answeredStatus, self.response) = (.discarding, true, response.status, nil)
        return response
    }

    static func tooLarge(_ limitBytes: Int64) -> HTTPResponse {
        .problem(status: 413, detail: "the body is larger than \(limitBytes) bytes")
    }

    private static let noMemory = HTTPResponse.problem(
        status: 503, detail: "too many large requests are under way", headers: ["Retry-After": "1"])
}
