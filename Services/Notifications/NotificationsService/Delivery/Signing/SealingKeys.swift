import Crypto
import ServiceKit

/// The installation's own keys: what subscriptions' secrets are sealed with before they go into the commit log. The first one seals, all open.
struct SealingKeys: Sendable {
    struct Key: Sendable {
        /// The first eight characters of the key's digest: says which key, and nothing about it.
        let id: String
        fileprivate let bytes: [UInt8]

        init?(_ bytes: [UInt8]) {
            guard bytes.count == AESGCM.keyByteCount else { return nil }
            self.bytes = bytes
            id = String(SHA256.hex(bytes).prefix(8))
        }
    }

    /// The most keys that may be configured: the newest, and older ones until nothing is sealed with them.
    static let limitKeys = 8

    private let current: Key
    private let all: [String: Key]

    /// These keys, the one that seals first. Nil without any.
    init?(_ keys: [Key]) {
        guard let first = keys.first else { return nil }
        current = first
        all = Dictionary(keys.map { ($0.id, $0) }) { first, _ in first }
    }

    /// Which key seals.
    var currentID: String { current.id }

    /// Seals a secret. The nonce is made from key, context and secret: the same secret gives the same bytes, so that a request that is made
    /// again is the same request; two different ones never share a nonce but by the chance of 96 bits.
    func seal(_ secret: [UInt8], context: String) -> (sealed: String, key: String) {
        let nonce = HMACSHA256.sign(Array("\(context)\u{0}".utf8) + secret, key: current.bytes).prefix(AESGCM.nonceByteCount)
        return (Base64.encode(AESGCM.seal(secret, key: current.bytes, nonce: nonce, context: context.utf8)), current.id)
    }

    /// Opens what was sealed for that context; nil when no key here opens it.
    func open(_ sealed: String, key: String, context: String) -> [UInt8]? {
        // What is no Base64 was not sealed here, and opens as little as what another key sealed.
        guard let key = all[key], let bytes = try? Base64.decode(sealed) else { return nil }
        return AESGCM.open(bytes, key: key.bytes, context: context.utf8)
    }

    /// Bytes that only this installation can make for a purpose and a text; the same for the same.
    func derive(_ purpose: String, _ text: [UInt8]) -> [UInt8] {
        HMACSHA256.sign(Array("\(purpose)\u{0}".utf8) + text, key: current.bytes)
    }

    /// Whether one of the keys derived these bytes for a purpose and a text. All are tried, so that the time says nothing.
    func isDerived(_ bytes: some Collection<UInt8>, _ purpose: String, _ text: [UInt8]) -> Bool {
        let message = Array("\(purpose)\u{0}".utf8) + text
        return all.values.reduce(false) { HMACSHA256.verify(bytes, of: message, key: $1.bytes) || $0 }
    }
}
