import CCurl
import Synchronization

/// One request on its way.
///
/// `@unchecked Sendable`: besides the request and the cancellation flag everything here is touched by the engine's thread only;
/// before the start, by the task that made it.
final class HTTPTransfer: @unchecked Sendable {
    enum Sink {
        case whole(TransferOutcome<HTTPClientResponse>)
        case stream(TransferOutcome<HTTPClientStream>)
    }

    let request: HTTPClientRequest
    private let configuration: HTTPClientConfiguration
    private let sink: Sink
    private let cancelled = Atomic(false)

    /// libcurl's handle while the transfer runs.
    private(set) var handle: EasyHandle?
    private var (status, headers) = (0, HTTPClientHeaders())
    private var body: [UInt8] = []
    private var receivedBytes: Int64 = 0
    /// Why this side ended the transfer, when it did: libcurl only knows that a callback refused.
    private var refusal: TransferError?

    /// The streamed body is kept until the head is delivered; then only its reader keeps it, and letting go of it is noticed.
    private var undelivered: HTTPClientBody?
    private weak var delivered: HTTPClientBody?

    init(_ request: HTTPClientRequest, _ configuration: HTTPClientConfiguration, sink: Sink) {
        (self.request, self.configuration, self.sink) = (request, configuration, sink)
    }

    func connectBody(_ body: HTTPClientBody) { (undelivered, delivered) = (body, body) }

    /// Notes from any thread that nobody waits any more.
    func cancel() { cancelled.store(true, ordering: .releasing) }

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    // MARK: - The engine's thread

    /// Lays the request out on a handle.
    func begin(on handle: EasyHandle) throws(TransferError) {
        self.handle = handle
        try handle.prepare(request, configuration)
        handle.setSinks(context: Unmanaged.passUnretained(self).toOpaque(), header: headerArrived, body: bodyArrived)
    }

    /// A header line came: a status line begins a head, an empty line ends it. Trailers come here too, after the head.
    fileprivate func take(headerLine line: UnsafeRawBufferPointer) -> Bool {
        if line.starts(with: "HTTP/".utf8) {
            (status, headers) = (handle?.status ?? 0, HTTPClientHeaders())
        } else if line.count > 2 {
            headers.add(line: line)
        } else if status >= 200, case .stream(let outcome) = sink, let body = undelivered {
            outcome.settle(.success(HTTPClientStream(status: status, headers: headers, body: body)))
            undelivered = nil
        }
        return !isCancelled
    }

    fileprivate enum Taken { case all, pause, refuse }

    fileprivate func take(body piece: UnsafeRawBufferPointer) -> Taken {
        if isCancelled { return .refuse }
        if let limit = request.maximumResponseBytes, receivedBytes + Int64(piece.count) > limit {
            refusal = TransferError(.tooLarge, "\(describing): the answer is larger than \(limit) bytes")
            return .refuse
        }
        switch sink {
        case .whole: body.append(contentsOf: piece)
        case .stream:
            guard let delivered else { return .refuse }
            guard delivered.offer(piece) else { return .pause }
        }
        receivedBytes += Int64(piece.count)
        return .all
    }

    /// libcurl has finished; the handle is given back.
    func finish(_ code: CURLcode) -> EasyHandle? {
        guard code != CURLE_OK else { return settle(nil) }
        let cancellation = isCancelled ? TransferError(.cancelled, "\(describing): cancelled") : nil
        return settle(cancellation ?? refusal ?? TransferError(code, "\(describing): \(handle?.errorText(code) ?? "")"))
    }

    /// The transfer is over, for this reason if it failed. Gives the handle back.
    @discardableResult
    func settle(_ error: TransferError?) -> EasyHandle? {
        switch sink {
        case .whole(let outcome):
            outcome.settle(error.map { .failure($0) } ?? .success(HTTPClientResponse(status: status, headers: headers, body: body)))
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

    /// Method and host, without user, path and query: those may be secret.
    var describing: String {
        let afterScheme = request.url.firstRange(of: "://").map { request.url[$0.upperBound...] } ?? request.url[...]
        let authority = afterScheme.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return "\(request.method) \(authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority)"
    }
}

private func headerArrived(_ bytes: UnsafeMutablePointer<CChar>?, _ one: Int, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
    guard let context else { return 0 }
    let line = UnsafeRawBufferPointer(start: bytes, count: one * count)
    return Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue().take(headerLine: line) ? line.count : 0
}

private func bodyArrived(_ bytes: UnsafeMutablePointer<CChar>?, _ one: Int, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
    guard let context else { return 0 }
    let piece = UnsafeRawBufferPointer(start: bytes, count: one * count)
    return switch Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue().take(body: piece) {
    case .all: piece.count
    case .pause: Int(CURL_WRITEFUNC_PAUSE)
    // Anything but the count ends the transfer; an empty piece never comes.
    case .refuse: 0
    }
}
