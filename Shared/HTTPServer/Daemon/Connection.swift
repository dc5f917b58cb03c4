import CEpoll
import Glibc
import Synchronization

/// One peer's connection: reads requests by the letter, one after the other, and writes one answer to each.
///
/// `@unchecked Sendable`: everything but ``wake()`` and ``cut()`` is called by its loop's thread alone; those two change atomics and the
/// loop's mailbox.
final class Connection: @unchecked Sendable {
    enum Phase {
        /// A request's head is to come.
        case head
        case body
        /// The request has come whole; its handler has not answered.
        case waiting
        case writing
        /// Answered for the last time: what the peer still sends is read and thrown away, so that it gets to see the answer.
        case lingering
        case closed
    }

    /// How much room for input is kept when there is none.
    private static let keptInputBytes = 16 * 1024

    let descriptor: Int32
    let remoteAddress: String
    let place: AddressKey
    let loop: EventLoop
    private let isWoken = Atomic(false)
    private let isCutOff = Atomic(false)

    private(set) var phase = Phase.head
    /// When the peer must have done what the phase waits for.
    var patience: Patience
    private var exchange: Exchange?
    private var (isReadable, hasPeerEnded, isBroken) = (true, false, false)

    /// What came and was not taken yet.
    private var input: [UInt8] = []
    private var inputStart = 0
    private var headEnd = HeadEnd()
    private var body = IncomingBody()
    private var isHeldBack = false
    private var lingeredBytes: Int64 = 0

    private var answer = OutgoingAnswer()
    private var isHeadMethod = false
    private var isVersion10 = false
    /// Another request may follow the one that is being handled.
    private var keepsConnection = true
    /// Something of the request is unread: the last answer lingers.
    private var mustLinger = false

    init(_ descriptor: Int32, remoteAddress: String, place: AddressKey, loop: EventLoop) {
        (self.descriptor, self.remoteAddress, self.place, self.loop) = (descriptor, remoteAddress, place, loop)
        patience = Patience(loop.core.configuration, now: loop.now)
    }

    // MARK: - Called from anywhere

    /// Something the connection waits for has come: its thread looks again. Harmless when nothing has.
    func wake() {
        if !isWoken.exchange(true, ordering: .acquiringAndReleasing) { loop.post(self) }
    }

    /// Cuts the peer off, whatever it is doing.
    func cut() {
        isCutOff.store(true, ordering: .releasing)
        wake()
    }

    // MARK: - Called by the loop's thread

    /// The loop has taken the connection out of its mailbox.
    func woken() {
        isWoken.store(false, ordering: .releasing)
        if isHeldBack { patience.bodyGoesOn(loop.now) }
        isHeldBack = false
        proceed()
    }

    /// The kernel has told something about the socket.
    func notified(_ events: UInt32) {
        if events & SAK_EPOLL_READABLE != 0 { isReadable = true }
        if events & SAK_EPOLL_PEER_ENDED != 0 { hasPeerEnded = true }
        if events & SAK_EPOLL_BROKEN != 0 { isBroken = true }
        if events & SAK_EPOLL_WRITABLE != 0 { answer.isWritable = true }
        proceed()
    }

    /// The time is up for what the phase waits for.
    func timeIsUp() {
        if phase == .writing, patience.peerHasRead(answer.sentBytes, descriptor, now: loop.now) { return }
        if phase == .body, patience.bodyIsFastEnough(now: loop.now) { return }
        let cause: HTTPConnectionEnd? =
            switch phase {
            case .head: exchange == nil && input.isEmpty && patience.hadRequest ? nil : .slowHead
            case .body: .slowBody
            case .writing: .slowReader
            case .waiting, .lingering, .closed: nil
            }
        if let cause { loop.core.configuration.connectionObserver?(cause) }
        close()
    }

    /// Ends the connection; an unfinished request is over for its handler too.
    func close() {
        guard phase != .closed else { return }
        phase = .closed
        if let exchange {
            self.exchange = nil
            exchange.completed(isComplete: false)
        }
        answer = OutgoingAnswer()
        loop.forget(self)
    }

