import CommitLog
import Domain

/// The record that stands in a commit log just before a position: by its mark a snapshot is known to be of this log.
struct PrecedingRecord {
    /// Its mark, as stores remember it.
    let mark: String
    /// The shard whose commit it is; nil for a claim.
    let kommune: Organisasjonsnummer?
    /// The epoch of that commit; nil for a claim.
    let epoch: UInt64?

    private init(_ record: LogRecord) {
        let entry = LogEntry(record)
        mark = RecordMark.of(entry, record)
        let header = if case .commit(let commit) = entry { commit.header } else { nil as CommitHeader? }
        (kommune, epoch) = (header?.kommune, header?.epoch)
    }

    /// The record just before a position; nil when the log has none there.
    ///
    /// - Throws: `LogError` when the log cannot be read.
    static func before(_ position: Offset, in place: TopicPartition, of log: any Log, _ limits: SnapshotLimits) async throws
        -> PrecedingRecord?
    {
        guard position > 0 else { return nil }
        let reader = try await log.read(place, from: position - 1)
        do {
            let records = try await reader.next(limit: 1, timeout: .milliseconds(limits.recordMilliseconds))
            await reader.close()
            guard let first = records.first else { throw LogError(.unavailable, "\(place) gave nothing at \(position - 1)") }
            return first.offset == position - 1 ? PrecedingRecord(first) : nil
        } catch {
            await reader.close()
            throw error
        }
    }
}
