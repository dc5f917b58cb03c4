/// A subscription's keys for signing, as they are kept: unreadable without the installation's own key.
public struct Leveringsnoekkel: Codable, Hashable, Sendable {
    /// Names the pair, so that a receiver can tell which it has: the first eight characters of the public key's digest.
    public var id: String
    /// The secret of `v1` and the seed of `v1a`, sealed, base64.
    public var forseglet: String
    /// Which key of the installation it is sealed with.
    public var forseglingsnoekkel: String
    /// The public key of `v1a`, base64 of 32 bytes.
    public var offentlig: String

    /// A pair.
    public init(id: String, forseglet: String, forseglingsnoekkel: String, offentlig: String) {
        (self.id, self.forseglet, self.forseglingsnoekkel, self.offentlig) = (id, forseglet, forseglingsnoekkel, offentlig)
    }
}
