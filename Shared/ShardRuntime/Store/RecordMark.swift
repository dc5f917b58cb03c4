import CommitLog
import Crypto
import Domain

/// What a store remembers of the record at its last position, to know its log again.
///
/// A commit's mark is the hash of its header, which is the same also when its body has been made unreadable; any other record's is the SHA-256
/// of its value.
enum RecordMark {
    /// The mark of a record, 64 hexadecimal digits.
    static func of(_ entry: LogEntry, _ record: LogRecord) -> String {
        if case .commit(let commit) = entry { return commit.hash }
        return SHA256.hex(record.value ?? [])
    }
}

/// What must stand in the log where a store, or a reader, has come to.
struct ExpectedRecord {
    /// Whose store expects it; nil: the reader of the whole partition does.
    let kommune: Organisasjonsnummer?
    let mark: String
    /// Of a store from before marks were kept: the mark is its last commit's, which says nothing of claims and of others' commits.
    let isOnlyOfCommits: Bool

    /// True when the record can be the one that is remembered.
    func fits(_ entry: LogEntry, mark found: String) -> Bool {
        if found == mark { return true }
        guard isOnlyOfCommits, case .commit(let commit) = entry else { return isOnlyOfCommits }
        return commit.header.kommune != kommune
    }
}
