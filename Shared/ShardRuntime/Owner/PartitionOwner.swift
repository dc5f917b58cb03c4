import CommitLog
import Domain
import Observability

/// Keeps the stores of one partition of one service: as a standby it follows the commit log; as the owner it has claimed, and runs rounds until
/// another claims or it is stopped.
///
/// An actor on a thread of its own: the stores of its shards are touched nowhere else.
public actor PartitionOwner<Model: ShardModel> {
    let model: Model
    let partition: Int32
    let environment: OwnerEnvironment
    let commits: TopicPartition
    /// What can be known of it from outside.
    public nonisolated let status: OwnerStatus
    nonisolated let order: DutyOrder
    private let thread: any SerialExecutor

    /// The stores of the partition's shards, open while this owner is at work.
    var stores: [Organisasjonsnummer: ShardStore] = [:]
    /// Shards that are stopped; the others go on.
    var stopped: [Organisasjonsnummer: ShardAlarm] = [:]
    /// Shards whose store is to be built anew from the start of the log.
    var replayed: Set<Organisasjonsnummer> = []
    /// What the acceptance rule has made of the log so far.
    var fold = AcceptanceFold()
    /// The offset after the last record considered.
    var position: Offset = 0
    /// The mark of the record before `position`; nil before one was considered.
    var mark: String?
    /// What must stand in the log where the stores and this reader have come to, by offset.
    var expected: [Offset: [ExpectedRecord]] = [:]
    /// Inputs that are read again, up to where they had been taken in: what was answered there gets no second commit.
    var readAgain: [TopicPartition: Offset] = [:]
    /// True when another's claim was read since the stores were opened, or the duty was last looked at.
    var hasSeenClaim = false
    /// How far each input partition has been taken in.
    var inputs: [TopicPartition: InputPosition] = [:]

    /// What the publisher beside this owner need not read again.
    let recent = RecentBodies()
    /// How far each followed log was last noted.
    var followed: [TopicPartition: Offset] = [:]
    /// How far each municipality has taken in the followed logs, as its store says.
    var upstreamInputs: [TopicPartition: [Organisasjonsnummer: InputPosition]] = [:]
    /// The last commit of each followed log that was dealt with.
    var upstreamMarks: [TopicPartition: (next: Offset, mark: String)] = [:]
    /// Followed logs of which commits were passed over because their municipality is stopped: they are read again from the noted position.
    var passedOver: Set<TopicPartition> = []
    /// Followed logs of which an operator has said that it goes on with what they have now.
    var goesOnWith: Set<TopicPartition> = []
    /// What was told last of why an ownership ended, and when.
    private var told: (code: ShardAlarm.Code, at: Int64)?
    /// How soon the same trouble is told again, milliseconds.
    private static var limitRepeatMilliseconds: Int64 { 60_000 }

    /// The owner's thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// An owner for one partition; `run` starts it.
    public init(
        model: Model, partition: Int32, environment: OwnerEnvironment, duty: PartitionDuty = .own, thread: (any SerialExecutor)? = nil
    ) {
        self.model = model
        self.partition = partition
        self.environment = environment
        self.thread = thread ?? OwnerThread("owner.\(model.service).\(partition)")
        commits = TopicPartition(environment.topics.commits(model.service), partition)
        status = OwnerStatus(partition: partition)
        order = DutyOrder(duty)
        status.changed(duty)
    }

    /// Gives it another duty. An owner goes on until another instance has claimed.
    public nonisolated func change(to duty: PartitionDuty) {
        status.changed(duty)
        order.change(to: duty)
    }

    /// Does its duty until the task is cancelled: an owner steps down and tries again as often as it takes.
    public func run() async {
        let retry = environment.limits.retryMilliseconds
        var wait = retry.lowerBound
        var ownedAt: Duration?
        while !Task.isCancelled {
            var isAway = false
            do {
                ownedAt = nil
                try await life { ownedAt = environment.time.elapsed() }
                wait = retry.lowerBound
                continue
            } catch is SimulatedCrash {
                close()
                return
            } catch is CancellationError {
                break
            } catch {
                isAway = alarm(for: error).code == .logUnavailable
                tell(error)
            }
            close()
            if Task.isCancelled { break }
            // An ownership that ended soon after its claim is claimed again ever more seldom: every claim stays in the log.
            if let ownedAt, environment.time.elapsed() - ownedAt >= .milliseconds(environment.limits.steadyMilliseconds) {
                wait = retry.lowerBound
            }
            do { try await environment.time.sleep(for: .milliseconds(wait)) } catch { break }
            wait = min(wait * 2, isAway ? retry.upperBound : environment.limits.failingMilliseconds)
        }
        close()
        status.stoppedOwning()
    }

    /// Hands in a command; the outcome comes when its commit is in the log and in the store.
    public nonisolated func submit(_ input: ShardInput) async -> Result<ShardDecision, CommandFailure> {
        guard let mailbox = status.mailbox else { return .failure(.notOwner) }
        if let alarm = status.alarm(of: input.kommune) { return .failure(.stopped(alarm)) }
        return await withCheckedContinuation { continuation in
            let reply = Reply(continuation)
            switch mailbox.offer(QueuedInput(input: input, reply: reply)) {
            case .taken: break
            case .full: reply(.failure(.queueFull))
            case .silent: reply(.failure(.unavailable("the log does not answer just now")))
            case .ended: reply(.failure(.movedOn))
            }
        }
    }

    /// Sets the shard's store aside and builds it anew from the log.
    public func rebuild(_ kommune: Organisasjonsnummer) {
        replayed.insert(kommune)
        if stopped[kommune]?.code == .upstreamNotOfThisLog {
            goesOnWith = Set(model.upstream.map { TopicPartition(environment.topics.commits($0), partition) })
            for (other, alarm) in stopped where alarm.code == .upstreamNotOfThisLog { stopped[other] = nil }
        }
        stopped[kommune] = nil
        status.rebuilding(kommune)
        status.mailbox?.end(RebuildWanted())
        order.interrupt()
    }

    /// One stretch of doing its duty, from opened stores on. Returns when the duty is another; an ownership ends by throwing.
    private func life(claimed: () -> Void) async throws {
        guard order.duty != .none else {
            close()
            _ = try await order.whileIt(is: .none) { [time = environment.time] in try await time.sleep(for: .seconds(3_600)) }
            return
        }
        try await openStores()
        if order.duty == .follow { try await follow() }
        if order.duty == .own { try await session(claimed: claimed) }
    }

    /// One ownership: apply, claim, feed, rounds. Ends by throwing.
    private func session(claimed: () -> Void) async throws {
        status.catchingUp()
        try refuseForeignHistories()
        let reader = try await openReader()
        let mailbox = Mailbox(limits: environment.limits)
        do {
            hasSeenClaim = false
            try await catchUp(reader)
            try refuseForeignHistories()
            try await obeyDuty()
            try await claim(reader)
            claimed()
            try await serve(reader, mailbox)
        } catch {
            mailbox.end(error)
            status.steppedDown()
            // What was not decided yet may be handed to whoever owns now. Before the reader is closed, which may take a while.
            refuse(mailbox.drain(), error is SteppedDown ? .movedOn : .unavailable(alarm(for: error).description))
            await reader.close()
            throw error
        }
    }

    /// Owns no partition that is another's by now: catching up may have taken long, and what was read may be another's claim, which the plan
    /// takes a moment to take in.
    private func obeyDuty() async throws {
        if hasSeenClaim { try await environment.time.sleep(for: .milliseconds(environment.limits.planMilliseconds)) }
        guard order.duty == .own else { throw SteppedDown(epoch: fold.epoch) }
    }

    /// Rounds until something ends them, with the feeders beside them.
    private func serve(_ reader: any LogReader, _ mailbox: Mailbox) async throws {
        // Asked for while the log was being applied: there was no mailbox to end then.
        if !replayed.isEmpty { throw RebuildWanted() }
        status.owning(epoch: fold.epoch, mailbox: mailbox, end: position)
        environment.logger.info(
            "owner of a partition", ["partition": .number(partition), "epoch": .number(fold.epoch), "position": .number(position)])
        let feeders = startFeeders(reader, mailbox)
        defer { for feeder in feeders { feeder.cancel() } }
        try await withTaskCancellationHandler {
            while true {
                try await mailbox.wait()
                try consider(idle: mailbox.takeArrivals())
                let batch = mailbox.takeInputs()
                if batch.isEmpty { continue }
                try await round(batch, mailbox)
                noteFollowed()
            }
        } onCancel: {
            mailbox.end(CancellationError())
        }
    }

    /// Notes why an ownership ended. Stepping down before another claim, and building a store anew, are ordinary. The same trouble again is told
    /// once a minute.
    private func tell(_ error: any Error) {
        let alarm = alarm(for: error)
        let isOrdinary = error is SteppedDown || error is RebuildWanted || error is StoresChanged
        if !isOrdinary { status.failed(alarm) }
        let now = environment.time.now().milliseconds
        if let told, told.code == alarm.code, now - told.at < Self.limitRepeatMilliseconds, alarm.code != .failing { return }
        told = (alarm.code, now)
        environment.logger.log(
            isOrdinary ? .info : .warning, "the ownership of a partition ended",
            [
                "partition": .number(partition), "epoch": .number(fold.epoch),
                "reason": .reason(isOrdinary ? alarm.message : alarm.description),
            ])
    }

    func step(_ step: OwnerStep) throws { try environment.observer(step, partition) }

    private func close() {
        // A connection that is closed inside a transaction rolls it back: the log decides what has happened.
        stores = [:]
    }

    func refuse(_ items: [QueuedInput], _ failure: CommandFailure) {
        for item in items { item.reply?(.failure(failure)) }
    }
}

/// The owner was asked to build a store anew.
struct RebuildWanted: Error {}

/// Which stores can be used has changed: the log is looked at anew with those that are left.
struct StoresChanged: Error {}

/// Another instance has claimed the partition.
struct SteppedDown: Error, CustomStringConvertible {
    let epoch: UInt64
    /// True when the claim stands in the log before everything that this owner had under way there: nothing of it counts, nor ever will.
    var isBeforeEverything = false
    var description: String { "another instance owns the partition since epoch \(epoch)" }
}
