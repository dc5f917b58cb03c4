import CommitLog
import Domain
import Synchronization

/// What can be known of a partition's owner without disturbing it: for health, metrics, `sakarkiv status`, and to reach its queue.
public final class OwnerStatus: Sendable {
    /// Where an owner is in its life.
    public enum Phase: String, Sendable, Codable {
        /// The stores are kept warm, or nothing is going on: not started, or between attempts.
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
        /// What happened since the start that an operator is to know, though all goes on.
        public var told: [ShardAlarm] = []
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
        /// True from owning on until another is seen to claim: the stores contain everything that was answered.
        public var hasOwned = false
        /// Who has claimed last, by its name in the group (or as an instance, of a program from before that was said); nil: not seen yet.
        public var claimant: String?
        /// The epoch of that claim.
        public var claimedEpoch: UInt64 = 0
        /// What is to be done with it here.
        public var duty = PartitionDuty.own
        /// True when the stores have caught up so far that they can be taken over in a moment.
        public var isReady = false
        /// When the stores were last known to contain everything that the log had, milliseconds since the epoch; nil: never yet.
        public var asOf: Int64?
        /// True while a round waits for the log longer than its callers may.
        public var isSilent = false
        /// Ownerships begun since the start.
        public var takeovers: UInt64 = 0
        /// Commits of an accepted epoch that do not continue their shard's history, by shard: the log was forked there.
        public var hanging: [Organisasjonsnummer: UInt64] = [:]
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
        var listener: (@Sendable () -> Void)?
        /// Stretches of inputs that ask for nothing, by input, and are not dealt with yet.
        var passed: [TopicPartition: [Range<Offset>]] = [:]

        mutating func passOver(_ place: TopicPartition) {
            guard var progress = snapshot.inputs[place], let stretches = passed[place] else { return }
            for stretch in stretches where stretch.contains(progress.position) { progress.position = stretch.upperBound }
            snapshot.inputs[place] = progress
            passed[place] = stretches.filter { $0.upperBound > progress.position }
        }
    }
    private let state: Mutex<State>

    init(partition: Int32) { state = Mutex(State(snapshot: Snapshot(partition: partition))) }

    /// Is told when it changes who owns the partition or whether it could be owned here; it must neither wait nor read.
    func listen(_ listener: @escaping @Sendable () -> Void) { state.withLock { $0.listener = listener } }

    /// Everything as of now.
    public var snapshot: Snapshot {
        state.withLock { state in
            var copy = state.snapshot
            copy.queued = state.mailbox?.count ?? 0
            copy.isSilent = state.mailbox?.isSilent ?? false
            return copy
        }
    }

    var mailbox: Mailbox? { state.withLock { $0.mailbox } }

    /// True when the shard's store contains everything that was answered.
    func canRead(_ kommune: Organisasjonsnummer) -> Bool {
        state.withLock { $0.snapshot.hasOwned && Self.isReadable(kommune, $0.snapshot) }
    }

    /// As of when the shard's store is known to be whole, milliseconds since the epoch; nil when it cannot be read here.
    func asOf(_ kommune: Organisasjonsnummer) -> Int64? {
        state.withLock { Self.isReadable(kommune, $0.snapshot) ? $0.snapshot.asOf : nil }
    }

    private static func isReadable(_ kommune: Organisasjonsnummer, _ snapshot: Snapshot) -> Bool {
        !snapshot.rebuilding.contains(kommune) && snapshot.alarms[kommune]?.isOfAnotherHistory != true
    }

    /// True when a shard is stopped because its store has another history than the log.
    var isOfAnotherHistory: Bool { state.withLock { $0.snapshot.alarms.values.contains(where: \.isOfAnotherHistory) } }

    func alarm(of kommune: Organisasjonsnummer) -> ShardAlarm? { state.withLock { $0.snapshot.alarms[kommune] } }

    func changed(_ duty: PartitionDuty) {
        change { snapshot in
            snapshot.duty = duty
            // What nobody follows is as warm as it was left.
            if duty == .none { snapshot.isReady = false }
        }
    }

    func catchingUp() { change { $0.phase = .catchingUp } }

    /// The stores were whole at that moment, before this process began.
    func wasWhole(asOf moment: Int64) { change { $0.asOf = $0.asOf ?? moment } }

    func progress(position: Offset, start: Offset, end: Offset) {
        change { ($0.position, $0.start, $0.end) = (position, start, end) }
    }

