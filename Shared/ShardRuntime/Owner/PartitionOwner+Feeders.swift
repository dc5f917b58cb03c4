import CommitLog
import Domain

extension PartitionOwner {
    /// Starts what fills the mailbox: the commit log's tail, the command topic, and the commit logs of the services that the model follows.
    func startFeeders(_ reader: any LogReader, _ mailbox: Mailbox) -> [Task<Void, Never>] {
        let limit = environment.limits.readRecords
        let tail = feed(mailbox) {
            while true { mailbox.deliver(try await reader.next(limit: limit, timeout: nil)) }
        }
        let commands = TopicPartition(environment.topics.commands(model.service), partition)
        var feeders = [tail, feed(mailbox) { [inputs] in try await self.feed(commands, from: inputs[commands]?.next, mailbox) }]
        for service in model.upstream {
            let upstream = TopicPartition(environment.topics.commits(service), partition)
            feeders.append(feed(mailbox) { try await self.follow(upstream, of: service, mailbox) })
        }
        let note = OwnerNote(
            instance: environment.instance, url: environment.url(), epoch: fold.epoch, member: environment.member)
        feeders.append(
            feed(mailbox) { [environment, model, partition, status, recent] in
                try await environment.owners.announce(note, service: model.service, partition: partition)
                try await Publisher(model: model, partition: partition, environment: environment, status: status, recent: recent).run()
            })
        return feeders
    }

    /// A task whose failure ends the ownership.
    private nonisolated func feed(_ mailbox: Mailbox, _ body: @escaping @Sendable () async throws -> Void) -> Task<Void, Never> {
        Task {
            do { try await body() } catch { mailbox.end(error) }
        }
    }

    /// Hands commands in, in order, from exactly the stored position.
    private nonisolated func feed(_ place: TopicPartition, from stored: Offset?, _ mailbox: Mailbox) async throws {
        var expected = stored
        // A position after the end: the topic has lost what stood there. What came since must not be taken for it.
        if let known = stored, known > (try await environment.log.end(of: place)) {
            await tellShortened(place, known: known)
            expected = try await environment.log.start(of: place)
        }
        try await read(place, from: expected) { records in
            var items: [QueuedInput] = []
            for record in records {
                guard let input = CommandRecord.input(record) else {
                    try await self.setAside(record, "not_a_command", "the record has no municipality as key, no type, or no value")
                    continue
                }
                // A client with another partitioner: whoever owns this partition has nothing to do with that municipality.
                guard environment.topics.partition(of: input.kommune.rawValue) == place.partition else {
                    try await self.setAside(
                        record, "wrong_partition",
                        "commands for \(input.kommune) belong into partition \(environment.topics.partition(of: input.kommune.rawValue))")
                    continue
                }
                items.append(QueuedInput(input: input, reply: nil))
            }
            try await mailbox.put(items)
        }
    }

    /// The command topic has lost its end: all that it has is read again. What was answered before is known by its sender's id and passed over.
    private func tellShortened(_ place: TopicPartition, known: Offset) {
        inputs[place] = nil
        readAgain[place] = known
        let alarm = ShardAlarm(.inputShortened, "\(place) ended at \(known) before, and is shorter now: all of it is read again")
        status.told(alarm)
        environment.logger.error(
            "a command topic has lost its end; it is read again from its start",
            ["topic": .name(place.topic), "partition": .number(place.partition), "position": .number(known)])
    }

    /// Notes how far the followed logs are dealt with, now and then: only what is committed, or asked for nothing. Nobody waits for it: where it
    /// fails, more is read again at the next start.
    func noteFollowed() {
        for service in model.upstream {
            let place = TopicPartition(environment.topics.commits(service), partition)
            guard !passedOver.contains(place), let input = inputs[place], let last = upstreamMarks[place], last.next == input.next,
                input.next - (followed[place] ?? 0) >= environment.limits.followNoteRecords
            else { continue }
            followed[place] = input.next
            var note = PositionNote(position: input.next, epoch: input.epoch ?? 0)
            note.mark = last.mark
            let name = ReaderName.follower(model.service, of: service, partition)
            // What is not noted is read again: it costs a little time at the next start.
            Task { [owners = environment.owners, note] in try? await owners.note(note, of: name) }
        }
    }

    /// Hands another service's accepted commits in, in order. Each municipality's own store says how far it has come; what all of them are past is
    /// noted, and not read again.
    private nonisolated func follow(_ place: TopicPartition, of service: String, _ mailbox: Mailbox) async throws {
        let name = ReaderName.follower(model.service, of: service, partition)
        let noted = try await environment.owners.position(of: name)
        let followed = try await FollowedLog(
            place, of: service, by: name, from: noted?.position ?? 0, mark: noted?.mark, in: environment)
        var isOfThisLog = followed.isOfThisLog
        if isOfThisLog { isOfThisLog = try await hasTakenIn(place) }
        if try await startsOver(place, isOfThisLog: isOfThisLog) {
            var note = PositionNote(position: followed.start, epoch: followed.epoch)
            note.mark = followed.mark
            try await environment.owners.note(note, of: name)
        }
        try await read(place, from: followed.start, shown: followed.from) { records in
            let items = try await followed.accepted(records).map { offset, commit in
                QueuedInput(
                    input: ShardInput(
                        kommune: commit.header.kommune,
                        cause: Cause(
                            topic: place.topic, partition: place.partition, offset: offset, epoch: commit.header.epoch,
                            commit: commit.hash),
                        content: .upstream(commit), traceparent: commit.header.traceparent), reply: nil)
            }
            // Claims and ignored records ask for nothing: where everything before them is dealt with, so are they.
            let dealtWith = items.last?.input.cause.offset.map { $0 + 1 } ?? records.first?.offset
            if let dealtWith, let last = records.last, dealtWith <= last.offset, followed.from <= last.offset {
                status.passed(place, from: max(dealtWith, followed.from), to: last.offset + 1)
            }
            try await mailbox.put(items)
            await followed.noteCheckpoint()
        }
    }

