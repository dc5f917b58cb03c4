import CMicroHTTPD
import Synchronization

/// One request and its answer: what libmicrohttpd's thread brings, what the handler's task gives back, and who waits for whom.
///
/// Kept by libmicrohttpd's per-request pointer from the request line until the completion is notified. The connection is touched only
/// under this lock (or its streams' locks) and never after that.
final class Exchange: Sendable {
    private let core: ServerCore
    private let target: String
    private let startedAt = ContinuousClock.now
    private let state: Mutex<ExchangeState>

    init(_ core: ServerCore, target: String, connection: Connection) {
        (self.core, self.target) = (core, target)
        state = Mutex(ExchangeState(connection: connection))
        if !core.add(self) { state.withLock { $0.isAborted = true } }
    }

    // MARK: - Called by libmicrohttpd's thread

    /// One call of libmicrohttpd's handler: the head, a piece of the body, or the end. Sets `pending` to 0 when the piece was taken.
    func handle(_ connection: Connection, method: UnsafePointer<CChar>?, piece: UnsafeRawPointer?, pending: inout Int) -> MHD_Result {
        let isHead = state.withLock { if case .undecided = $0.intake { true } else { false } }
        if isHead {
            return begin(RequestHead(connection, method: method, maximumHeaderBytes: core.configuration.maximumHeaderBytes), connection)
        }
        guard let piece, pending > 0 else { return complete(connection) }
        let bytes = UnsafeRawBufferPointer(start: piece, count: pending)
        let step = state.withLock { state in
            let step = state.bodyArrived(
                pending, maximumDiscardedBytes: core.configuration.maximumDiscardedBytes, reserve: core.reserve)
            if case .collect = step { state.body.append(contentsOf: bytes) }
            return step
        }
        switch step {
        case .collect, .discard: pending = 0
        case .close: return .NO
        case .answerEarly(let response):
            guard EarlyAnswer.send(response, on: connection) else { return .NO }
            pending = 0
        case .offer(let stream):
            // A suspended piece is offered again, with what came after it.
            guard stream.offer(bytes) == .taken else { return .YES }
            state.withLock { $0.receivedBytes += Int64(bytes.count) }
            pending = 0
        }
        return isMoreExpected() && connection.peerHasEnded ? .NO : .YES
    }

    /// Whether the announced body has not come whole yet.
    private func isMoreExpected() -> Bool { state.withLock { $0.receivedBytes < $0.announcedBytes } }

    private func begin(_ head: RequestHead, _ connection: Connection) -> MHD_Result {
        if let fault = head.framingFault { return answerAndClose(fault, connection) }
        switch decide(head) {
        case .answered(let response):
            if head.announcedBody != .none, head.expectsContinue { return answerAndClose(response, connection) }
            let isLong = if case .length(let length) = head.announcedBody { length > ExchangeState.quietDiscardBytes } else { false }
            let early = state.withLock { state in
                (state.intake, state.response) = (.discarding, response)
                return isLong ? state.answeringEarly(response) : nil
            }
            if let early { return EarlyAnswer.send(early, on: connection) ? .YES : .NO }
        case .whole(let request, let limit, let handler):
            let limitBytes = limit ?? core.configuration.maximumBodyBytes
            state.withLock { $0.intake = .whole(request, handler, limitBytes: limitBytes) }
        case .streaming(let request, let limit, let handler):
            let body = HTTPBodyStream(connection: connection)
            let isAborted = state.withLock { state in
                state.intake = .streaming(body, limitBytes: limit ?? .max)
                return state.isAborted
            }
            if isAborted { return .NO }
            run { await handler(request, body) }
        }
        return .YES
    }

    /// What the head alone decides: nothing of the body has been read.
    private func decide(_ head: RequestHead) -> HTTPDispatch {
        state.withLock { state in
            state.method = head.method
            if case .length(let length) = head.announcedBody { state.announcedBytes = length }
        }
        if core.isDraining {
            return .answered(.problem(status: 503, detail: "the server is stopping", headers: ["Connection": "close", "Retry-After": "1"]))
        }
        guard let request = HTTPRequest(method: head.method, target: target, headers: head.headers, remoteAddress: head.remoteAddress)
        else {
            return .answered(.problem(status: 400, detail: "the request target is not a path with UTF-8 percent escapes"))
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

    private func complete(_ connection: Connection) -> MHD_Result {
        let body = state.withLock { if case .streaming(let stream, _) = $0.intake { stream } else { nil as HTTPBodyStream? } }
        body?.finish()
        switch state.withLock({ $0.requestCompleted() }) {
        case .run(let request, let handler):
            run { await handler(request) }
            return .YES
        case .wait: return .YES
        case .close: return .NO
        case .answer(let response): return answer(response, connection) ? .YES : .NO
        }
    }

    /// Answers at the first call: libmicrohttpd closes the connection afterwards, because it will not read what follows.
    private func answerAndClose(_ response: HTTPResponse, _ connection: Connection) -> MHD_Result {
        state.withLock { ($0.intake, $0.answeredStatus) = (.discarding, response.status) }
        return answer(response, connection) ? .YES : .NO
    }

    private func answer(_ response: HTTPResponse, _ connection: Connection) -> Bool {
        if case .stream(let stream) = response.body {
            stream.attach(connection)
            if core.isDraining, stream.endsAtDrain { stream.finish() }
            if let heartbeat = stream.heartbeat { state.withLock { $0.heartbeat = heartbeat.start(on: stream) } }
        }
        let isHead = state.withLock { $0.method == .head }
        return QueuedResponse.queue(response, on: connection, isHead: isHead, isLast: core.isDraining)
    }

    /// The request is over; libmicrohttpd forgets it, and so does everybody else.
    func completed(isComplete: Bool) {
        let last = state.withLock { state in
            let last = state
            (state.connection, state.isSuspended, state.isAborted) = (nil, false, true)
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
                method: last.method, route: last.route, status: last.answeredStatus, receivedBodyBytes: last.receivedBytes,
                duration: startedAt.duration(to: .now), isComplete: isComplete && last.answeredStatus != nil))
    }

    // MARK: - Called by tasks

    /// Starts the handler's task. Not under the lock: it may have answered before this returns.
    private func run(_ handler: @escaping @Sendable () async -> HTTPResponse) {
        let task = Task { finish(await handler()) }
        let isOver = state.withLock { state in
            if !state.isAborted { state.task = task }
            return state.isAborted
        }
        if isOver { task.cancel() }
    }

    /// The handler has answered. Its answer is dropped when the request is over or was refused meanwhile.
    private func finish(_ response: HTTPResponse) {
        let (isTaken, body) = state.withLock { state in
            let body = if case .streaming(let stream, _) = state.intake { stream } else { nil as HTTPBodyStream? }
            guard !state.isAborted, state.response == nil, !state.isAnsweredEarly else { return (false, body) }
            state.response = response
            if state.isSuspended {
                state.isSuspended = false
                state.connection?.resume()
            }
            return (true, body)
        }
        if !isTaken, case .stream(let stream) = response.body { stream.detach() }
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
            if state.isSuspended {
                state.isSuspended = false
                state.connection?.resume()
            }
            let body = if case .streaming(let stream, _) = state.intake { stream } else { nil as HTTPBodyStream? }
            return (body, state.outgoing, state.task)
        }
        body?.finish(.serverStopped)
        stream?.end(.serverStopped)
        task?.cancel()
    }
}