    /// Reads, hands over and writes as far as it goes, a limited time at once.
    func proceed() {
        var steps = 0
        let began = EventLoop.clock()
        while phase != .closed {
            if isCutOff.load(ordering: .acquiring) { return close() }
            steps += 1
            let isLong = steps.isMultiple(of: 8) && EventLoop.clock() - began > EventLoop.limitTurnNanoseconds
            guard steps < EventLoop.limitStepsAtOnce, !isLong else { return loop.later(self) }
            switch phase {
            case .head, .body, .lingering:
                if isHeldBack { return }
                if inputStart < input.count, takeInput() { continue }
                guard phase == .head || phase == .body || phase == .lingering, !isHeldBack else { continue }
                guard isReadable else { return }
                receive()
            case .waiting:
                guard let exchange, let response = exchange.takeAnswer() else { return }
                begin(response)
            case .writing:
                guard write() else { return }
            case .closed: return
            }
        }
    }

    // MARK: - Reading

    /// Whether any of the input was taken.
    private func takeInput() -> Bool {
        let start = inputStart
        let taken = input.withUnsafeBytes { consume(UnsafeRawBufferPointer(rebasing: $0[start...])) }
        inputStart += taken
        if inputStart == input.count {
            input.removeAll(keepingCapacity: input.capacity <= Self.keptInputBytes)
            inputStart = 0
        }
        return taken > 0
    }

    private func receive() {
        let scratch = loop.scratch
        let count = recv(descriptor, scratch.baseAddress, scratch.count, 0)
        guard count > 0 else {
            if count < 0, errno == EINTR { return }
            if count < 0, errno == EAGAIN { return isReadable = false }
            // The peer has ended, in the middle of a request or between two.
            return close()
        }
        if count < scratch.count, !hasPeerEnded { isReadable = false }
        patience.received(count, loop.now)
        if inputStart == input.count {
            let taken = consume(UnsafeRawBufferPointer(rebasing: scratch[..<count]))
            if taken < count, phase != .closed { input.append(contentsOf: scratch[taken..<count]) }
        } else {
            if inputStart > 0 {
                input.removeFirst(inputStart)
                inputStart = 0
            }
            input.append(contentsOf: scratch[..<count])
            _ = takeInput()
        }
    }

