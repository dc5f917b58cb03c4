import CommitLog
import Domain
import Observability
import ShardRuntime

/// What every reading of the intake has in common.
struct IntakeSurroundings: Sendable {
    let examiner: IntakeExaminer
    let log: any Log
    let topics: Topics
    let owners: OwnerDirectory
    let instance: String
    let time: any TimeSource
    let alarms: IntakeAlarms
    let figures: IntakeFigures
    let logger: Logger
}

/// Takes in the messages of one partition of one topic: examines each, and appends what it asks for to the command topic.
///
/// The position moves when the commands are durable: a message may be handed on twice, the owner answers it once. Whatever goes wrong here
/// is this partition's alone: it is told, and tried again.
struct PartitionIntake: Sendable {
    let source: IntakeSource
    let partition: Int32
    let around: IntakeSurroundings

    /// Most messages examined at a time.
    static let limitMessages = 200
    /// How often the position is noted, milliseconds.
    static let noteMilliseconds: Int64 = 200
    /// How often the end of the partition is asked for, milliseconds.
    static let lookMilliseconds: Int64 = 5_000
    /// So long something may stand there without being handed over before that is an alarm, milliseconds.
    static let limitStillMilliseconds: Int64 = 60_000
    /// How long to wait after a failure, milliseconds.
    static let pauseMilliseconds = 500

    private var place: TopicPartition { TopicPartition(source.topic, partition) }

    /// Reads until cancelled, and starts again after a failure: the log was away, or another instance had it for a moment.
    func run() async throws {
        defer {
            around.alarms.goesOn(place)
            around.figures.ended(place)
        }
        var note: PositionNote?
        while true {
            do {
                try await read(&note)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                around.alarms.failed(place, error)
                try await around.time.sleep(for: .milliseconds(Self.pauseMilliseconds))
            }
        }
    }

    private func read(_ note: inout PositionNote?) async throws {
        var current = try await begin(note)
        note = current
        let reader = try await around.log.read(place, from: current.position)
        var window = InFlightWindow(log: around.log, topics: around.topics, service: RegistryModel.serviceName)
        var (notedAt, noted, lookedAt) = (around.time.now().milliseconds, current.position, Int64.min)
        do {
            while true {
                let records = try await reader.next(limit: Self.limitMessages, timeout: .milliseconds(Self.noteMilliseconds))
                if let first = records.first, let last = records.last {
                    around.figures.took(place, writtenAt: first.timestamp)
                    try await handOn(
                        records.map { around.examiner.examine($0, partner: source.partner) }, writtenAt: first.timestamp, &window)
                    around.figures.handedOn(place, to: reader.position, writtenAt: last.timestamp)
                }
                // Also past what is no message: the marks of transactions.
                current.position = max(current.position, reader.position)
                note = current
                let now = around.time.now().milliseconds
                if lookedAt == .min || now - lookedAt >= Self.lookMilliseconds {
                    lookedAt = now
                    around.figures.saw(place, end: try await around.log.end(of: place), position: current.position)
                }
                tell(records.isEmpty, current.position)
                guard current.position > noted, records.isEmpty || now - notedAt >= Self.noteMilliseconds else { continue }
                current.unanswered = around.figures.unanswered(place)
                try await write(current)
                (notedAt, noted) = (now, current.position)
            }
        } catch {
            await reader.close()
            throw error
        }
    }

    /// Says that reading goes on, or that it does not although no error is told.
    private func tell(_ isEmpty: Bool, _ position: Offset) {
        guard isEmpty, let since = around.figures.stillSince(place), around.time.now().milliseconds - since >= Self.limitStillMilliseconds
        else { return around.alarms.goesOn(place) }
        around.alarms.failed(
            place,
            LogError(
                .noProgress,
                "\(place) gives nothing after \(position) although it goes on: a transaction of its writer has not ended, or what stands there is larger than this client takes"
            ))
    }

    /// Finds out where to begin; says what is lost, and notes the position from the first look on, so that whatever expires later is counted.
    private func begin(_ known: PositionNote?) async throws -> PositionNote {
        let (owners, name) = (around.owners, source.reader(partition))
        let durable = try await owners.position(of: name)
        var note = [known, durable].compactMap { $0 }.max { $0.position < $1.position }
        note?.expired = [known?.expired, durable?.expired].compactMap { $0 }.max { $0.total < $1.total }
        let (start, end) = (try await around.log.start(of: place), try await around.log.end(of: place))
        let beginning = IntakeBeginning(noted: note?.position, start: start, end: end)
        var current = note ?? PositionNote(position: start)
        switch beginning {
        case .goesOn: break
        case .firstLook:
            if start > 0 {
                around.logger.info(
                    "a topic is read for the first time, from the first message that is kept",
                    ["topic": .name(place.topic), "partition": .number(partition), "position": .number(start)])
            }
        case .madeAnew:
            around.logger.error(
                "a topic ends before the position: it was made anew or cut, and is read from its start",
                [
                    "topic": .name(place.topic), "partition": .number(partition), "position": .number(current.position),
                    "start": .number(start), "end": .number(end),
                ])
            current.position = start
        case .expired(let from, let to):
            around.logger.error(
                "messages were removed from a topic before they were read",
                [
                    "topic": .name(place.topic), "partition": .number(partition), "from": .number(from), "to": .number(to),
                    "offsets": .number(to - from + 1),
                ])
            current.position = start
            current.expired = ExpiredUnread(
                from: from, to: to, found: around.time.now(), total: (current.expired?.total ?? 0) + (to - from + 1))
        }
        around.figures.began(source, partition, current, end: end)
        if beginning != .goesOn { try await write(current) }
        return current
    }

    private func write(_ note: PositionNote) async throws {
        try await around.owners.note(note, of: source.reader(partition))
        try await around.log.note([place: note.position], for: source.group)
    }

    /// Sets aside what cannot be understood, then appends the commands, partition by partition, no faster than the window allows.
    private func handOn(_ examined: [ExaminedMessage], writtenAt timestamp: Int64, _ window: inout InFlightWindow) async throws {
        let (log, topics) = (around.log, around.topics)
        let aside = try examined.compactMap { try $0.quarantine?.record() }
        if !aside.isEmpty {
            _ = try await log.append(aside, to: TopicPartition(topics.quarantine(RegistryModel.serviceName), 0))
        }
        let byPartition = Dictionary(grouping: examined) { topics.partition(of: $0.kommune.rawValue) }
        for (partition, messages) in byPartition.sorted(by: { $0.key < $1.key }) {
            var rest = messages[...]
            var pause = InFlightWindow.pollMilliseconds
            while !rest.isEmpty {
                let room = try await window.room(in: partition)
                guard room > 0 else {
                    try await around.time.sleep(for: .milliseconds(pause))
                    pause = min(pause * 2, InFlightWindow.limitPollMilliseconds)
                    continue
                }
                let offsets = try await log.append(
                    rest.prefix(room).map(\.command), to: TopicPartition(topics.commands(RegistryModel.serviceName), partition))
                window.appended(offsets, in: partition)
                if let last = offsets.last {
                    around.figures.appended(place, to: partition, end: last + 1, writtenAt: timestamp)
                }
                rest = rest.dropFirst(offsets.count)
            }
        }
    }
}

extension LogError.Code {
    /// A topic goes on, but nothing of it is handed over.
    static let noProgress = LogError.Code(rawValue: "no_progress")
}
