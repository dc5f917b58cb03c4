import Synchronization

/// One request and its answer: what the connection's thread brings, what the handler's task gives back, and who waits for whom.
///
/// Kept by its connection from the head until ``completed(isComplete:)``. Tasks wake the connection; they never touch its socket.
final class Exchange: Sendable {
    /// A request with a longer body begins on Swift's own pool: to read it may take a while, and other connections share this thread.
    private static let limitBodyBytesHandledHere = 16 * 1024

    private let core: ServerCore
    private let head: RequestHead
    private let remoteAddress: String
    private let startedAt = ContinuousClock.now
    private let connection: Connection
    private let state: Mutex<ExchangeState>

    init(_ core: ServerCore, head: RequestHead, connection: Connection) {
        (self.core, self.head, self.connection, remoteAddress) = (core, head, connection, connection.remoteAddress)
        state = Mutex(ExchangeState())
        if !core.add(self) { state.withLock { $0.isAborted = true } }
    }

    // MARK: - Called by the connection's thread

    /// What becomes of the body, from the head alone: nothing of it has been read.
    func begin() -> ExchangeState.BeginStep {
        switch decide() {
        case .answered(let response):
            if head.announcedBody != .none, head.expectsContinue { return .answer(state.withLock { $0.answeringEarly(response) }) }
            let isLong = if case .length(let length) = head.announcedBody { length > ExchangeState.quietDiscardBytes } else { false }
            return state.withLock { state in
                (state.intake, state.response) = (.discarding, response)
                return isLong ? .answer(state.answeringEarly(response)) : .receive
            }
        case .whole(let request, let limit, let handler):
            let limitBytes = limit ?? core.configuration.maximumBodyBytes
            state.withLock { $0.intake = .whole(request, handler, limitBytes: limitBytes) }
        case .streaming(let request, let limit, let handler):
            let body = HTTPBodyStream(connection: connection)
            let isAborted = state.withLock { state in
                state.intake = .streaming(body, limitBytes: limit ?? .max)
                return state.isAborted
            }
            if isAborted { return .close }
            run { await handler(request, body) }
        }
        return .receive
    }

    private func decide() -> HTTPDispatch {
        if core.isDraining {
            return .answered(.problem(status: 503, detail: "the server is stopping", headers: ["Connection": "close", "Retry-After": "1"]))
        }
        guard let request = HTTPRequest(method: head.method, target: head.target, headers: head.headers, remoteAddress: remoteAddress)
        else {
            // CONNECT among them: what follows its head is no request.
            return .answered(
                .problem(
                    status: 400, detail: "the request target is not a path with UTF-8 percent escapes", headers: ["Connection": "close"]))
        }
        let dispatch = core.dispatch(request)
        let (route, limit): (String?, Int64?) =
            switch dispatch {
            case .answered: (nil, nil)
            case .whole(let request, let limit, _): (request.route, limit ?? core.configuration.maximumBodyBytes)
            case .streaming(let request, let limit, _): (request.route, limit)
            }
        state.withLock { $0.route = route }
        if let coding = head.foreignCoding, case .some = route { return .answered(Self.unreadable(coding)) }
        if let limit, case .length(let length) = head.announcedBody, length > limit { return .answered(ExchangeState.tooLarge(limit)) }
        return dispatch
    }

    /// What was packed is not unpacked here (RFC 9110, 15.5.16): read as it is, it would be taken for another content.
    private static func unreadable(_ coding: String) -> HTTPResponse {
        .problem(
            status: 415, detail: "the body is sent with Content-Encoding «\(coding)»; send it as it is",
            headers: ["Accept-Encoding": "identity"]
        )
    }

    /// A piece of the body.
    func bodyArrived(_ bytes: UnsafeRawBufferPointer) -> ExchangeState.BodyStep {
        let step = state.withLock { state in
            let step = state.bodyArrived(
                bytes.count, maximumDiscardedBytes: core.configuration.maximumDiscardedBytes, reserve: core.reserve)
            if case .collect = step { state.body.append(contentsOf: bytes) }
            return step
        }
        guard case .offer(let stream) = step else { return step }
        guard stream.offer(bytes) == .taken else { return .heldBack }
        state.withLock { $0.receivedBytes += Int64(bytes.count) }
        return .discard
    }

