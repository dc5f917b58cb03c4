/// An answer's status line and fields as they are sent (RFC 9112, 4 and 6).
struct AnswerHead {
    private(set) var bytes: [UInt8] = []
    /// Whether a body follows, unless the request was HEAD.
    let hasBody: Bool

    /// nil when the status or a field is none that can be sent.
    init?(_ response: HTTPResponse, _ peer: OutgoingAnswer.Peer, date: String) {
        guard (200...599).contains(response.status) else { return nil }
        hasBody = response.status != 204 && response.status != 304
        bytes.reserveCapacity(512)
        bytes.append(contentsOf: "HTTP/1.1 \(response.status) \(HTTPResponse.reasonPhrase(response.status))\r\n".utf8)
        var saysDate = false
        for field in response.headers.all where !Self.isServersOwn(field.name) {
            guard !field.name.isEmpty, field.name.utf8.allSatisfy(WireByte.isToken), field.value.utf8.allSatisfy(WireByte.isValue) else {
                return nil
            }
            if HTTPFields.isSameName(field.name, "Date") { saysDate = true }
            add(field.name, field.value)
        }
        if !saysDate { add("Date", date) }
        if hasBody { addFraming(response.body, peer) }
        if !peer.keepsConnection {
            add("Connection", "close")
        } else if peer.isVersion10 {
            add("Connection", "keep-alive")
        }
        bytes.append(contentsOf: "\r\n".utf8)
    }

    private mutating func addFraming(_ body: HTTPBody, _ peer: OutgoingAnswer.Peer) {
        let length: UInt64? =
            switch body {
            case .empty: 0
            case .bytes(let bytes): UInt64(bytes.count)
            case .file(_, _, let length): length
            case .stream(let stream): stream.length
            }
        if let length {
            add("Content-Length", String(length))
        } else if !peer.isVersion10 {
            add("Transfer-Encoding", "chunked")
        }
    }

    private mutating func add(_ name: String, _ value: String) {
        bytes.append(contentsOf: name.utf8)
        bytes.append(contentsOf: ": ".utf8)
        bytes.append(contentsOf: value.utf8)
        bytes.append(contentsOf: "\r\n".utf8)
    }

    /// Framing and the connection are the server's; what a forwarded answer says about them is not true any more.
    private static func isServersOwn(_ name: String) -> Bool {
        HTTPFields.isSameName(name, "Content-Length") || HTTPFields.isSameName(name, "Transfer-Encoding")
            || HTTPFields.isSameName(name, "Connection") || HTTPFields.isSameName(name, "Keep-Alive")
    }
}
