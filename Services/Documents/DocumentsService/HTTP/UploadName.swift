import Crypto

/// The name of an upload in parts: whose it is, which, and what it is to become. Everything that must be known of it stands in the name, so that
/// any instance can go on with it.
struct UploadName: Equatable {
    private static let identityDigits = 16
    private static let randomDigits = 16

    /// As it stands in the path.
    let text: String
    /// The SHA-256 stated at the beginning.
    let expected: ContentDigest?

    /// A new one.
    init(identity: String, random: UInt64, expected: ContentDigest?) {
        let number = String(random, radix: 16)
        let padded = String(repeating: "0", count: Self.randomDigits - number.count) + number
        text = "\(Self.owner(identity))-\(padded)" + (expected.map { "-\($0.hex)" } ?? "")
        self.expected = expected
    }

    /// One that was given out before; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts[0].utf8.count == Self.identityDigits, parts[1].utf8.count == Self.randomDigits else {
            return nil
        }
        expected = parts.count == 3 ? ContentDigest(parts[2]) : nil
        guard parts.count == 2 || expected?.hex == String(parts[2]) else { return nil }
        self.text = text
    }

    /// Whether they began it.
    func isOf(_ identity: String) -> Bool { text.hasPrefix(Self.owner(identity) + "-") }

    private static func owner(_ identity: String) -> String { String(SHA256.hex(identity).prefix(identityDigits)) }
}
