/// Who asks for something about subscriptions, with what the rules need to know of them.
public struct Varslingsaktoer: Codable, Sendable, Hashable {
    /// The identity.
    public var identitet: String
    /// The role's name.
    public var rolle: String
    /// The partner's name, where it is a partner.
    public var partner: String?
    /// Whether they look after the installation: they may end anybody's subscription, and see none's content.
    public var erDrift: Bool
    /// The tilgangsrestriksjoner (M500) they are cleared for, sorted; nil = every one.
    public var klarering: [String]?

    /// Somebody.
    public init(identitet: String, rolle: String, partner: String? = nil, erDrift: Bool = false, klarering: [String]?) {
        (self.identitet, self.rolle, self.partner, self.erDrift) = (identitet, rolle, partner, erDrift)
        self.klarering = klarering
    }

    /// Whether a subscription of that owner is theirs.
    public func eier(_ eier: Abonnementseier) -> Bool {
        switch eier.slag {
        case .person: eier.navn == identitet
        case .rolle: eier.navn == rolle
        case .system: eier.navn == partner
        }
    }

    /// Whether they may see what is screened so.
    public func kanSe(_ skjerming: Varslingsskjerming) -> Bool {
        guard skjerming.erSkjermet else { return true }
        if erDrift { return false }
        if skjerming.deltakere.contains(identitet) { return true }
        if let partner, skjerming.deltakere.contains(partner) { return true }
        guard let klarering else { return true }
        return skjerming.koder.allSatisfy(klarering.contains)
    }
}
