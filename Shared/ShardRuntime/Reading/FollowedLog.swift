import CommitLog
import Domain

/// What the acceptance rule accepts of a commit log, for a reader that goes on where it was, or where another of its name was.
///
/// It begins to read where the chains of all municipalities are known, which may be before what it hands over: a reader that took the first
/// commit in its way as it comes might follow a branch that hangs. Such places are noted now and then as checkpoints; without one it is the
/// start of the log. Where the log does not have the record any more that was handed over last, it goes on from a checkpoint that the log has.
final class FollowedLog: @unchecked Sendable {
    // Unchecked: only the one task that reads the log touches it.
    private var fold: AcceptanceFold
    private var noted: CheckpointNote
    private let limitRecords: Int64
    private let owners: OwnerDirectory
    private let reader: String

    /// False when the log has another history than was read before: it has lost its end, or was exchanged.
    let isOfThisLog: Bool
    /// The first record to be read.
    let start: Offset
    /// The first record that may be handed over.
    let from: Offset
    /// The offset after the last record considered.
    private(set) var position: Offset
    /// The mark of that record.
    private(set) var mark: String?

    /// A reader of that name, which has handed over everything before `position`.
    ///
    /// - Parameter mark: of the record before the position; nil where that was not noted.
    init(
        _ place: TopicPartition, of service: String, by reader: String, from position: Offset, mark: String?,
        in environment: OwnerEnvironment
    ) async throws {
        let log = environment.log
        let end = try await log.end(of: place)
        noted = try await environment.owners.checkpoints(of: reader) ?? CheckpointNote()
        func isThere(_ position: Offset, _ mark: String?) async throws -> Bool {
            guard position <= end else { return false }
            guard position > 0, let mark else { return true }
            return try await PrecedingRecord.before(position, in: place, of: log, SnapshotLimits())?.mark == mark
        }
        isOfThisLog = try await isThere(position, mark)
        var checkpoint = Checkpoint.start
        for known in noted.checkpoints.reversed() where checkpoint.position == 0 && known.position <= position {
            if try await isThere(known.position, known.mark) { checkpoint = known }
        }
        // Those after it are of what was lost, or come again.
        noted.checkpoints.removeAll { $0.position > checkpoint.position }
        let voided = try await environment.decisions.voided(of: service, partition: place.partition)
        fold = AcceptanceFold(epoch: checkpoint.epoch, tips: checkpoint.shardTips, voided: voided)
        (start, self.position, self.mark) = (checkpoint.position, checkpoint.position, checkpoint.mark)
        from = isOfThisLog ? position : checkpoint.position
        limitRecords = environment.limits.checkpointRecords
        owners = environment.owners
        self.reader = reader
    }

    /// The epoch after the last record considered.
    var epoch: UInt64 { fold.epoch }

    /// The accepted commits among the log's next records that are to be handed over, each with where it stands.
    ///
    /// - Throws: `CheckpointDoubted` when what the checkpoint says does not fit what follows it. The checkpoints are forgotten then: the next reader of
    ///   that name begins at the start of the log.
    func accepted(_ records: [LogRecord]) async throws -> [(offset: Offset, commit: Commit)] {
        var accepted: [(offset: Offset, commit: Commit)] = []
        for record in records {
            let entry = LogEntry(record)
            let verdict = fold.consider(entry, at: record.offset)
            if start > 0, isDoubtful(entry, verdict) {
                try await owners.note(CheckpointNote(), of: reader)
                throw CheckpointDoubted(reader: reader, offset: record.offset)
            }
            (position, mark) = (record.offset + 1, RecordMark.of(entry, record))
            guard verdict == .accepted, record.offset >= from, case .commit(let commit) = entry else { continue }
            accepted.append((record.offset, commit))
        }
        return accepted
    }

    /// Whether a record shows that the checkpoint may be wrong, as somebody else could have written it: commits that do not continue its chains, or
    /// of later epochs than it leads to. The log may have been forked there as well: from the start it is known which.
    private func isDoubtful(_ entry: LogEntry, _ verdict: AcceptanceFold.Verdict) -> Bool {
        switch (entry, verdict) {
        case (.commit, .corrupt), (.commit, .ignored(.notInChain)), (.commit, .ignored(.repeated)): true
        case (.commit(let commit), .ignored(.foreignEpoch)): commit.header.epoch > fold.epoch
        case (.claim(let claim), .ignored(.lateClaim)): claim.epoch != fold.epoch
        default: false
        }
    }

    /// Notes a checkpoint, when one is due.
    func noteCheckpoint() async {
        guard position - (noted.checkpoints.last?.position ?? 0) >= limitRecords else { return }
        noted.add(Checkpoint(position: position, mark: mark, fold: fold))
        // What is not noted is read again: it costs a little time at the next start.
        try? await owners.note(noted, of: reader)
    }
}

/// What a checkpoint says does not fit what stands in the log after it.
struct CheckpointDoubted: Error, CustomStringConvertible {
    let reader: String
    let offset: Offset
    var description: String { "the checkpoint of \(reader) does not fit the record at \(offset): the log is read again from its start" }
}
