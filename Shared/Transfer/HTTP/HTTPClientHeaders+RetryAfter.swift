import CCurl

extension HTTPClientHeaders {
    /// How many seconds `Retry-After` asks to wait (RFC 9110, 10.2.3), which may name a date instead; nil without one that can be read.
    ///
    /// - Parameter now: the time, in seconds since 1970.
    public func retryAfterSeconds(now: Int64) -> Int64? {
        guard let text = self["Retry-After"], !text.isEmpty else { return nil }
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return Int64(text) }
        let date = curl_getdate(text, nil)
        return date < 0 ? nil : max(0, Int64(date) - now)
    }
}
