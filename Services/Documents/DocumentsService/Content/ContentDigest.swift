import Crypto

/// What a file is known by: the SHA-256 of its bytes.
struct ContentDigest: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// 64 lower-case hexadecimal digits, as `sjekksum` (M705) has them.
    let hex: String

    /// Nil unless it is 64 hexadecimal digits, in either case, with or without `sha256:` in front.
    init?(_ text: some StringProtocol) {
        let digits = text.hasPrefix("sha256:") ? text.dropFirst("sha256:".count) : text[...]
        guard digits.utf8.count == SHA256.byteCount * 2, let bytes = Hex.decode(digits) else { return nil }
        hex = Hex.encode(bytes)
    }

    /// The digest as a hash gave it.
    init(bytes: [UInt8]) {
        precondition(bytes.count == SHA256.byteCount, "a SHA-256 has 32 bytes")
        hex = Hex.encode(bytes)
    }

    /// The digest of bytes in memory.
    init(of bytes: some Collection<UInt8>) { self.init(bytes: SHA256.hash(bytes)) }

    /// The hexadecimal digits.
    var description: String { hex }

    static func < (left: Self, right: Self) -> Bool { left.hex < right.hex }
}
