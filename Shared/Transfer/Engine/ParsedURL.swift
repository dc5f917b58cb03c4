import CCurl

/// A URL taken apart by libcurl's own parser: what is checked is what is connected to.
struct ParsedURL: Hashable {
    let text: String
    /// In lower case.
    let scheme: String
    /// As it stands in the URL, numeric IPv4 forms written out, IPv6 in brackets; empty where a protocol has none.
    let host: String
    /// The protocol's own when the URL names none.
    let port: String
    let hasNamedPort: Bool
    let hasUser: Bool

    init(_ text: String, relativeTo base: ParsedURL? = nil) throws(TransferError) {
        guard let handle = curl_url() else { throw TransferError(.failed, "libcurl gave no URL") }
        defer { curl_url_cleanup(handle) }
        if let base { _ = curl_url_set(handle, CURLUPART_URL, base.text, 0) }
        guard !text.utf8.contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }) else {
            throw TransferError(.malformedURL, "the URL has a line break")
        }
        switch curl_url_set(handle, CURLUPART_URL, text, 0) {
        case CURLUE_OK: break
        case CURLUE_UNSUPPORTED_SCHEME: throw TransferError(.unsupportedProtocol, "the URL's protocol is unknown")
        default: throw TransferError(.malformedURL, "the URL is not one")
        }
        // The URL is absolute after a relative one was laid upon its base.
        guard let scheme = Self.part(handle, CURLUPART_SCHEME), let whole = Self.part(handle, CURLUPART_URL) else {
            throw TransferError(.malformedURL, "the URL is not one")
        }
        self.text = base == nil ? text : whole
        (self.scheme, self.host) = (scheme.lowercased(), Self.part(handle, CURLUPART_HOST)?.lowercased() ?? "")
        port = Self.part(handle, CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)) ?? ""
        hasNamedPort = Self.part(handle, CURLUPART_PORT) != nil
        hasUser = Self.part(handle, CURLUPART_USER) != nil || Self.part(handle, CURLUPART_PASSWORD) != nil
    }

    /// Whether credentials for the one may be shown to the other: same protocol, host and port.
    func isSameOrigin(as other: ParsedURL) -> Bool { (scheme, host, port) == (other.scheme, other.host, other.port) }

    private static func part(_ handle: OpaquePointer, _ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