    /// Whether a followed log still has the last commit that any of the partition's stores has taken in: one of that municipality and that epoch.
    private func hasTakenIn(_ place: TopicPartition) async throws -> Bool {
        guard let (kommune, last) = upstreamInputs[place]?.max(by: { $0.value.next < $1.value.next }) else { return true }
        guard last.next <= (try await environment.log.end(of: place)) else { return false }
        let found = try await PrecedingRecord.before(last.next, in: place, of: environment.log, SnapshotLimits())
        if let mark = last.mark { return found?.mark == mark }
        return found?.kommune == kommune && (last.epoch == nil || found?.epoch == last.epoch)
    }

    /// Whether a followed log is taken in anew, from where its history and what was taken in of it were the same: an operator has said so. Without
    /// that word the partition's municipalities are stopped when it has another history. What is handed in twice then, and cannot be, is set aside.
    ///
    /// - Throws: the alarm.
    private func startsOver(_ place: TopicPartition, isOfThisLog: Bool) throws -> Bool {
        let isToGoOn = goesOnWith.remove(place) != nil
        if isOfThisLog { return false }
        guard isToGoOn else {
            let alarm = ShardAlarm(
                .upstreamNotOfThisLog,
                "\(place) has another history than what was taken in of it up to \(upstreamInputs[place]?.values.map(\.next).max() ?? 0)")
            for kommune in stores.keys.sorted() { stop(kommune, alarm) }
            throw alarm
        }
        environment.logger.warning(
            "a followed log has another history than was taken in; by the operator's word it goes on with what the log has now",
            ["topic": .name(place.topic), "partition": .number(place.partition)])
        for store in stores.values { try store.forgetInput(place) }
        (upstreamInputs[place], inputs[place], followed[place]) = (nil, nil, nil)
        return true
    }

    /// Reads a partition for ever, and sees that each record follows the one before: a gap is an alarm, never a skip.
    ///
    /// - Parameter shown: where it goes on as others see it, when it begins to read before that.
    private nonisolated func read(
        _ place: TopicPartition, from expected: Offset?, shown: Offset? = nil, _ body: ([LogRecord]) async throws -> Void
    ) async throws {
        let log = environment.log
        let start: Offset
        if let expected { start = expected } else { start = try await log.start(of: place) }
        let reader = try await log.read(place, from: start)
        do {
            var next = start
            var notedAt = environment.time.now().milliseconds
            var noted = shown ?? start
            status.input(place, position: noted, end: try await log.end(of: place))
            while true {
                // The intake's window opens by what is noted: what is still being decided must be noted soon, also when nothing more comes.
                let wait = noted < next ? environment.limits.noteMilliseconds : 1_000
                let records = try await reader.next(limit: environment.limits.readRecords / 2, timeout: .milliseconds(wait))
                guard let last = records.last else {
                    noted = await note(place, after: noted)
                    continue
                }
                for record in records {
                    guard record.offset == next else {
                        throw ShardAlarm(.inputGap, "\(place): \(record.offset) came where \(next) was to come")
                    }
                    next += 1
                }
                status.input(place, position: nil, end: last.offset + 1)
                try await body(records)
                let now = environment.time.now().milliseconds
                if now - notedAt >= environment.limits.noteMilliseconds {
                    notedAt = now
                    noted = await note(place, after: noted)
                }
            }
        } catch {
            await reader.close()
            throw error
        }
    }

    /// Notes the position for lag tools and for the intake's window, when it has moved; advisory. Returns what is noted now.
    private nonisolated func note(_ place: TopicPartition, after noted: Offset) async -> Offset {
        guard let position = status.snapshot.inputs[place]?.position, position > noted else { return noted }
        do {
            try await environment.log.note([place: position], for: OwnerGroup.name(environment.topics, model.service))
            return position
        } catch {
            // Advisory: the stores know; a lag tool sees an older position for a while.
            return noted
        }
    }

    /// A record on the command topic that is no command of this partition: somebody else wrote it. Kept whole.
    private nonisolated func setAside(_ record: LogRecord, _ code: String, _ reason: String) async throws {
        let message = QuarantinedMessage(
            id: "\(record.place)/\(record.offset)", received: environment.time.now(), topic: record.place.topic,
            partition: record.place.partition, offset: record.offset, partner: "",
            kommune: record.key.flatMap { String(validating: $0, as: UTF8.self) },
            reasons: [Fault(pointer: "", code: code, message: reason)], raw: record.value ?? [],
            headers: Dictionary(
                record.headers.map { ($0.name, String(decoding: $0.value, as: UTF8.self)) }, uniquingKeysWith: { first, _ in first }))
        _ = try await environment.log.append(
            [try message.record()], to: TopicPartition(environment.topics.quarantine(model.service), 0))
    }
}

/// The consumer group of a service's owners.
public enum OwnerGroup {
    /// The group's name.
    public static func name(_ topics: Topics, _ service: String) -> String { "\(topics.prefix)\(service)" }
}
