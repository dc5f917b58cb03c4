/// A bucket of Amazon's S3, or of a server that speaks like it.
///
/// Errors beside those of every transfer: ``TransferError/Code/notFound``, and ``TransferError/Code/unexpectedStatus`` with the status
/// and the server's own code in the message. What failed with 500 or 503, or never arrived, is worth trying again.
public struct S3Bucket: Sendable {
    private let client: HTTPClient
    private let configuration: S3Configuration

    /// A bucket; it uses the client's thread and connections.
    public init(client: HTTPClient, _ configuration: S3Configuration) { (self.client, self.configuration) = (client, configuration) }

    // MARK: - Objects

    /// Sends an object, up to 5 GiB, and returns its entity tag.
    ///
    /// - Parameters:
    ///   - sha256: the digest of all of it in hexadecimal. The server compares; without it, and without TLS, nobody does.
    ///   - onlyIfAbsent: never overwrites: the answer is then 412 (needs a server that knows `If-None-Match` on PUT).
    @discardableResult
    public func put(
        _ key: String, _ source: some UploadSource, sha256: String? = nil, onlyIfAbsent: Bool = false
    ) async throws(TransferError) -> String {
        var request = try request("PUT", key, upload: source, sha256: sha256)
        if onlyIfAbsent { request.headers["If-None-Match"] = "*" }
        return try await send(request).headers["ETag"] ?? ""
    }

    /// An object's size, tag and date; nil when there is none.
    public func head(_ key: String) async throws(TransferError) -> S3Object? {
        do throws(TransferError) {
            let headers = try await send(try request("HEAD", key)).headers
            return S3Object(
                key: key, bytes: headers["Content-Length"].flatMap(Int64.init) ?? 0, entityTag: headers["ETag"] ?? "",
                modified: headers["Last-Modified"] ?? "")
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    /// An object, or these bytes of it, as it comes.
    public func get(_ key: String, range: ClosedRange<Int64>? = nil) async throws(TransferError) -> HTTPClientStream {
        var request = try request("GET", key)
        request.limits = configuration.fileLimits
        if let range { request.headers["Range"] = "bytes=\(range.lowerBound)-\(range.upperBound)" }
        let answer = try await client.stream(request)
        guard answer.status == (range == nil ? 200 : 206) else { throw try await refusal(answer) }
        return answer
    }

    /// An object as a download, for ``Downloader``: taken up again where it broke.
    public func download(_ key: String) throws(TransferError) -> DownloadRequest {
        var download = DownloadRequest(url: try configuration.url(key: key), policy: nil)
        (download.signature, download.limits) = (configuration.signature, configuration.fileLimits)
        return download
    }

    /// Deletes an object. That it is not there is no error.
    public func delete(_ key: String) async throws(TransferError) { _ = try await send(try request("DELETE", key)) }

    /// The objects whose keys begin with the prefix, from behind `after` on, at most 1,000 at a time.
    public func list(prefix: String = "", after: String? = nil, limit: Int = 1000) async throws(TransferError) -> S3Listing {
        var query = [("list-type", "2"), ("prefix", prefix), ("max-keys", "\(limit)"), ("encoding-type", "url")]
        if let after { query.append(("start-after", after)) }
        return try S3Answer(try await send(try request("GET", "", query: query)).body).listing()
    }

    // MARK: - Objects in parts

    /// Begins an object that is sent in parts: those of more than 5 GiB, or of a size not known yet. What is begun and neither
    /// completed nor abandoned stays and costs.
    public func beginParts(_ key: String) async throws(TransferError) -> String {
        try S3Answer(try await send(try request("POST", key, query: [("uploads", "")])).body).text("UploadId")
    }

    /// Sends a part: of at least 5 MiB, but for the last one; numbers from 1 to 10,000.
    public func putPart(
        _ number: Int, of key: String, upload: String, _ source: some UploadSource, sha256: String? = nil
    ) async throws(TransferError) -> S3Part {
        let query = [("partNumber", "\(number)"), ("uploadId", upload)]
        let answer = try await send(try request("PUT", key, query: query, upload: source, sha256: sha256))
        return S3Part(number: number, entityTag: answer.headers["ETag"] ?? "")
    }

    /// Makes the parts, in their order, the object.
    public func completeParts(_ parts: [S3Part], of key: String, upload: String) async throws(TransferError) {
        let lines = parts.map { "<Part><PartNumber>\($0.number)</PartNumber><ETag>\(S3Answer.escaped($0.entityTag))</ETag></Part>" }
        var request = try request("POST", key, query: [("uploadId", upload)])
        request.body = Array("<CompleteMultipartUpload>\(lines.joined())</CompleteMultipartUpload>".utf8)
        request.headers["Content-Type"] = "application/xml"
        request.limits = configuration.fileLimits
        let answer = try await send(request)
        // The head is sent before the work is done: a failure can stand in the body of a 200.
        if let refusal = S3Answer.refusal(answer.status, answer.body, mustBeError: false) { throw refusal }
    }

    /// Forgets what was sent of an object in parts.
    public func abandonParts(of key: String, upload: String) async throws(TransferError) {
        _ = try await send(try request("DELETE", key, query: [("uploadId", upload)]))
    }

    // MARK: - Requests

    private func request(
        _ method: String, _ key: String, query: [(String, String)] = [], upload: (any UploadSource)? = nil, sha256: String? = nil
    ) throws(TransferError) -> HTTPClientRequest {
        var request = HTTPClientRequest(method: method, url: try configuration.url(key: key, query: query))
        (request.upload, request.signature) = (upload, configuration.signature)
        request.signature?.payloadSHA256 = sha256
        request.limits = upload == nil ? configuration.limits : configuration.fileLimits
        return request
    }

    private func send(_ request: HTTPClientRequest) async throws(TransferError) -> HTTPClientResponse {
        let answer = try await client.send(request)
        if let refusal = S3Answer.refusal(answer.status, answer.body) { throw refusal }
        return answer
    }

    private func refusal(_ answer: HTTPClientStream) async throws(TransferError) -> TransferError {
        var body: [UInt8] = []
        for try await piece in answer.body where body.count < S3Answer.errorLimitBytes { body += piece }
        return S3Answer.refusal(answer.status, body)
            ?? TransferError(.unexpectedStatus, "S3 answered \(answer.status)", replyCode: answer.status)
    }
}
