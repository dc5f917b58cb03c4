public import Domain

/// Somebody who has shown who they are.
public struct Principal: Hashable, Sendable {
    /// Which municipalities somebody may act for.
    public enum Municipalities: Hashable, Sendable {
        /// Every one of the installation.
        case all
        /// These.
        case only(Set<Organisasjonsnummer>)

        /// Whether this one is among them.
        public func contains(_ kommune: Organisasjonsnummer) -> Bool {
            switch self {
            case .all: true
            case .only(let some): some.contains(kommune)
            }
        }
    }

    /// The name in logs and in the archive's own records of who did what.
    public let identity: String
    /// What they may do.
    public let role: Role
    /// For whom.
    public let kommuner: Municipalities
    /// For a partner: the name in its topics, `inbound.<partner>` and `receipts.<partner>`; nil for every other role.
    public let partner: String?
    /// Which screened content they are cleared for, by tilgangsrestriksjon (M500).
    public let klarering: Klarering
    /// Which gradings they are cleared for, by code (M506). Nobody is without a word on it, archivists neither.
    public let gradering: Set<String>

    /// Somebody. Without a word on it an archivist is cleared for every tilgangsrestriksjon, everybody else for none.
    public init(
        identity: String, role: Role, kommuner: Municipalities, partner: String? = nil, klarering: Klarering? = nil,
        gradering: Set<String> = []
    ) {
        (self.identity, self.role, self.kommuner, self.partner) = (identity, role, kommuner, partner)
        self.klarering = klarering ?? (role == .arkivar ? .alle : .bare([]))
        self.gradering = gradering
    }

    /// Whether what names this municipality may be shown to them; what names none, or none that there can be, is for those who act for all.
    public func actsFor(named text: String?) -> Bool {
        guard let kommune = text.flatMap({ Organisasjonsnummer($0) }) else { return kommuner == .all }
        return kommuner.contains(kommune)
    }

    /// The one municipality this token is for; nil when it is for several, and the request must then say `?kommune=`.
    public var onlyKommune: Organisasjonsnummer? {
        guard case .only(let some) = kommuner, some.count == 1 else { return nil }
        return some.first
    }
}
