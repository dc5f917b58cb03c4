/// One download with its attempts.
struct DownloadRun {
    /// What the next attempt goes on from.
    private(set) var position: DownloadRequest.Continuation?
    /// How much the sink has.
    private(set) var receivedBytes: Int64 = 0

    private let request: DownloadRequest
    private let url: ParsedURL
    private let deadline: ContinuousClock.Instant?
    private var resumes = 0
    private var hasBegun = false
    private var version: DownloadVersion?

    init(_ request: DownloadRequest) throws(TransferError) {
        (self.request, position) = (request, request.continuing)
        url = try ParsedURL(request.url)
        deadline = request.limits.timeout.map { .now + $0 }
        // HTTP requests are checked hop by hop; this is the only hop of the others.
        if url.scheme == "sftp" { try request.policy?.check(url) }
    }

    var describing: String { "download from \(url.host)" }

    /// The next attempt.
    func stream(from client: HTTPClient) async throws(TransferError) -> HTTPClientStream {
        var limits = request.limits
        if let deadline {
            let left = deadline - .now
            guard left > .zero else { throw TransferError(.timedOut, "\(describing): no time is left") }
            limits.timeout = left
        }
        if url.scheme == "sftp" {
            guard let login = request.login else { throw TransferError(.authenticationFailed, "\(describing): sftp needs a login") }
            let file = SFTPFile(url: request.url, login: login, policy: request.policy, offset: position?.receivedBytes ?? 0)
            return try await client.engine.stream(TransferPlan(file, limits: limits))
        }
        var http = HTTPClientRequest(url: request.url, headers: request.headers)
        (http.limits, http.policy, http.signature) = (limits, request.policy, request.signature)
        if let position {
            http.headers["Range"] = "bytes=\(position.receivedBytes)-"
            http.headers["If-Range"] = position.version.ifRange
        }
        return try await client.stream(http)
    }

    /// What the answer means; nil when it is a part that does not fit.
    func judge(_ stream: HTTPClientStream) throws(TransferError) -> DownloadAnswer? {
        if let file = stream.file { return DownloadAnswer(file, asked: position) }
        return try DownloadAnswer(stream, asked: position, describing)
    }

    mutating func begin(_ head: DownloadHead) {
        (hasBegun, receivedBytes, version) = (true, head.offset, head.version)
        position = nil
    }

    /// What the sink has is of no use.
    mutating func startOver() { (position, version, receivedBytes) = (nil, nil, 0) }

    /// Counts a piece. An answer alone is held to the limit by the engine; this is for the parts together.
    mutating func receive(_ count: Int) throws(TransferError) {
        receivedBytes += Int64(count)
        if let limit = request.limits.maximumBytes, receivedBytes > limit {
            throw TransferError(.tooLarge, "\(describing): the file is larger than \(limit) bytes")
        }
    }

    /// Whether to take it up again, and notes from where. What never began is the caller's to try again, and what broke a limit nobody's.
    mutating func mayResume(after error: TransferError) -> Bool {
        let isPassing = error.code == .connectionLost || (resumes > 0 && [.connectionFailed, .nameNotResolved].contains(error.code))
        guard isPassing, hasBegun || request.continuing != nil, resumes < request.maximumResumes else { return false }
        resumes += 1
        if hasBegun, let version, receivedBytes > 0 { position = .init(receivedBytes: receivedBytes, version: version) }
        return true
    }

    func file(_ head: DownloadHead, url: String) -> DownloadedFile {
        DownloadedFile(bytes: receivedBytes, version: head.version, mediaType: head.mediaType, url: url, resumes: resumes)
    }
}
