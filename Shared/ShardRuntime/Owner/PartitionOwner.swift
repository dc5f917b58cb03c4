import CommitLog
import Domain
import Observability

/// Owns one partition of one service: applies the commit log, claims, and runs rounds until another owner claims or it is stopped.
///
/// An actor on a thread of its own: the stores of its shards are touched nowhere else.
public actor PartitionOwner<Model: ShardModel> {
    let model: Model
    let partition: Int32
    let environment: OwnerEnvironment
    let commits: TopicPartition
    /// What can be known of it from outside.
    public nonisolated let status: OwnerStatus
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
    /// How far each input partition has been taken in.
    var inputs: [TopicPartition: InputPosition] = [:]

    /// What the publisher beside this owner need not read again.
    let recent = RecentBodies()
    /// How far each followed log was last noted.
    var followed: [TopicPartition: Offset] = [:]

    /// The owner's thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// An owner for one partition; `run` starts it.
    public init(model: Model, partition: Int32, environment: OwnerEnvironment, thread: (any SerialExecutor)? = nil) {
        self.model = model
        self.partition = partition
        self.environment = environment
        self.thread = thread ?? OwnerThread("owner.\(model.service).\(partition)")
        commits = TopicPartition(environment.topics.commits(model.service), partition)
        status = OwnerStatus(partition: partition)
    }

    /// Owns the partition until the task is cancelled: steps down and tries again as often as it takes.
    public func run() async {
        var wait = environment.limits.retryMilliseconds.lowerBound
        while !Task.isCancelled {
            do {
                try await session { wait = environment.limits.retryMilliseconds.lowerBound }
            } catch is SimulatedCrash {
                close()
                return
            } catch is CancellationError {
                break
            } catch {
                tell(error)
            }
            close()
            if Task.isCancelled { break }
            do { try await environment.time.sleep(for: .milliseconds(wait)) } catch { break }
            wait = min(wait * 2, environment.limits.retryMilliseconds.upperBound)
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
            case .ended: reply(.failure(.unavailable("the ownership of the partition is just changing")))
            }
        }
    }

    /// Sets the shard's store aside and builds it anew from the log.
    public func rebuild(_ kommune: Organisasjonsnummer) {
        replayed.insert(kommune)
        stopped[kommune] = nil
        status.rebuilding(kommune)
        status.mailbox?.end(RebuildWanted())
    }

    /// One ownership: apply, claim, feed, rounds. Ends by throwing.
    private func session(claimed: () -> Void) async throws {
        try await openStores()
        status.catchingUp()
        let reader = try await environment.log.read(commits, from: position)
        let mailbox = Mailbox(limits: environment.limits)
        do {
            try await catchUp(reader)
            try await claim(reader)
            claimed()
            try await serve(reader, mailbox)
        } catch {
            mailbox.end(error)
            status.steppedDown()
            await reader.close()
            refuse(mailbox.drain(), because: error)
            throw error
        }
    }

    /// Rounds until something ends them, with the feeders beside them.
    private func serve(_ reader: any LogReader, _ mailbox: Mailbox) async throws {
        // Asked for while the log was being applied: there was no mailbox to end then.
        if !replayed.isEmpty { throw RebuildWanted() }
        try await environment.owners.announce(
            service: model.service, partition: partition, instance: environment.instance, url: environment.url(), epoch: fold.epoch)
        status.owning(epoch: fold.epoch, mailbox: mailbox, end: position)
        let feeders = startFeeders(reader, mailbox)
        defer { for feeder in feeders { feeder.cancel() } }
        try await withTaskCancellationHandler {
            while true {
                try await mailbox.wait()
                try consider(idle: mailbox.takeArrivals())
                let batch = mailbox.takeInputs()
                if batch.isEmpty { continue }
                try await round(batch, mailbox)
                try await noteFollowed()
            }
        } onCancel: {
            mailbox.end(CancellationError())
        }
    }

    /// Notes why an ownership ended. Stepping down before another claim, and building a store anew, are ordinary.
    private func tell(_ error: any Error) {
        let alarm = alarm(for: error)
        status.failed(alarm)
        let level: LogLevel = error is SteppedDown || error is RebuildWanted ? .info : .warning
        environment.logger.log(
            level, "the ownership of a partition ended",
            ["partition": .number(partition), "epoch": .number(fold.epoch), "reason": .reason(alarm.description)])
    }

    func step(_ step: OwnerStep) throws { try environment.observer(step, partition) }

    private func close() {
        // A connection that is closed inside a transaction rolls it back: the log decides what has happened.
        stores = [:]
    }

    func refuse(_ items: [QueuedInput], because error: any Error) {
        let reason = alarm(for: error).description
        for item in items { item.reply?(.failure(.unavailable(reason))) }
    }
}

/// The owner was asked to build a store anew.
struct RebuildWanted: Error {}

/// Another instance has claimed the partition.
struct SteppedDown: Error, CustomStringConvertible {
    let epoch: UInt64
    var description: String { "another instance owns the partition since epoch \(epoch)" }
}
