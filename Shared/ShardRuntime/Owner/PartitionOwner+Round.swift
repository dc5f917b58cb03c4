import CommitLog
import Contracts
import Crypto
import Domain
import Observability
import SQLite

/// What one round has decided: open transactions and the commits to append.
private struct Round {
    struct Pending {
        let queued: QueuedInput
        let decision: ShardDecision
        let commit: Commit
    }
    var pending: [Pending] = []
    var states: [Organisasjonsnummer: ShardState] = [:]
    var inputs: [Organisasjonsnummer: [TopicPartition: InputPosition]] = [:]
    var aside: [QuarantinedMessage] = []
    /// When the first input was taken, milliseconds since the epoch.
    var began: Int64 = 0
}

extension PartitionOwner {
    /// Decides a batch, appends the outcomes, waits until they are read back, commits the stores and answers.
    ///
    /// A lone command makes a round of one; while a round waits for the log the next ones gather and share the next round.
    func round(_ batch: [QueuedInput], _ mailbox: Mailbox) async throws {
        var rest = batch[...]
        while !rest.isEmpty {
            do {
                try step(.taken)
                try await finish(try decide(&rest), mailbox)
            } catch {
                // What is not answered yet has an unknown outcome, or none. Before a claim that came first it has none, and the new owner may be
                // asked.
                let isMoved = (error as? SteppedDown)?.isBeforeEverything == true
                refuse(Array(batch), isMoved ? .movedOn : .unavailable(alarm(for: error).description))
                throw error
            }
        }
    }

    /// Steps 2 to 5 of the owner's loop, for what has been decided.
    private func finish(_ round: Round, _ mailbox: Mailbox) async throws {
        var round = round
        let patience = patience(of: round.pending.compactMap(\.queued.reply), mailbox)
        defer {
            patience.cancel()
            mailbox.answered()
            meter(round)
        }
        do {
            try step(.decided)
            try await setAside(round.aside)
            if round.pending.isEmpty {
                // Nothing was asked for: the transactions opened to find that out are given back.
                for kommune in round.states.keys { try stores[kommune]?.database.rollback() }
                return
            }
            let records = round.pending.map { $0.commit.record() }
            let offsets = try await environment.log.append(records, to: commits)
            try step(.appended)
            if let first = offsets.first { try refuseShortened(first) }
            try await readBack(&round, offsets, mailbox)
            try step(.readBack)
            try commitStores(round)
        } catch {
            for kommune in round.states.keys { try stores[kommune]?.database.rollback() }
            throw error
        }
        try step(.committed)
        for pending in round.pending { pending.queued.reply?(.success(pending.decision)) }
        status.round(
            position: position, commits: round.pending.count, tips: round.states.mapValues(\.tip.next), ignored: fold.ignored)
        environment.committed.tell(Set(round.pending.map(\.queued.input.kommune)))
        try step(.answered)
    }

    /// Lets callers go when the log does not answer for too long: those of this round, those that wait behind it, and those that come until it does.
    private func patience(of callers: [Reply], _ mailbox: Mailbox) -> Task<Void, any Error> {
        let (limit, time, turn) = (environment.limits.callerMilliseconds, environment.time, mailbox.waits())
        return Task {
            try await time.sleep(for: .milliseconds(limit))
            let failure = CommandFailure.unavailable("the log has not answered within \(limit) ms")
            guard let waiting = mailbox.fallSilent(in: turn) else { return }
            for reply in callers + waiting { reply(.failure(failure)) }
        }
    }

    private func meter(_ round: Round) {
        let now = environment.time.now().milliseconds
        environment.meters.roundSeconds.observe(Double(now - round.began) / 1_000)
        environment.meters.roundCommits.observe(Double(round.pending.count))
        for pending in round.pending {
            if let received = pending.queued.input.received { environment.meters.inputAgeSeconds.observe(Double(now - received) / 1_000) }
        }
    }

    /// Decides inputs until the round is full, each in a savepoint of its shard's transaction.
    private func decide(_ rest: inout ArraySlice<QueuedInput>) throws -> Round {
        var round = Round()
        round.began = environment.time.now().milliseconds
        let deadline = round.began + environment.limits.roundMilliseconds
        do {
            repeat {
                let queued = rest.removeFirst()
                try decide(queued, in: &round)
            } while !rest.isEmpty && environment.time.now().milliseconds < deadline
        } catch {
            for kommune in round.states.keys { try stores[kommune]?.database.rollback() }
            throw error
        }
        return round
    }

