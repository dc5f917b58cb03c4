public import Domain

/// Which screened content somebody is cleared for.
public enum Klarering: Hashable, Sendable {
    /// Every tilgangsrestriksjon.
    case alle
    /// These codes (M500).
    case bare(Set<String>)
}

extension Principal {
    /// Who asks, for the rule of who may see what.
    public var leser: Leser {
        let koder: [String]? =
            switch klarering {
            case .alle: nil
            case .bare(let koder): koder.sorted()
            }
        return Leser(
            identitet: identity, rolle: role.rawValue, partner: partner, erDrift: role == .operator, klarering: koder,
            gradering: gradering.isEmpty ? nil : gradering.sorted())
    }
}
