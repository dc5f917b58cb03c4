/// Why a store's schema does not fit this program. Nothing was changed.
public enum MigrationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The program's own list does not count 1, 2, 3 …; the number is the first one out of place.
    case outOfOrder(number: Int)
    /// A newer program has written this store: its schema is at `found`, this program knows up to `known`.
    case storeIsNewer(found: Int, known: Int)
    /// The step was applied with another text or name than the program has now: somebody changed what was released.
    case changedAfterRelease(number: Int, name: String)
    /// The step's script ended the transaction that it runs in.
    case endsTransaction(number: Int, name: String)

    /// For operators.
    public var description: String {
        switch self {
        case .outOfOrder(let number): "migration \(number) is out of order: they count from 1 without gaps"
        case .storeIsNewer(let found, let known):
            "the store's schema is at \(found), this program knows up to \(known): use the newer program, or rebuild the store from the log"
        case .changedAfterRelease(let number, let name): "migration \(number) (\(name)) was changed after this store applied it"
        case .endsTransaction(let number, let name): "migration \(number) (\(name)) ends the transaction it runs in"
        }
    }
}