    private func decide(_ queued: QueuedInput, in round: inout Round) throws {
        let input = queued.input
        // Nobody waits for it any more, and nothing of it was done.
        if queued.reply?.isAnswered == true { return }
        if let place = input.cause.place, let offset = input.cause.offset {
            if case .upstream(let commit) = input.content {
                upstreamMarks[place] = (offset + 1, commit.hash)
                if offset < upstreamInputs[place]?[input.kommune]?.next ?? 0 { return status.input(place, position: offset + 1, end: nil) }
                if stopped[input.kommune] != nil { passedOver.insert(place) }
            } else if let known = inputs[place], offset < known.next {
                return
            }
            note(InputPosition(place: place, next: offset + 1, epoch: input.cause.epoch, mark: input.cause.commit))
            status.input(place, position: offset + 1, end: nil)
        }
        if let alarm = stopped[input.kommune] { return passOver(queued, alarm, &round) }
        if stores[input.kommune] == nil {
            try openStore(input.kommune)
            if let alarm = stopped[input.kommune] { return passOver(queued, alarm, &round) }
        }
        guard let store = stores[input.kommune] else { throw ShardAlarm(.failing, "the store of \(input.kommune) is not open") }
        if round.states[input.kommune] == nil {
            guard fold.tips[input.kommune] ?? ShardTip() == store.state.tip else {
                let alarm = ShardAlarm(
                    .storeNotOfThisLog,
                    "the log's last commit is not the one that \(environment.directory.file(of: input.kommune)) ends with", input.kommune)
                stop(input.kommune, alarm)
                return passOver(queued, alarm, &round)
            }
            try store.database.begin()
            round.states[input.kommune] = store.state
        }
        if try isKnown(input, in: store) { return }
        do {
            try decide(queued, store, &round)
        } catch let error as SQLiteError where error.isDamaged {
            throw heal(input.kommune, error)
        }
    }

    /// True for a record that is read again although it was answered: its topic has lost its end, and this was before.
    private func isKnown(_ input: ShardInput, in store: ShardStore) throws -> Bool {
        guard let place = input.cause.place, let offset = input.cause.offset, offset < readAgain[place] ?? 0,
            let source = input.cause.source, let id = input.cause.id, let known = try store.answer(source: source, id: id)
        else { return false }
        return known.digest == input.cause.digest ?? ""
    }

    /// Decides one input and builds its commit.
    private func decide(_ queued: QueuedInput, _ store: ShardStore, _ round: inout Round) throws {
        let input = queued.input
        guard var state = round.states[input.kommune] else { return }
        let applied = AppliedCommit(
            kommune: input.kommune, sequence: state.tip.next, time: environment.time.now(), cause: input.cause)
        let context = ShardContext(
            kommune: input.kommune, database: store.database, now: applied.time, isEmpty: state.tip.next == 0,
            apply: { [model] in try model.apply($0, of: applied, to: store.database) },
            nextID: { [identifiers = environment.identifiers] in identifiers.next() })
        guard let decision = try outcome(of: input, store, context) else { return }
        let content = CommitBody(decision)
        let body = try content.encoded()
        let header = CommitHeader(
            service: model.service, kommune: input.kommune, epoch: fold.epoch, sequence: state.tip.next, previous: state.tip.hash,
            cause: input.cause, time: applied.time, body: SHA256.hex(body), traceparent: input.traceparent)
        let commit = try Commit(header: header, body: body)
        recent.keep(content, of: commit.hash)
        try store.remember(
            AnswerContent(receipts: decision.receipts.isEmpty ? nil : decision.receipts, answer: decision.answer), cause: input.cause,
            sequence: header.sequence)
        state.tip = ShardTip(next: header.sequence + 1, hash: commit.hash)
        state.epoch = fold.epoch
        round.states[input.kommune] = state
        if let position = InputPosition(input.cause) { round.inputs[input.kommune, default: [:]][position.place] = position }
        round.pending.append(Round.Pending(queued: queued, decision: decision, commit: commit))
    }

