/// The head of one answer to a download, judged: does it go on where we are, or begin again.
struct DownloadAnswer {
    let head: DownloadHead

    /// What an HTTP server answered to a request for the bytes from `asked` on.
    ///
    /// - Returns: nil when the server gave a part that does not fit what we have: ask again from the beginning.
    init?(_ answer: HTTPClientStream, asked: DownloadRequest.Continuation?, _ describing: String) throws(TransferError) {
        let headers = answer.headers
        let isEncoded = headers["Content-Encoding"].map { $0.lowercased() != "identity" } ?? false
        let length = isEncoded ? nil : headers["Content-Length"].flatMap(Int64.init)
        switch answer.status {
        case 200:
            head = DownloadHead(
                offset: 0, totalBytes: length, version: Self.version(headers, isEncoded, length), mediaType: headers["Content-Type"])
        case 206:
            // An answer to If-Range is a part only of the same version (RFC 9110, 13.1.5), but not every server knows that.
            guard let asked, !isEncoded, let range = ContentRange(headers["Content-Range"]), range.first == asked.receivedBytes else {
                return nil
            }
            let version = Self.version(headers, isEncoded, range.total)
            guard version == nil || version == asked.version else { return nil }
            head = DownloadHead(
                offset: asked.receivedBytes, totalBytes: range.total, version: asked.version, mediaType: headers["Content-Type"])
        case 416 where asked != nil: return nil
        case 404, 410: throw TransferError(.notFound, "\(describing): the server has no such file", replyCode: answer.status)
        default:
            throw TransferError(.unexpectedStatus, "\(describing): the server answered \(answer.status)", replyCode: answer.status)
        }
    }

    /// What an SSH server has; nil when it is not the version we have a part of.
    init?(_ file: RemoteFile, asked: DownloadRequest.Continuation?) {
        let offset = asked?.receivedBytes ?? 0
        let total = file.comingBytes.map { $0 + offset }
        var version: DownloadVersion?
        if let total, let modified = file.modified { version = .modified("\(modified)", bytes: total) }
        guard asked == nil || asked?.version == version else { return nil }
        head = DownloadHead(offset: offset, totalBytes: total, version: version, mediaType: nil)
    }

    private static func version(_ headers: HTTPClientHeaders, _ isEncoded: Bool, _ bytes: Int64?) -> DownloadVersion? {
        if isEncoded || headers["Accept-Ranges"]?.lowercased() == "none" { return nil }
        if let tag = headers["ETag"], tag.hasPrefix("\"") { return .entityTag(tag) }
        if let date = headers["Last-Modified"], let bytes { return .modified(date, bytes: bytes) }
        return nil
    }
}

extension DownloadVersion {
    /// What `If-Range` says.
    var ifRange: String {
        switch self {
        case .entityTag(let tag): tag
        case .modified(let date, _): date
        }
    }
}

/// `Content-Range: bytes 0-499/1234` (RFC 9110, 14.4).
struct ContentRange: Equatable {
    let first: Int64
    let last: Int64
    /// The whole; nil for `*`.
    let total: Int64?

    init?(_ text: String?) {
        guard let text, text.lowercased().hasPrefix("bytes ") else { return nil }
        let halves = text.dropFirst(6).split(separator: "/", omittingEmptySubsequences: false)
        let ends = halves.first?.split(separator: "-", omittingEmptySubsequences: false) ?? []
        guard halves.count == 2, ends.count == 2, let first = Int64(ends[0]), let last = Int64(ends[1]), (0...last).contains(first) else {
            return nil
        }
        (self.first, self.last, total) = (first, last, Int64(halves[1]))
    }
}
