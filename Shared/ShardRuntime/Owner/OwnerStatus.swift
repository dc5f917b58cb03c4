import CommitLog
import Domain
import Synchronization

/// What can be known of a partition's owner without disturbing it: for health, metrics, `sakarkiv status`, and to reach its queue.
public final class OwnerStatus: Sendable {
    /// Where an owner is in its life.
    public enum Phase: String, Sendable, Codable {
        /// Nothing is going on: not started, or between attempts.
        case standby
        /// The log is being applied.
        case catchingUp = "catching-up"
        /// The partition is owned.
        case owner
    }

    /// One look at everything.
    public struct Snapshot: Sendable {
        /// The partition.
        public var partition: Int32
        /// Where the owner is in its life.
        public var phase = Phase.standby
        /// The epoch owned; 0 before the first.
        public var epoch: UInt64 = 0
        /// The offset after the last record of the commit log that was taken in.
        public var position: Offset = 0
        /// The end of the commit log when last asked.
        public var end: Offset = 0
        /// Where this catching up began.
        public var start: Offset = 0
        /// How far each input has been taken in, and its end as the feeder last saw it.
        public var inputs: [TopicPartition: InputProgress] = [:]
        /// Each shard's next sequence.
        public var shards: [Organisasjonsnummer: UInt64] = [:]
        /// What stops shards.
        public var alarms: [Organisasjonsnummer: ShardAlarm] = [:]
        /// What failed last for the whole partition; nil while it works.
        public var failure: ShardAlarm?
        /// Stores that were found damaged since the start, and built anew.
        public var damaged: [ShardAlarm] = []
        /// Shards whose store is being built anew: until it is, reads would miss what was answered long ago.
        public var rebuilding: Set<Organisasjonsnummer> = []
        /// Commits made since the start.
        public var commits: UInt64 = 0
        /// Rounds since the start.
        public var rounds: UInt64 = 0
        /// Records ignored by the acceptance rule since the ownership began.
        public var ignored: UInt64 = 0
        /// How far the publisher has come in the commit log.
        public var published: Offset = 0
        /// True once the partition was owned: its stores have then contained everything that was answered.
        public var hasOwned = false
        /// Inputs waiting.
        public var queued = 0

        /// How much of the log is applied since this catching up began, 0 to 1.
        public var replayRatio: Double {
            phase == .owner || end <= start ? (phase == .standby ? 0 : 1) : Double(position - start) / Double(end - start)
        }
    }

    /// How far an input partition has come.
    public struct InputProgress: Sendable {
        /// The offset after the last input taken in.
        public var position: Offset
        /// The end as last seen.
        public var end: Offset
    }

    private struct State {
        var snapshot: Snapshot
        var mailbox: Mailbox?
    }
    private let state: Mutex<State>

    init(partition: Int32) { state = Mutex(State(snapshot: Snapshot(partition: partition))) }

    /// Everything as of now.
    public var snapshot: Snapshot {
        state.withLock { state in
            var copy = state.snapshot
            copy.queued = state.mailbox?.count ?? 0
            return copy
        }
    }

    var mailbox: Mailbox? { state.withLock { $0.mailbox } }

    /// True when the shard's store contains everything that was answered.
    func canRead(_ kommune: Organisasjonsnummer) -> Bool {
        state.withLock { $0.snapshot.hasOwned && !$0.snapshot.rebuilding.contains(kommune) }
    }

    func alarm(of kommune: Organisasjonsnummer) -> ShardAlarm? { state.withLock { $0.snapshot.alarms[kommune] } }

    func catchingUp() { change { $0.phase = .catchingUp } }

    func progress(position: Offset, start: Offset, end: Offset) {
        change { ($0.position, $0.start, $0.end) = (position, start, end) }
    }

    func owning(epoch: UInt64, mailbox: Mailbox, end: Offset) {
        state.withLock { state in
            state.mailbox = mailbox
            state.snapshot.phase = .owner
            state.snapshot.epoch = epoch
            state.snapshot.hasOwned = true
            state.snapshot.failure = nil
            state.snapshot.rebuilding = []
            (state.snapshot.position, state.snapshot.end) = (end, end)
        }
    }

    func steppedDown() {
        state.withLock { state in
            state.mailbox = nil
            state.snapshot.phase = .standby
        }
    }

    func stoppedOwning() { steppedDown() }

    func failed(_ alarm: ShardAlarm) { change { $0.failure = alarm } }

    func stopped(_ kommune: Organisasjonsnummer, _ alarm: ShardAlarm) { change { $0.alarms[kommune] = alarm } }

    func damaged(_ alarm: ShardAlarm) { change { $0.damaged = Array(($0.damaged + [alarm]).suffix(Self.keptAlarms)) } }

    func rebuilding(_ kommune: Organisasjonsnummer) {
        change { snapshot in
            snapshot.alarms[kommune] = nil
            snapshot.rebuilding.insert(kommune)
        }
    }

    func round(position: Offset, commits: Int, tips: [Organisasjonsnummer: UInt64], ignored: UInt64) {
        change { snapshot in
            snapshot.position = position
            snapshot.end = max(snapshot.end, position)
            snapshot.rounds += 1
            snapshot.commits += UInt64(commits)
            snapshot.ignored = ignored
            snapshot.shards.merge(tips) { $1 }
        }
    }

    func input(_ place: TopicPartition, position: Offset?, end: Offset?) {
        change { snapshot in
            var progress = snapshot.inputs[place] ?? InputProgress(position: 0, end: 0)
            if let position { progress.position = max(position, progress.position) }
            if let end { progress.end = max(end, progress.end) }
            snapshot.inputs[place] = progress
        }
    }

    /// Records that ask for nothing, straight after what is dealt with.
    func passed(_ place: TopicPartition, from first: Offset, to end: Offset) {
        change { snapshot in
            guard let progress = snapshot.inputs[place], progress.position >= first else { return }
            snapshot.inputs[place]?.position = max(progress.position, end)
        }
    }

    func published(_ offset: Offset) { change { $0.published = offset } }

    private func change(_ body: (inout Snapshot) -> Void) { state.withLock { body(&$0.snapshot) } }

    private static let keptAlarms = 20
}