    /// The outcome of one input: the old one for a repeat, else what the model decides, applied to the store.
    private func outcome(of input: ShardInput, _ store: ShardStore, _ context: ShardContext) throws -> ShardDecision? {
        if let source = input.cause.source, let id = input.cause.id, let known = try store.answer(source: source, id: id) {
            guard known.digest == input.cause.digest ?? "" else { return model.outcome(ofConflict: input, in: context) }
            return ShardDecision(receipts: known.content.receipts ?? [], answer: known.content.answer)
        }
        do {
            return try store.database.savepoint { try context.decided(input, by: model) }
        } catch let error as SQLiteError where error.code != .constraint {
            throw error
        } catch {
            environment.logger.error(
                "an input could not be decided",
                ["kommune": .kommune(input.kommune), "topic": .name(input.cause.topic ?? "-"), "reason": .reason(error)])
            status.failed(ShardAlarm(.failing, "a defect while deciding: \(LogReason.text(of: error))", input.kommune))
            return model.outcome(ofDefect: error, on: input, in: context)
        }
    }

    /// An input for a stopped shard: callers are told, messages are kept in quarantine to be resubmitted when the shard works again.
    private func passOver(_ queued: QueuedInput, _ alarm: ShardAlarm, _ round: inout Round) {
        queued.reply?(.failure(.stopped(alarm)))
        guard queued.reply == nil, case .command(_, let payload) = queued.input.content else { return }
        let cause = queued.input.cause
        round.aside.append(
            QuarantinedMessage(
                id: "\(cause.topic ?? "")/\(cause.partition ?? 0)/\(cause.offset ?? 0)", received: environment.time.now(),
                topic: cause.topic ?? "", partition: cause.partition, offset: cause.offset, partner: "",
                kommune: queued.input.kommune.rawValue,
                reasons: [Fault(pointer: "", code: alarm.code.rawValue, message: alarm.message)], raw: payload,
                headers: CommandRecord.remembered(queued.input)))
    }

    private func setAside(_ messages: [QuarantinedMessage]) async throws {
        if messages.isEmpty { return }
        _ = try await environment.log.append(
            try messages.map { try $0.record() }, to: TopicPartition(environment.topics.quarantine(model.service), 0))
    }

    /// Reads until the round's last record, and sees that the rule accepts each.
    private func readBack(_ round: inout Round, _ offsets: [Offset], _ mailbox: Mailbox) async throws {
        guard let last = offsets.last else { return }
        let timeout = Task { [limit = environment.limits.readBackMilliseconds, time = environment.time] in
            try await time.sleep(for: .milliseconds(limit))
            mailbox.end(LogError(.outcomeUnknown, "the round was not read back within \(limit) ms"))
        }
        defer { timeout.cancel() }
        var next = 0
        while position <= last {
            for record in try await mailbox.waitForArrivals() where record.offset >= position {
                if next < offsets.count, record.offset == offsets[next] {
                    let pending = round.pending[next].commit
                    let header = pending.header
                    let verdict = fold.consider(
                        commit: header.kommune, epoch: header.epoch, sequence: header.sequence, previous: header.previous,
                        hash: pending.hash)
                    (position, mark) = (record.offset + 1, pending.hash)
                    guard verdict == .accepted else { throw SteppedDown(epoch: fold.epoch, isBeforeEverything: next == 0) }
                    round.states[header.kommune]?.position = position
                    round.states[header.kommune]?.mark = mark
                    next += 1
                } else {
                    do { try consider(idle: [record]) } catch let other as SteppedDown {
                        throw SteppedDown(epoch: other.epoch, isBeforeEverything: next == 0)
                    }
                }
            }
        }
    }

    /// Records that this owner did not write: ignored ones are counted, a claim ends the ownership.
    func consider(idle records: [LogRecord]) throws {
        for record in records where record.offset >= position {
            let entry = LogEntry(record)
            let verdict = fold.consider(entry, at: record.offset)
            (position, mark) = (record.offset + 1, RecordMark.of(entry, record))
            switch verdict {
            case .ignored: continue
            case .newEpoch:
                noteClaim(entry)
                throw SteppedDown(epoch: fold.epoch)
            case .accepted, .corrupt: throw ShardAlarm(.failing, "\(commits) at \(record.offset): a commit of this epoch that is not ours")
            }
        }
    }

    private func commitStores(_ round: Round) throws {
        for (kommune, state) in round.states {
            guard let store = stores[kommune] else { continue }
            try store.write(state, inputs: round.inputs[kommune].map { Array($0.values) } ?? [])
            try store.database.commit()
            store.settle(state)
        }
    }
}
