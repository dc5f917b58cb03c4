/// A request's head, read by the letter (RFC 9112, 3 and 5).
struct RequestHead {
    let method: HTTPMethod
    let target: String
    let headers: HTTPFields
    let announcedBody: AnnouncedBody
    /// The peer speaks HTTP/1.0: no chunks, and the connection is closed unless it asks for more.
    let isVersion10: Bool
    /// The peer means to send another request on this connection.
    let keepsConnection: Bool
    /// The peer waits for `100 Continue` before it sends its body.
    let expectsContinue: Bool

    /// How the body is packed, when there is one and it is.
    var foreignCoding: String? {
        if case .none = announcedBody { return nil }
        return headers["Content-Encoding"].flatMap { HTTPFields.isSameName($0, "identity") ? nil : $0 }
    }

    /// A head from its request line to its empty line.
    init(parsing bytes: UnsafeRawBufferPointer) throws(WireFault) {
        var at = 0
        while at < bytes.count, WireByte.isToken(bytes[at]) { at += 1 }
        guard at > 0, at < bytes.count, bytes[at] == WireByte.space else { throw Self.badRequestLine }
        method = HTTPMethod(rawValue: String(decoding: UnsafeRawBufferPointer(rebasing: bytes[..<at]), as: UTF8.self))
        let targetStart = at + 1
        at = targetStart
        while at < bytes.count, WireByte.isTarget(bytes[at]) { at += 1 }
        guard at > targetStart, at < bytes.count, bytes[at] == WireByte.space,
            let target = String(validating: UnsafeRawBufferPointer(rebasing: bytes[targetStart..<at]), as: UTF8.self)
        else { throw Self.badRequestLine }
        self.target = target
        isVersion10 = try Self.isVersion10(UnsafeRawBufferPointer(rebasing: bytes[(at + 1)...]))
        // "HTTP/1.1" and its line end.
        at += 1 + 8 + 2
        headers = HTTPFields(try FieldLines.parse(UnsafeRawBufferPointer(rebasing: bytes[at...])))
        try Self.checkHost(headers, isVersion10: isVersion10)
        announcedBody = try AnnouncedBody(headers, isVersion10: isVersion10)
        expectsContinue = !isVersion10 && headers["Expect"].map { HTTPFields.isSameName($0, "100-continue") } == true
        keepsConnection = Self.keepsConnection(headers, isVersion10: isVersion10)
    }

    private static let badRequestLine = WireFault("the request line is not a method, a target and a version with one blank between them")

    /// Reads `HTTP/1.x` and its line end. A later 1.x is spoken to as 1.1 (RFC 9110, 2.5).
    private static func isVersion10(_ rest: UnsafeRawBufferPointer) throws(WireFault) -> Bool {
        guard rest.count >= 10, rest.starts(with: "HTTP/".utf8), WireByte.isDigit(rest[5]), rest[6] == UInt8(ascii: "."),
            WireByte.isDigit(rest[7]), rest[8] == WireByte.carriageReturn, rest[9] == WireByte.lineFeed
        else { throw badRequestLine }
        guard rest[5] == UInt8(ascii: "1") else { throw WireFault("only HTTP/1.1 and HTTP/1.0 are spoken here", status: 505) }
        return rest[7] == UInt8(ascii: "0")
    }

    /// One host, or none from a peer of HTTP/1.0 (RFC 9112, 3.2).
    private static func checkHost(_ headers: HTTPFields, isVersion10: Bool) throws(WireFault) {
        var host: String?
        for field in headers.all where HTTPFields.isSameName(field.name, "Host") {
            guard host == nil else { throw WireFault("more than one Host") }
            host = field.value
        }
        guard let host else {
            if isVersion10 { return }
            throw WireFault("no Host")
        }
        guard host.utf8.allSatisfy(isHostByte) else { throw WireFault("Host is not a host and a port") }
    }

    /// A byte of a registered name, an address literal, or a port (RFC 3986, 3.2).
    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
        // ! $ % & ' ( ) * + , - . : ; = [ ] _ ~
        case 0x21, 0x24...0x2E, 0x3A, 0x3B, 0x3D, 0x5B, 0x5D, 0x5F, 0x7E: true
        default: false
        }
    }

    private static func keepsConnection(_ headers: HTTPFields, isVersion10: Bool) -> Bool {
        var keeps = !isVersion10
        for field in headers.all where HTTPFields.isSameName(field.name, "Connection") {
            for option in field.value.split(separator: ",") {
                let option = option.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
                if HTTPFields.isSameName(String(option), "close") { return false }
                if HTTPFields.isSameName(String(option), "keep-alive") { keeps = true }
            }
        }
        return keeps
    }
}
