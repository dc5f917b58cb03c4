/// How the owner of a subscription is told.
public struct Levering: Codable, Sendable, Hashable {
    /// The ways.
    public enum Slag: String, Codable, Sendable, CaseIterable {
        /// The owner comes and reads: server-sent events or polling. Open to every subscription besides.
        case sse
        /// Signed requests to an address of the owner's.
        case webhook
        /// Digests by e-mail.
        case epost
    }

    /// The way.
    public var type: Slag
    /// Where to, of a webhook.
    public var url: String?
    /// Where to, of e-mail.
    public var adresse: String?
    /// How often, of e-mail.
    public var plan: Sammendragsplan?
    /// In which written standard, of e-mail.
    public var maalform: Maalform?

    /// A way.
    public init(
        type: Slag, url: String? = nil, adresse: String? = nil, plan: Sammendragsplan? = nil, maalform: Maalform? = nil
    ) {
        (self.type, self.url, self.adresse, self.plan, self.maalform) = (type, url, adresse, plan, maalform)
    }

    /// The longest address, bytes.
    public static let limitAddressBytes = 2_000
}
