import Crypto
import Domain

/// A subscription's pair of keys, opened: the secret of the symmetric signature and the key of the asymmetric one. Never logged, never stored.
struct WebhookKeys: Sendable {
    /// How long our secrets are, in bytes; Standard Webhooks allows 24 to 64.
    static let secretByteCount = 32

    /// How many random bytes a pair is made from.
    static let byteCount = secretByteCount + Ed25519.keyByteCount

    private let secret: [UInt8]
    private let privateKey: Ed25519.PrivateKey
    private let seed: [UInt8]

    /// New keys of these 64 random bytes.
    init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        let seed = Array(bytes.suffix(Ed25519.keyByteCount))
        guard let key = Ed25519.PrivateKey(seed: seed) else { return nil }
        secret = Array(bytes.prefix(Self.secretByteCount))
        self.seed = seed
        privateKey = key
    }

    /// What the subscriber is shown once.
    var shownSecret: String { "whsec_\(Base64.encode(secret))" }

    /// What anybody may read.
    static func shown(publicKey: String) -> String { "whpk_\(publicKey)" }

    /// The public key, to check `v1a` with.
    var shownPublicKey: String { Self.shown(publicKey: Base64.encode(privateKey.publicKey.bytes)) }

    /// How they are kept.
    func sealed(with keys: SealingKeys) -> Leveringsnoekkel {
        let publicKey = privateKey.publicKey.bytes
        let shown = Base64.encode(publicKey)
        let (text, key) = keys.seal(secret + seed, context: Self.context(shown))
        return Leveringsnoekkel(
            id: String(SHA256.hex(publicKey).prefix(8)), forseglet: text, forseglingsnoekkel: key, offentlig: shown)
    }

    /// Opens what is kept; nil when this installation has not the key it was sealed with.
    init?(_ kept: Leveringsnoekkel, with keys: SealingKeys) {
        guard let bytes = keys.open(kept.forseglet, key: kept.forseglingsnoekkel, context: Self.context(kept.offentlig)) else { return nil }
        self.init(bytes: bytes)
    }

    /// Both signatures of a message: `v1,… v1a,…` (Standard Webhooks 1.0).
    func signatures(of content: [UInt8]) -> String {
        "v1,\(Base64.encode(HMACSHA256.sign(content, key: secret))) v1a,\(Base64.encode(privateKey.sign(content)))"
    }

    private static func context(_ publicKey: String) -> String { "webhook \(publicKey)" }
}
