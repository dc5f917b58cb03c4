public import Domain

/// Which screened content somebody is cleared for.
public enum Klarering: Hashable, Sendable {
    /// Every tilgangsrestriksjon.
    case alle
    /// These codes (M500).
    case bare(Set<String>)

    /// Whether this tilgangsrestriksjon is among them.
    public func omfatter(_ tilgangsrestriksjon: String) -> Bool {
        switch self {
        case .alle: true
        case .bare(let koder): koder.contains(tilgangsrestriksjon)
        }
    }
}

extension Principal {
    /// Whether they may see content that is screened so; content without screening is everybody's who may act for the municipality (krav 5.2.14–5.2.28).
    ///
    /// - Parameter deltakere: identities and partners that belong to the object itself: its saksansvarlig, its saksbehandler, the partner that
    ///   sent it. They see what is theirs. The operator never sees screened content.
    public func mayRead(_ skjerming: Skjerming?, deltakere: Set<String> = []) -> Bool {
        guard let skjerming else { return true }
        switch role {
        case .operator: return false
        case .arkivar, .saksbehandler, .partner:
            return klarering.omfatter(skjerming.tilgangsrestriksjon.kode) || deltakere.contains(identity)
                || (partner.map { deltakere.contains($0) } ?? false)
        }
    }
}
