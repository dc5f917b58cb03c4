import CommitLog
import Domain
import Observability
import ServiceKit
import ShardRuntime
import Synchronization

/// Takes in one partner's messages: reads `inbound.<partner>`, examines each, and appends what it asks for to the command topic.
///
/// Any instance does it; the group shares the partitions. The position moves when the commands are durable: a message may be handed on twice,
/// the owner answers it once.
struct PartnerIntake: Sendable {
    let partner: Partner
    let examiner: IntakeExaminer
    let log: any Log
    let topics: Topics
    let owners: OwnerDirectory
    let instance: String
    let time: any TimeSource
    let alarms: IntakeAlarms

    /// Most messages examined at a time.
    static let limitMessages = 200
    /// How often the position is noted, milliseconds.
    static let noteMilliseconds: Int64 = 200

    /// Takes part until cancelled.
    func run() async throws {
        let membership = try await log.join(
            group: "\(topics.prefix)registry.intake.\(partner.navn)", sharing: topics.inbound(partner.navn), as: instance)
        let running = Mutex<[Int32: Task<Void, any Error>]>([:])
        await withTaskCancellationHandler {
            for await assigned in membership.assignments {
                let gone = running.withLock { running in
                    let gone = running.filter { !assigned.contains($0.key) }
                    for key in gone.keys { running[key] = nil }
                    return Array(gone.values)
                }
                for task in gone { task.cancel() }
                for partition in assigned where running.withLock({ $0[partition] }) == nil {
                    let task = Task { try await keepReading(partition) }
                    running.withLock { $0[partition] = task }
                }
            }
        } onCancel: {
            Task { await membership.leave() }
        }
        for task in running.withLock({ $0.values }) { task.cancel() }
        await membership.leave()
    }

    /// Reads a partition, and starts again after a failure: the log was away, or another instance had it for a moment.
    private func keepReading(_ partition: Int32) async throws {
        let place = TopicPartition(topics.inbound(partner.navn), partition)
        defer { alarms.goesOn(place) }
        while true {
            do {
                try await read(partition)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                alarms.failed(place, error)
                try await time.sleep(for: .milliseconds(500))
            }
        }
    }

    private func read(_ partition: Int32) async throws {
        let place = TopicPartition(topics.inbound(partner.navn), partition)
        let name = ReaderName.intake(partner.navn, partition)
        // A partner's messages are kept for days: a position older than that goes on with the first kept one.
        let start = max(try await owners.position(of: name)?.position ?? 0, try await log.start(of: place))
        let reader = try await log.read(place, from: start)
        var window = InFlightWindow(log: log, topics: topics, service: RegistryModel.serviceName)
        var notedAt = time.now().milliseconds
        var (position, noted) = (start, start)
        do {
            while true {
                let records = try await reader.next(limit: Self.limitMessages, timeout: .milliseconds(Self.noteMilliseconds))
                alarms.goesOn(place)
                if let last = records.last {
                    try await handOn(records.map { examiner.examine($0, partner: partner) }, &window)
                    position = last.offset + 1
                }
                let now = time.now().milliseconds
                guard position > noted, records.isEmpty || now - notedAt >= Self.noteMilliseconds else { continue }
                try await owners.note(PositionNote(position: position), of: name)
                try await log.note([place: position], for: "\(topics.prefix)registry.intake.\(partner.navn)")
                (notedAt, noted) = (now, position)
            }
        } catch {
            await reader.close()
            throw error
        }
    }

    /// Sets aside what cannot be understood, then appends the commands, partition by partition, no faster than the window allows.
    private func handOn(_ examined: [ExaminedMessage], _ window: inout InFlightWindow) async throws {
        let aside = try examined.compactMap { try $0.quarantine?.record() }
        if !aside.isEmpty {
            _ = try await log.append(aside, to: TopicPartition(topics.quarantine(RegistryModel.serviceName), 0))
        }
        let byPartition = Dictionary(grouping: examined) { topics.partition(of: $0.kommune.rawValue) }
        for (partition, messages) in byPartition.sorted(by: { $0.key < $1.key }) {
            var rest = messages[...]
            while !rest.isEmpty {
                let room = try await window.room(in: partition)
                guard room > 0 else {
                    try await time.sleep(for: .milliseconds(InFlightWindow.pollMilliseconds))
                    continue
                }
                let offsets = try await log.append(
                    rest.prefix(room).map(\.command), to: TopicPartition(topics.commands(RegistryModel.serviceName), partition))
                window.appended(offsets, in: partition)
                rest = rest.dropFirst(offsets.count)
            }
        }
    }
}