    /// The body has come to its proper end.
    func bodyEnded() -> ExchangeState.CompleteStep {
        if case .streaming(let body, _) = state.withLock({ $0.intake }) { body.finish() }
        let step = state.withLock { $0.requestCompleted() }
        guard case .run(let request, let handler) = step else { return step }
        if request.body.count <= Self.limitBodyBytesHandledHere {
            runHere { await handler(request) }
        } else {
            run { await handler(request) }
        }
        return .wait
    }

    /// The body is malformed: it is answered with this, whatever the handler says.
    func bodyBroke(_ response: HTTPResponse) -> HTTPResponse {
        let (answer, body) = state.withLock { state in
            let body = if case .streaming(let stream, _) = state.intake { stream } else { nil as HTTPBodyStream? }
            return (state.answeringEarly(response), body)
        }
        body?.finish(.peerGone)
        return answer
    }

    /// The handler's answer, once.
    func takeAnswer() -> HTTPResponse? { state.withLock { $0.takeAnswer() } }

    /// The answer is about to be sent: its stream is told whom to wake, and beats.
    func attach(_ stream: HTTPStream) {
        state.withLock { $0.outgoing = stream }
        stream.attach(connection)
        if core.isDraining, stream.endsAtDrain { stream.finish() }
        if let heartbeat = stream.heartbeat { state.withLock { $0.heartbeat = heartbeat.start(on: stream) } }
    }

    /// The request is over; its connection forgets it, and so does everybody else.
    func completed(isComplete: Bool) {
        let last = state.withLock { state in
            let last = state
            state.isAborted = true
            (state.response, state.outgoing, state.body) = (nil, nil, [])
            return last
        }
        // Before the task is cancelled: its reader is to learn why, not only that it is over.
        if case .streaming(let body, _) = last.intake { body.detach(.peerGone) }
        last.task?.cancel()
        last.heartbeat?.cancel()
        last.outgoing?.detach()
        if case .stream(let stream) = last.response?.body { stream.detach() }
        if last.reservedBytes > 0 { core.giveBack(last.reservedBytes) }
        core.remove(self)
        core.configuration.observer?(
            HTTPExchangeReport(
                method: head.method, route: last.route, status: last.answeredStatus, receivedBodyBytes: last.receivedBytes,
                duration: startedAt.duration(to: .now), isComplete: isComplete && last.answeredStatus != nil))
    }

    /// Starts the handler's task. Not under the lock: it may have answered before this returns.
    private func run(_ handler: @escaping @Sendable () async -> HTTPResponse) { keep(Task { finish(await handler()) }) }

    /// Begins the handler's task on this thread, up to its first wait: what needs none is answered without a change of threads.
    private func runHere(_ handler: @escaping @Sendable () async -> HTTPResponse) {
        state.withLock { $0.isLookedAtNext = true }
        keep(Task.immediate { finish(await handler()) })
    }

    private func keep(_ task: Task<Void, Never>) {
        let isOver = state.withLock { state in
            state.isLookedAtNext = false
            if !state.isAborted { state.task = task }
            return state.isAborted
        }
        if isOver { task.cancel() }
    }

    // MARK: - Called by tasks

    /// The handler has answered. Its answer is dropped when the request is over or was refused meanwhile.
    private func finish(_ response: HTTPResponse) {
        let (isTaken, isLookedAtNext, body) = state.withLock { state in
            let body = if case .streaming(let stream, _) = state.intake { stream } else { nil as HTTPBodyStream? }
            guard !state.isAborted, state.response == nil, !state.isAnsweredEarly else { return (false, false, body) }
            state.response = response
            return (true, state.isLookedAtNext, body)
        }
        if isTaken {
            if !isLookedAtNext { connection.wake() }
        } else if case .stream(let stream) = response.body {
            stream.detach()
        }
        body?.abandon()
    }

    /// The server stops: what has no end of its own is ended now.
    func drain() {
        let stream = state.withLock { $0.outgoing }
        if let stream, stream.endsAtDrain { stream.finish() }
    }

    /// The server stops for good: nothing waits any more, and the connection is closed by its own thread.
    func abort() {
        let (body, stream, task) = state.withLock { state in
            state.isAborted = true
            let body = if case .streaming(let stream, _) = state.intake { stream } else { nil as HTTPBodyStream? }
            return (body, state.outgoing, state.task)
        }
        body?.finish(.serverStopped)
        stream?.end(.serverStopped)
        task?.cancel()
    }
}
