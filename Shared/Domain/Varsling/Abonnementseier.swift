/// Whose a subscription is.
public struct Abonnementseier: Codable, Sendable, Hashable {
    /// What kind of owner.
    public enum Slag: String, Codable, Sendable, CaseIterable {
        /// The person (or other identity) that made it.
        case person
        /// Everybody with the role of the one that made it.
        case rolle
        /// A partner's system.
        case system
    }

    /// What kind of owner.
    public var slag: Slag
    /// The identity, the role's name, or the partner's name.
    public var navn: String

    /// An owner.
    public init(slag: Slag, navn: String) { (self.slag, self.navn) = (slag, navn) }
}