    /// What a standby has found: how far it is, and whether that is far enough.
    func follows(position: Offset, end: Offset, limitBehind: Int64, at now: Int64) {
        change { snapshot in
            (snapshot.position, snapshot.end) = (position, max(end, position))
            snapshot.isReady = end - position <= limitBehind
            snapshot.failure = nil
            if position >= end {
                snapshot.asOf = max(snapshot.asOf ?? 0, now)
                snapshot.rebuilding = []
            }
        }
    }

    /// Another has claimed, or this one has.
    func claimed(by claimant: String, epoch: UInt64, isThisOne: Bool, at now: Int64) {
        change { snapshot in
            (snapshot.claimant, snapshot.claimedEpoch) = (claimant, epoch)
            guard !isThisOne, snapshot.hasOwned else { return }
            // Up to this claim everything was in the stores.
            (snapshot.hasOwned, snapshot.asOf) = (false, now)
        }
    }

    func owning(epoch: UInt64, mailbox: Mailbox, end: Offset) {
        change({ state in
            state.mailbox = mailbox
            state.snapshot.phase = .owner
            state.snapshot.epoch = epoch
            state.snapshot.hasOwned = true
            state.snapshot.isReady = true
            state.snapshot.failure = nil
            state.snapshot.rebuilding = []
            state.snapshot.takeovers += 1
            (state.snapshot.position, state.snapshot.end) = (end, end)
        })
    }

    /// A commit hangs in the air; returns how many of the shard do by now.
    func hangs(_ kommune: Organisasjonsnummer) -> UInt64 {
        state.withLock { state in
            let count = (state.snapshot.hanging[kommune] ?? 0) + 1
            state.snapshot.hanging[kommune] = count
            return count
        }
    }

    func steppedDown() {
        change({ state in
            state.mailbox = nil
            state.snapshot.phase = .standby
        })
    }

    func stoppedOwning() { steppedDown() }

    func failed(_ alarm: ShardAlarm) { change { $0.failure = alarm } }

    /// Something that an operator is to know, though the partition goes on.
    func told(_ alarm: ShardAlarm) { change { $0.told = Array(($0.told + [alarm]).suffix(Self.keptAlarms)) } }

    func stopped(_ kommune: Organisasjonsnummer, _ alarm: ShardAlarm) { change { $0.alarms[kommune] = alarm } }

    func damaged(_ alarm: ShardAlarm) { change { $0.damaged = Array(($0.damaged + [alarm]).suffix(Self.keptAlarms)) } }

    func rebuilding(_ kommune: Organisasjonsnummer) {
        change { snapshot in
            snapshot.alarms[kommune] = nil
            snapshot.rebuilding.insert(kommune)
            snapshot.isReady = false
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
        if position != nil { state.withLock { $0.passOver(place) } }
    }

    /// Records that ask for nothing, from `first` on: dealt with as soon as what stands before them is.
    func passed(_ place: TopicPartition, from first: Offset, to end: Offset) {
        change { (state: inout State) in
            state.passed[place] = (state.passed[place]?.filter { $0.upperBound > first } ?? []).suffix(Self.limitPassed) + [first..<end]
            state.passOver(place)
        }
    }

    /// Most stretches of an input that ask for nothing and wait for what stands before them.
    private static let limitPassed = 100

    func published(_ offset: Offset) { change { $0.published = offset } }

    private func change(_ body: (inout Snapshot) -> Void) { change({ (state: inout State) in body(&state.snapshot) }) }

    /// Changes it, and tells the listener when what it waits for is another afterwards.
    private func change(_ body: (inout State) -> Void) {
        let listener = state.withLock { state -> (@Sendable () -> Void)? in
            let before = Self.plannedBy(state.snapshot)
            body(&state)
            return Self.plannedBy(state.snapshot) == before ? nil : state.listener
        }
        listener?()
    }

    private struct Planned: Equatable {
        let phase: Phase
        let claimant: String?
        let isReady: Bool
        let alarms: Int
    }

    private static func plannedBy(_ snapshot: Snapshot) -> Planned {
        Planned(
            phase: snapshot.phase, claimant: snapshot.claimant, isReady: snapshot.isReady,
            alarms: snapshot.alarms.count { $0.value.isOfAnotherHistory })
    }

    private static let keptAlarms = 20
}
