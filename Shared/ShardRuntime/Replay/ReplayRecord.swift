import CommitLog
import Domain

/// A record of a commit log as a replay takes it in: read, and of a commit the body too.
struct ReplayRecord: Sendable {
    /// Where it stands in the log.
    let offset: Offset
    /// What it says; the body's hash has been checked.
    let entry: LogEntry
    /// What a store remembers of it, when it is the last it has taken in.
    let mark: String
    /// Of a commit: its body read, or why it cannot be read. Nobody minds unless the commit is accepted.
    let body: Result<ReplayBody, any Error>?

    /// Reads a record.
    ///
    /// - Parameter known: How far the shards' stores have come: a commit before that is known by its header alone.
    init(_ record: LogRecord, events: EventCatalogue, known: [Organisasjonsnummer: Offset] = [:]) {
        offset = record.offset
        entry = LogEntry(record)
        mark = RecordMark.of(entry, record)
        guard case .commit(let commit) = entry, record.offset >= known[commit.header.kommune] ?? 0 else {
            body = nil
            return
        }
        body = Result { try ReplayBody(commit.body, events: events) }
    }
}