    /// Takes as much as the phase allows; how much that was.
    private func consume(_ bytes: UnsafeRawBufferPointer) -> Int {
        var at = 0
        while at < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[at...])
            switch phase {
            case .head:
                do throws(WireFault) {
                    guard let taken = try takeHead(rest) else { return at }
                    at += taken
                } catch {
                    refuse(error)
                }
            case .body:
                do throws(WireFault) {
                    let taken = try takeBody(rest)
                    at += taken
                    if isHeldBack || (taken == 0 && phase == .body) { return at }
                } catch {
                    refuse(error)
                }
            case .lingering:
                lingeredBytes += Int64(rest.count)
                if lingeredBytes > loop.core.configuration.maximumDiscardedBytes { close() }
                return bytes.count
            case .waiting, .writing, .closed: return at
            }
        }
        return at
    }

    /// Begins a request once its head has come; nil before.
    private func takeHead(_ bytes: UnsafeRawBufferPointer) throws(WireFault) -> Int? {
        let limit = loop.core.configuration.maximumHeaderBytes
        patience.headBegan(loop.now)
        let end = try headEnd.find(in: bytes)
        if (end ?? bytes.count) > limit { throw WireFault("the request's head is larger than \(limit) bytes", status: 431) }
        guard let end else { return nil }
        let head = try RequestHead(parsing: UnsafeRawBufferPointer(rebasing: bytes[headEnd.begin..<end]))
        headEnd = HeadEnd()
        begin(head, hasMore: end < bytes.count)
        return end
    }

    private func begin(_ head: RequestHead, hasMore: Bool) {
        let exchange = Exchange(loop.core, head: head, connection: self)
        loop.core.configuration.beginObserver?()
        self.exchange = exchange
        (isHeadMethod, isVersion10, keepsConnection) = (head.method == .head, head.isVersion10, head.keepsConnection)
        body = IncomingBody(head.announcedBody)
        mustLinger = head.announcedBody != .none
        switch exchange.begin() {
        case .answer(let response): begin(response, isLast: true)
        case .close: close()
        case .receive:
            guard head.announcedBody != .none else { return bodyEnded() }
            phase = .body
            patience.bodyBegan(loop.now)
            // Nothing was sent before it, so it fits into the socket's buffer.
            if head.expectsContinue, !hasMore { _ = answer.send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), descriptor) }
        }
    }

    /// Hands on what belongs to the body; 0 when the reader has enough for now.
    private func takeBody(_ bytes: UnsafeRawBufferPointer) throws(WireFault) -> Int {
        var at = 0
        while phase == .body {
            switch try body.next(bytes, &at) {
            case .more: return at
            case .end:
                bodyEnded()
                return at
            case .data(let count):
                switch exchange?.bodyArrived(UnsafeRawBufferPointer(rebasing: bytes[at..<at + count])) {
                case .heldBack:
                    isHeldBack = true
                    patience.waits()
                    return at
                case .answerEarly(let response): begin(response, isLast: true)
                case .close, nil: close()
                case .collect, .discard, .offer: break
                }
                body.take(count)
                at += count
            }
        }
        return at
    }

    private func bodyEnded() {
        mustLinger = false
        switch exchange?.bodyEnded() {
        case .answer(let response): begin(response)
        case .wait, .run:
            phase = .waiting
            patience.waits()
        case .close, nil: close()
        }
    }

    /// Answers what is no message, once, and reads no further.
    private func refuse(_ fault: WireFault) {
        loop.core.configuration.connectionObserver?(.malformed)
        mustLinger = true
        if let exchange { return begin(exchange.bodyBroke(fault.response), isLast: true) }
        (isHeadMethod, isVersion10) = (false, false)
        loop.core.configuration.beginObserver?()
        loop.core.configuration.observer?(.refused(status: fault.status))
        begin(fault.response, isLast: true)
    }

    // MARK: - Writing

    private func begin(_ response: HTTPResponse, isLast: Bool = false) {
        phase = .writing
        let asksForClose = response.headers["Connection"].map { HTTPFields.isSameName($0, "close") } ?? false
        if isLast || asksForClose || loop.core.isDraining { keepsConnection = false }
        if case .stream(let stream) = response.body {
            exchange?.attach(stream)
            // Nothing says where such an answer ends but the connection's end.
            if stream.length == nil, isVersion10 || isHeadMethod { keepsConnection = false }
        }
        answer.begin(
            response, for: OutgoingAnswer.Peer(isHead: isHeadMethod, isVersion10: isVersion10, keepsConnection: keepsConnection),
            date: loop.date)
        patience.waits()
    }

    /// Writes as much as the peer takes; false when it must be waited for.
    private func write() -> Bool {
        switch answer.proceed(descriptor, scratch: loop.scratch) {
        case .done:
            answered()
            return true
        case .more:
            patience.waits()
            return true
        case .peerIsFull:
            patience.peerReads(answer.sentBytes, descriptor, now: loop.now)
            if isBroken { close() }
            return false
        case .nothingToSend:
            patience.waits()
            if isBroken { close() }
            return false
        case .broken:
            close()
            return false
        }
    }

    private func answered() {
        exchange?.completed(isComplete: true)
        exchange = nil
        if keepsConnection {
            phase = .head
            patience.nextRequest(loop.now)
        } else if mustLinger || inputStart < input.count {
            shutdown(descriptor, Int32(SHUT_WR))
            phase = .lingering
            patience.lingers(loop.now)
        } else {
            close()
        }
    }
}
