/// The four services, and the ports that partners and operators know them by.
public enum ServiceName: String, Sendable, CaseIterable {
    /// Cases, journal, numbering, intake.
    case registry
    /// The files.
    case documents
    /// What is kept and what is destroyed.
    case retention
    /// Who is told.
    case notifications

    /// Where instance 1 listens unless configured otherwise; further instances count upwards.
    public var defaultPort: Int {
        switch self {
        case .registry: 7410
        case .documents: 7420
        case .retention: 7430
        case .notifications: 7440
        }
    }

    /// The word in the names of its own keys: `SAKARKIV_<WORD>_…`.
    public var keyWord: String { rawValue.uppercased() }
}
