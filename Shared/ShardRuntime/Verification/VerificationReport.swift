import CommitLog
import Domain

/// What a verification of one shard found.
public struct VerificationReport: Sendable {
    /// The shard.
    public var kommune: Organisasjonsnummer
    /// How many commits the log has for it, up to where the store is.
    public var commits: UInt64
    /// How many commits hang beside the chain, in epochs of their own: written from a history that this log does not have.
    public var hanging: UInt64
    /// How many commits an operator has declared void.
    public var voided: UInt64
    /// What is wrong with the hash chain; nil: it is whole.
    public var chainFault: String?
    /// Each table that was compared.
    public var tables: [Table]
    /// The first differences, at most `ShardVerifier.limitDifferences`.
    public var differences: [String]

    /// One table's comparison.
    public struct Table: Sendable {
        /// The table.
        public var name: String
        /// Rows in the live store.
        public var rows: Int
        /// True when the replayed store has the same rows.
        public var isEqual: Bool
    }

    /// True when the chain is whole and a replay gives the same tables.
    public var isRight: Bool { chainFault == nil && tables.allSatisfy(\.isEqual) }
}
