import CommitLog
import Crypto
import Domain

/// Tells one record of a commit log from every other that could stand at its offset: by it a snapshot is known to be of this log.
struct RecordMark {
    /// SHA-256 (hex): of a commit's header, over which the chain runs too, or else of the record's whole value.
    let hash: String
    /// The shard whose commit it is; nil for a claim.
    let kommune: String?

    private init(_ record: LogRecord) {
        let value = record.value ?? []
        let isCommit = record.header("kind") == "commit"
        // A body can be made unreadable; the header stays as it is.
        hash = SHA256.hex(isCommit ? value.prefix { $0 != UInt8(ascii: "\n") } : value[...])
        kommune = isCommit ? record.key.flatMap { String(validating: $0, as: UTF8.self) } : nil
    }

    /// The mark of the record just before a position; nil when the log has none there.
    ///
    /// - Throws: `LogError` when the log cannot be read.
    static func before(_ position: Offset, in place: TopicPartition, of log: any Log, _ limits: SnapshotLimits) async throws -> RecordMark?
    {
        guard position > 0 else { return nil }
        let reader = try await log.read(place, from: position - 1)
        do {
            let records = try await reader.next(limit: 1, timeout: .milliseconds(limits.recordMilliseconds))
            await reader.close()
            guard let first = records.first else { throw LogError(.unavailable, "\(place) gave nothing at \(position - 1)") }
            return first.offset == position - 1 ? RecordMark(first) : nil
        } catch {
            await reader.close()
            throw error
        }
    }
}
