import CommitLog
import Domain

/// What the acceptance rule accepts of a commit log, for a reader that goes on where it was, or where another of its name was.
///
/// It begins to read where the chains of all municipalities are known, which may be before what it hands over: a reader that took the first
/// commit in its way as it comes might follow a branch that hangs. That place is noted now and then as a checkpoint; without one it is the
/// start of the log.
final class FollowedLog: @unchecked Sendable {
    // Unchecked: only the one task that reads the log touches it.
    private var fold: AcceptanceFold
    /// The latest checkpoint, which is noted when the next one is due: what comes before it has been dealt with by then.
    private var next: CheckpointNote?
    private let limitRecords: Int64
    private let owners: OwnerDirectory
    private let reader: String

    /// The first record to be read.
    let start: Offset
    /// The first record that may be handed over.
    let from: Offset
    /// The offset after the last record considered.
    private var position: Offset

    /// A reader of that name, which has handed over everything before `from`.
    ///
    /// - Throws: `LogError.positionOutsideLog` when the log ends before `from`: it has lost its end, and what came since is not what was read.
    init(_ place: TopicPartition, of service: String, by reader: String, from: Offset, in environment: OwnerEnvironment) async throws {
        let end = try await environment.log.end(of: place)
        guard from <= end else {
            throw LogError(.positionOutsideLog, "\(place) was read up to \(from) before, and ends at \(end) now")
        }
        let noted = try await environment.owners.checkpoint(of: reader)
        let checkpoint = noted.flatMap { $0.position <= from ? $0 : nil } ?? CheckpointNote()
        let voided = try await environment.decisions.voided(of: service, partition: place.partition)
        fold = AcceptanceFold(epoch: checkpoint.epoch, tips: checkpoint.shardTips, voided: voided)
        (start, self.from, position) = (checkpoint.position, from, checkpoint.position)
        next = checkpoint
        limitRecords = environment.limits.checkpointRecords
        owners = environment.owners
        self.reader = reader
    }

    /// The epoch after the last record considered.
    var epoch: UInt64 { fold.epoch }

    /// The commit, when the record is an accepted one that is to be handed over.
    func accepted(_ record: LogRecord) -> Commit? {
        let entry = LogEntry(record)
        let verdict = fold.consider(entry, at: record.offset)
        position = record.offset + 1
        guard verdict == .accepted, record.offset >= from, case .commit(let commit) = entry else { return nil }
        return commit
    }

    /// Notes the checkpoint before, when another one is due.
    func noteCheckpoint() async {
        guard let due = next, position - due.position >= limitRecords else { return }
        next = CheckpointNote(position: position, epoch: fold.epoch, tips: fold.tips)
        if due.position == start { return }
        // What is not noted is read again: it costs a little time at the next start.
        try? await owners.note(due, of: reader)
    }
}
