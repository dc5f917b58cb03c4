import CCurl
import Synchronization

/// One transfer on its way.
///
/// `@unchecked Sendable`: besides the plan and the cancellation flag everything here is touched by the engine's thread only;
/// before the start, by the task that made it.
final class RunningTransfer: @unchecked Sendable {
    enum Sink {
        case whole(TransferOutcome<HTTPClientResponse>)
        case stream(TransferOutcome<HTTPClientStream>)
    }

    /// How large the heads of one transfer may be together, interim answers and trailers included, in bytes.
    private static let headerLimitBytes = 256 << 10

    let plan: TransferPlan
    private let configuration: HTTPClientConfiguration
    private let sink: Sink
    private let cancelled = Atomic(false)

    /// libcurl's handle while the transfer runs.
    private(set) var handle: EasyHandle?
    private var (status, headers) = (0, HTTPClientHeaders())
    private var headerBytes = 0
    private var body: [UInt8] = []
    private var decodedBytes: Int64 = 0
    /// Why this side ended the transfer, when it did: libcurl only knows that a callback refused.
    private var refusal: TransferError?
    private var addresses: AddressCheck
    private var pump: UploadPump?

    /// The streamed body is kept until the head is delivered; then only its reader keeps it, and letting go of it is noticed.
    private var undelivered: HTTPClientBody?
    private weak var delivered: HTTPClientBody?

    init(_ plan: TransferPlan, _ configuration: HTTPClientConfiguration, sink: Sink) {
        (self.plan, self.configuration, self.sink) = (plan, configuration, sink)
        addresses = AddressCheck(policy: plan.policy)
    }

    func connectBody(_ body: HTTPClientBody) { (undelivered, delivered) = (body, body) }

    func connectUpload(_ pump: UploadPump) { self.pump = pump }

    /// Notes from any thread that nobody waits any more.
    func cancel() { cancelled.store(true, ordering: .releasing) }

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    var describing: String { plan.describing }

    // MARK: - The engine's thread

    /// Lays the transfer out on a handle.
    func begin(on handle: EasyHandle) throws(TransferError) {
        self.handle = handle
        try handle.prepare(plan, configuration)
        let context = Unmanaged.passUnretained(self).toOpaque()
        handle.setSinks(context)
        // Through a proxy the only address seen here is the proxy's.
        if plan.policy != nil, configuration.proxy == nil { handle.setAddressCheck(context) }
        if let pump {
            handle.setUpload(context)
            Task { await pump.run() }
        }
    }

    func openSocket(_ address: UnsafePointer<curl_sockaddr>) -> curl_socket_t { addresses.openSocket(address) }

    /// Whether the connection may be used, be it new or kept from an earlier transfer under another policy.
    func mayUse(address: String) -> Bool { addresses.mayUse(address) }

    /// A header line came: a status line begins a head, an empty line ends it. Trailers come here too, after the head.
    /// A mail server's replies are such lines too.
    func take(headerLine line: UnsafeRawBufferPointer) -> Bool {
        headerBytes += line.count
        guard headerBytes <= Self.headerLimitBytes else {
            refusal = TransferError(.tooLarge, "\(describing): the answer's head is larger than \(Self.headerLimitBytes) bytes")
            return false
        }
        guard case .http = plan.work else {
            // The last one that says no; what answers our QUIT comes after it.
            if line.first == UInt8(ascii: "4") || line.first == UInt8(ascii: "5") { body = Array(line.prefix(MailDelivery.keptReplyBytes)) }
            return !isCancelled
        }
        if line.starts(with: "HTTP/".utf8) {
            (status, headers) = (handle?.status ?? 0, HTTPClientHeaders())
        } else if line.count > 2 {
            headers.add(line: line)
        } else if status >= 200 {
            deliverHead()
        }
        return !isCancelled
    }

    private func deliverHead(file: RemoteFile? = nil) {
        guard case .stream(let outcome) = sink, let body = undelivered else { return }
        outcome.settle(.success(HTTPClientStream(status: status, headers: headers, url: plan.url, body: body, file: file)))
        undelivered = nil
    }

    enum Taken { case all, pause, refuse }

    func take(body piece: UnsafeRawBufferPointer) -> Taken {
        if isCancelled { return .refuse }
        refusal = plan.limits.refusal(
            decodedBytes: decodedBytes + Int64(piece.count), receivedBytes: handle?.receivedBytes ?? 0, describing)
        if refusal != nil { return .refuse }
        switch sink {
        case .whole: body.append(contentsOf: piece)
        case .stream:
            if case .sftp = plan.work, let handle, undelivered != nil { deliverHead(file: RemoteFile(handle)) }
            guard let delivered else { return .refuse }
            guard delivered.offer(piece) else { return .pause }
        }
        decodedBytes += Int64(piece.count)
        return .all
    }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) -> UploadPump.Taken {
        guard !isCancelled, let pump else { return .failed }
        return pump.take(into: buffer)
    }

    func rewindUpload(to offset: Int64) { pump?.rewind(to: offset) }

    /// libcurl has finished; the handle is given back.
    func finish(_ code: CURLcode) -> EasyHandle? {
        guard code != CURLE_OK else {
            if case .sftp = plan.work, let handle { deliverHead(file: RemoteFile(handle)) }
            if case .mail = plan.work { status = handle?.status ?? 0 }
            return settle(nil)
        }
        if isCancelled { return settle(TransferError(.cancelled, "\(describing): cancelled")) }
        return settle(refusal ?? addresses.refusal(describing) ?? pump?.failure ?? mailRefusal(code) ?? libcurlError(code))
    }

    private func libcurlError(_ code: CURLcode) -> TransferError {
        let text = "\(describing): \(handle?.errorText(code) ?? "")\(addresses.note)"
        // Over SSH the same code means the host's key.
        if case .sftp = plan.work, code == CURLE_PEER_FAILED_VERIFICATION { return TransferError(.hostKeyNotKnown, text) }
        return TransferError(code, text)
    }

    /// What a mail server said when it said no; libcurl has a different error for every step.
    private func mailRefusal(_ code: CURLcode) -> TransferError? {
        guard case .mail = plan.work, let reply = handle?.status, reply >= 400,
            [CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_WEIRD_SERVER_REPLY, CURLE_LOGIN_DENIED, CURLE_REMOTE_ACCESS_DENIED].contains(code)
        else { return nil }
        let words = String(decoding: body.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
        return TransferError(.mailRefused, "\(describing): \(words)", replyCode: reply)
    }

    /// The transfer is over, for this reason if it failed. Gives the handle back.
    @discardableResult
    func settle(_ error: TransferError?) -> EasyHandle? {
        pump?.stop()
        switch sink {
        case .whole(let outcome):
            let response = HTTPClientResponse(status: status, headers: headers, body: body, url: plan.url)
            outcome.settle(error.map { .failure($0) } ?? .success(response))
        case .stream(let outcome):
            // After the head only the body's reader can be told.
            if undelivered != nil {
                outcome.settle(.failure(error ?? TransferError(.connectionLost, "\(describing): no answer came")))
            }
            delivered?.finish(error.map { .failure($0) } ?? .success(()))
            undelivered = nil
        }
        body = []
        defer { handle = nil }
        return handle
    }
}
