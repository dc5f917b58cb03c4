/// What became of one of the two objects of a message: the schema's choice of `…Kvittering` and `…Feilet`.
public enum Utfall<Kvittering: Sendable & Equatable>: Sendable, Equatable {
    /// It is in the archive.
    case kvittering(Kvittering)
    /// It is not, and why.
    case feilet(Feilet)

    /// The receipt, unless it failed.
    public var kvittering: Kvittering? {
        switch self {
        case .kvittering(let kvittering): kvittering
        case .feilet: nil
        }
    }
}
