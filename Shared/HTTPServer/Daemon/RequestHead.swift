import CMicroHTTPD

/// A request's head as libmicrohttpd holds it, read once at the first call of the handler.
struct RequestHead {
    /// Which body the head announces (RFC 9112, 6.3).
    enum AnnouncedBody: Equatable {
        case none
        case length(Int64)
        case chunked
    }

    let method: HTTPMethod
    let headers: HTTPFields
    let remoteAddress: String
    let announcedBody: AnnouncedBody
    /// The peer waits for `100 Continue` before it sends its body.
    let expectsContinue: Bool
    /// What makes the message's end unknowable or smuggled: answered, and the connection closed, because what follows cannot be trusted.
    let framingFault: HTTPResponse?

    /// How the body is packed, when there is one and it is.
    var foreignCoding: String? {
        if case .none = announcedBody { return nil }
        return headers["Content-Encoding"].flatMap { HTTPFields.isSameName($0, "identity") ? nil : $0 }
    }

    init(_ connection: Connection, method: UnsafePointer<CChar>?, maximumHeaderBytes: Int) {
        self.method = method.map { HTTPMethod(rawValue: String(cString: $0)) } ?? .get
        var fields: [HTTPFields.Field] = []
        withUnsafeMutablePointer(to: &fields) { fields in
            _ = MHD_get_connection_values_n(connection.pointer, .HEADER_KIND, collectField, fields)
        }
        headers = HTTPFields(fields)
        remoteAddress = sak_mhd_client_address(connection.pointer).map(SocketAddress.host) ?? ""
        expectsContinue = headers["Expect"].map { HTTPFields.isSameName($0, "100-continue") } ?? false
        (announcedBody, framingFault) = Self.framing(
            headers, isTooLarge: sak_mhd_head_size(connection.pointer) > maximumHeaderBytes, maximumHeaderBytes)
    }

    private static func framing(
        _ headers: HTTPFields, isTooLarge: Bool, _ maximumHeaderBytes: Int
    ) -> (AnnouncedBody, HTTPResponse?) {
        let codings = headers.values(of: "Transfer-Encoding")
        let lengths = headers.values(of: "Content-Length")
        if isTooLarge {
            return (.none, .problem(status: 431, detail: "the request's head is larger than \(maximumHeaderBytes) bytes"))
        }
        if !codings.isEmpty {
            guard lengths.isEmpty else { return (.none, .problem(status: 400, detail: "both Transfer-Encoding and Content-Length")) }
            guard codings.count == 1, HTTPFields.isSameName(codings[0], "chunked") else {
                return (.none, .problem(status: 501, detail: "the only transfer coding taken is chunked"))
            }
            return (.chunked, nil)
        }
        guard let first = lengths.first else { return (.none, nil) }
        guard let length = Int64(first), length >= 0, Set(lengths).count == 1 else {
            return (.none, .problem(status: 400, detail: "Content-Length is not one number"))
        }
        return (length == 0 ? .none : .length(length), nil)
    }
}

/// Called by libmicrohttpd for each field; the context is an array of fields on the caller's stack.
private func collectField(
    _ context: UnsafeMutableRawPointer?, _ kind: MHD_ValueKind, _ name: UnsafePointer<CChar>?, _ nameSize: Int,
    _ value: UnsafePointer<CChar>?, _ valueSize: Int
) -> MHD_Result {
    guard let context, let name else { return .NO }
    let nameBytes = UnsafeRawBufferPointer(start: name, count: nameSize)
    // libmicrohttpd leaves white space after the value, which does not belong to it (RFC 9110, 5.5).
    let padded = UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : valueSize)
    let end = padded.lastIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }.map { $0 + 1 } ?? 0
    let valueBytes = padded[..<end]
    let field = HTTPFields.Field(name: String(decoding: nameBytes, as: UTF8.self), value: String(decoding: valueBytes, as: UTF8.self))
    context.assumingMemoryBound(to: [HTTPFields.Field].self).pointee.append(field)
    return .YES
}
