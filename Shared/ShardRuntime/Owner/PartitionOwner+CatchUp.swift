import CommitLog
import Domain
import Observability
import SQLite

extension PartitionOwner {
    /// Opens the store of every shard of the partition and starts from what they contain. A store that contains more than the log is stopped.
    func openStores() async throws {
        stores = [:]
        inputs = [:]
        expected = [:]
        mark = nil
        var known = Set(try environment.directory.shards()).union(environment.municipalities())
        known.formUnion(replayed)
        for kommune in known.sorted() where environment.topics.partition(of: kommune.rawValue) == partition {
            // A store that is rebuilt on request, or because it was damaged, comes from the log alone.
            if !replayed.contains(kommune), stopped[kommune] == nil {
                try await environment.snapshots?.restore(kommune, of: model, in: environment)
            }
            try openStore(kommune)
        }
        let end = try await environment.log.end(of: commits)
        for (kommune, store) in stores where store.state.position > end {
            stop(
                kommune,
                ShardAlarm(.storeAheadOfLog, "the store is at \(store.state.position), the log \(commits) ends at \(end)", kommune))
        }
        // Positions of stores that are stopped say nothing about this log.
        inputs = [:]
        upstreamInputs = [:]
        passedOver = []
        for (kommune, store) in stores {
            for input in try store.inputPositions() { note(input, of: kommune) }
        }
        position = stores.values.map(\.state.position).min() ?? 0
        for (kommune, store) in stores {
            guard let record = store.state.expectation(of: kommune) else { continue }
            expected[store.state.position - 1, default: []].append(record)
        }
        // The shard furthest behind knows the epoch there; the tips of the others are met later, their older commits are passed over.
        fold = AcceptanceFold(
            epoch: stores.values.filter { $0.state.position == position }.map(\.state.epoch).max() ?? 0,
            tips: stores.mapValues(\.state.tip),
            voided: try await environment.decisions.voided(of: model.service, partition: partition))
    }

    /// Opens one store; a damaged or foreign one stops its shard only.
    func openStore(_ kommune: Organisasjonsnummer) throws {
        if stopped[kommune] != nil { return }
        do {
            if replayed.remove(kommune) != nil {
                try environment.directory.setAside(kommune, at: environment.time.now(), because: "rebuilt")
            }
            let store = try newStore(kommune)
            stores[kommune] = store
            for input in try store.inputPositions() { note(input) }
        } catch let outdated as StoreOutdated {
            environment.logger.info(
                "a store of an older program is put aside and built anew from the log",
                ["kommune": .kommune(kommune), "schema": .number(outdated.schema)])
            try environment.directory.setAside(kommune, at: environment.time.now(), because: "outdated")
            stores[kommune] = try newStore(kommune)
        } catch let error as SQLiteError where error.isDamaged {
            // The log has everything the file had: put it aside, say so, and build a new one.
            tellDamaged(kommune, error)
            try environment.directory.setAside(kommune, at: environment.time.now(), because: "damaged")
            stores[kommune] = try newStore(kommune)
        } catch let alarm as ShardAlarm {
            stop(kommune, alarm)
        }
    }

    private func newStore(_ kommune: Organisasjonsnummer) throws -> ShardStore {
        let path = environment.directory.file(of: kommune)
        func open() throws -> ShardStore {
            try ShardStore(
                path: path, service: model.service, kommune: kommune, logIdentity: environment.logIdentity,
                formerLogIdentities: environment.formerLogIdentities, migrations: model.migrations, replayedSince: model.replayedSince)
        }
        // A new file has its tables before anybody reads it.
        return FileIdentity(path) == nil ? try environment.directory.gate.holding(kommune, open) : try open()
    }

    /// A store turned out to be damaged while in use: the ownership starts over, which puts the file aside and builds a new one.
    func heal(_ kommune: Organisasjonsnummer, _ error: SQLiteError) -> StoreDamaged {
        tellDamaged(kommune, error)
        replayed.insert(kommune)
        status.rebuilding(kommune)
        return StoreDamaged(kommune: kommune)
    }

    private func tellDamaged(_ kommune: Organisasjonsnummer, _ error: SQLiteError) {
        let file = environment.directory.file(of: kommune)
        status.damaged(ShardAlarm(.storeDamaged, "\(file): \(error.message)", kommune))
        environment.logger.error(
            "a damaged store is put aside and built anew from the log",
            ["kommune": .kommune(kommune), "file": .name(file), "reason": .reason(error.message)])
    }

    /// A reader that begins with the record before the position, so that it is seen whether the log still says there what it said.
    func openReader() async throws -> any LogReader {
        guard position > 0 else { return try await environment.log.read(commits, from: 0) }
        if let mark {
            expected[position - 1, default: []].append(ExpectedRecord(kommune: nil, mark: mark, isOnlyOfCommits: false))
        }
        return try await environment.log.read(commits, from: position - 1)
    }

    /// A partition of which no shard has the log's own history is not claimed: nothing is appended before somebody has decided.
    func refuseForeignHistories() throws {
        guard stores.isEmpty, let first = stopped.values.first, stopped.values.allSatisfy(\.keepsFromOwning) else { return }
        throw first
    }

    /// Applies the log to its end as of now.
    func catchUp(_ reader: any LogReader) async throws {
        let start = position
        let began = environment.time.now().milliseconds
        let end = try await environment.log.end(of: commits)
        tellCatchingUp(to: end)
        // Also where nothing is left to apply: the record before the position is to be seen.
        if position >= end, !expected.isEmpty {
            try apply(try await reader.next(limit: environment.limits.readRecords, timeout: .seconds(30)))
        }
        try await replay(reader, to: end) { status.progress(position: position, start: start, end: end) }
        guard expected.isEmpty else { throw LogError(.unavailable, "\(commits) did not show the record before \(position)") }
        if replayed.isEmpty {
            status.follows(position: position, end: end, limitBehind: environment.limits.standbyReadyRecords, at: began)
        }
        tellCaughtUp(from: start, since: began)
    }

    func tellCatchingUp(to end: Offset) {
        guard end - position >= Self.limitQuietRecords else { return }
        environment.logger.info(
            "catching up with the log", ["partition": .number(partition), "from": .number(position), "to": .number(end)])
    }

    func tellCaughtUp(from start: Offset, since began: Int64) {
        guard position - start >= Self.limitQuietRecords else { return }
        let took = max(1, environment.time.now().milliseconds - began)
        environment.logger.info(
            "caught up with the log",
            [
                "partition": .number(partition), "from": .number(start), "to": .number(position), "took_ms": .number(took),
                "records_per_second": .number((position - start) * 1_000 / took),
            ])
    }

    /// So few records are caught up with in a moment, without a word.
    private static var limitQuietRecords: Int64 { 500 }

    /// Appends a claim of the next epoch and reads it back.
    ///
    /// - Throws: `SteppedDown` when another claim came first.
    func claim(_ reader: any LogReader) async throws {
        try step(.claiming)
        let mine = fold.epoch + 1
        let record = try Claim(
            service: model.service, epoch: mine, instance: environment.instance, time: environment.time.now(), member: environment.member
        ).record()
        let offset = try await environment.log.append([record], to: commits)[0]
        try refuseShortened(offset)
        var won = false
        while position <= offset {
            let records = try await reader.next(
                limit: environment.limits.readRecords, timeout: .milliseconds(environment.limits.readBackMilliseconds))
            if records.isEmpty { throw LogError(.outcomeUnknown, "the claim at \(offset) was not read back") }
            // Records may follow the claim in the same hand-over; each is considered alone so that the claim's own verdict is seen.
            for record in records {
                let epochBefore = fold.epoch
                try apply([record])
                if record.offset == offset { won = fold.epoch == mine && epochBefore == mine - 1 }
                if record.offset > offset, fold.epoch != mine { won = false }
            }
        }
        guard won else { throw SteppedDown(epoch: fold.epoch) }
        try step(.claimed)
    }

    /// What is appended lands behind what was read; where it does not, the log has lost its end.
    func refuseShortened(_ offset: Offset) throws {
        guard offset < position else { return }
        throw ShardAlarm(
            .storeNotOfThisLog, "\(commits) gave \(offset) to what was appended after \(position) was read: it has lost its end")
    }

    /// Applies records to the stores: the replay. One transaction a store for all of them.
    func apply(_ records: [LogRecord]) throws {
        var touched: [Organisasjonsnummer: Replayed] = [:]
        do {
            let decoder = ReplayDecoder(events: model.events, known: stores.mapValues(\.state.position))
            try decoder.forEach(records) { try apply($0, touched: &touched) }
            for (kommune, change) in touched {
                guard let store = stores[kommune] else { continue }
                try store.write(change.state, inputs: Array(change.inputs.values))
                try store.database.commit()
                store.settle(change.state)
            }
        } catch {
            for kommune in touched.keys { try stores[kommune]?.database.rollback() }
            throw error
        }
        try moveIdleShards()
        environment.committed.tell(Set(touched.keys))
    }

    private func apply(_ record: ReplayRecord, touched: inout [Organisasjonsnummer: Replayed]) throws {
        try compare(record.entry, record.mark, at: record.offset)
        guard record.offset >= position else { return }
        defer { (position, mark) = (record.offset + 1, record.mark) }
        guard case .commit(let commit) = record.entry else { return consider(claim: record.entry, at: record.offset) }
        let kommune = commit.header.kommune
        if stopped[kommune] != nil { return }
        if let store = stores[kommune], record.offset < store.state.position { return }
        switch fold.consider(record.entry, at: record.offset) {
        case .accepted: break
        case .corrupt(let expected, let found):
            if stores[kommune] == nil {
                // The store is missing although the shard has a history: build it from the start of the log.
                replayed.insert(kommune)
                throw RebuildWanted()
            }
            return stop(
                kommune, ShardAlarm(.sequenceGap, "\(commits) at \(record.offset): sequence \(found) where \(expected) is next", kommune))
        case .ignored(let reason): return passOver(commit, at: record.offset, reason)
        case .newEpoch: return
        }
        if stores[kommune] == nil { try openStore(kommune) }
        guard let store = stores[kommune] else { return }
        if touched[kommune] == nil {
            try store.database.begin()
            touched[kommune] = Replayed(state: store.state)
        }
        do {
            try store.apply(commit.header, record.body?.get() ?? ReplayBody(commit.body, events: model.events), by: model)
        } catch let error as SQLiteError where error.isDamaged {
            throw heal(kommune, error)
        } catch let error as SQLiteError where error.code != .constraint {
            throw error
        } catch {
            return stop(kommune, ShardAlarm(.unreadableCommit, "\(commits) at \(record.offset): \(LogReason.text(of: error))", kommune))
        }
        touched[kommune]?.state = ShardState(
            position: record.offset + 1, epoch: fold.epoch, tip: ShardTip(next: commit.header.sequence + 1, hash: commit.hash),
            mark: commit.hash)
        if let input = InputPosition(commit.header.cause) {
            touched[kommune]?.note(input)
            note(input, of: kommune)
        }
    }

    /// Compares what the log says with what is remembered of it. A store that remembers something else follows another log.
    ///
    /// - Throws: `StoresChanged` when the log was read on from where such a store stood; the alarm when it is the reader itself that remembers.
    private func compare(_ entry: LogEntry, _ found: String, at offset: Offset) throws {
        guard let records = expected.removeValue(forKey: offset) else { return }
        for record in records where !record.fits(entry, mark: found) {
            let text = "the log has another record at \(offset) of \(commits) than the one that was read there"
            guard let kommune = record.kommune else { throw ShardAlarm(.storeNotOfThisLog, text) }
            stop(kommune, ShardAlarm(.storeNotOfThisLog, "\(text) into \(environment.directory.file(of: kommune))", kommune))
            if offset < position { throw StoresChanged() }
        }
    }

    /// Considers whatever is no commit, and sees who claims.
    private func consider(claim entry: LogEntry, at offset: Offset) {
        guard fold.consider(entry, at: offset) == .newEpoch else { return }
        noteClaim(entry)
    }

    func noteClaim(_ entry: LogEntry) {
        guard case .claim(let claim) = entry else { return }
        status.claimed(
            by: claim.member ?? claim.instance, epoch: claim.epoch, isThisOne: claim.member == environment.member,
            at: min(claim.time.milliseconds, environment.time.now().milliseconds))
        if claim.member != environment.member { hasSeenClaim = true }
    }

    /// A commit of the accepted epoch that does not continue the shard's history hangs in the air: whoever wrote it had another history.
    private func passOver(_ commit: Commit, at offset: Offset, _ reason: AcceptanceFold.Reason) {
        guard reason == .notInChain || reason == .repeated else { return }
        let kommune = commit.header.kommune
        guard status.hangs(kommune) == 1 else { return }
        environment.logger.error(
            "the log has commits that do not continue the municipality's history; «sakarkiv log branches» shows them",
            ["kommune": .kommune(kommune), "partition": .number(partition), "offset": .number(offset)])
    }

    /// Shards without commits for long are moved to the log's position, so that the next start reads little.
    func moveIdleShards() throws {
        guard mark != nil else { return }
        for store in stores.values where position - store.state.position >= environment.limits.idleMoveRecords {
            let state = ShardState(position: position, epoch: fold.epoch, tip: store.state.tip, mark: mark)
            try store.database.begin()
            try store.write(state, inputs: [])
            try store.database.commit()
            store.settle(state)
        }
    }

    /// Stops one shard with an alarm; the partition's others go on.
    func stop(_ kommune: Organisasjonsnummer, _ alarm: ShardAlarm) {
        stores[kommune] = nil
        stopped[kommune] = alarm
        status.stopped(kommune, alarm)
        environment.logger.error(
            "a municipality is stopped by an alarm",
            ["kommune": .kommune(kommune), "code": .name(alarm.code.rawValue), "reason": .reason(alarm.message)])
    }

    /// The same, and of the municipality whose store has it.
    func note(_ input: InputPosition, of kommune: Organisasjonsnummer) {
        note(input)
        if let known = upstreamInputs[input.place]?[kommune], known.next >= input.next { return }
        upstreamInputs[input.place, default: [:]][kommune] = input
    }

    /// Keeps the highest position of each input partition.
    func note(_ input: InputPosition) {
        if let known = inputs[input.place], known.next >= input.next { return }
        inputs[input.place] = input
    }

    /// The alarm that an error amounts to, for status and metrics.
    nonisolated func alarm(for error: any Error) -> ShardAlarm {
        switch error {
        case let alarm as ShardAlarm: alarm
        case let error as LogError where error.code == .positionOutsideLog: ShardAlarm(.positionOutsideLog, error.message)
        case let error as LogError where error.code == .diskFull: ShardAlarm(.diskFull, error.message)
        case let error as LogError: ShardAlarm(.logUnavailable, error.description)
        case let error as SQLiteError where error.isDiskFull: ShardAlarm(.diskFull, error.message)
        case let error as SQLiteError: ShardAlarm(.failing, LogReason.text(of: error))
        default: ShardAlarm(.failing, LogReason.text(of: error))
        }
    }
}

extension InputPosition {
    /// The position after a commit's cause; nil when the cause was not a record.
    init?(_ cause: Cause) {
        guard let place = cause.place, let offset = cause.offset else { return nil }
        self.init(place: place, next: offset + 1, epoch: cause.epoch, mark: cause.commit)
    }
}

/// A shard's store is damaged; it is being built anew.
struct StoreDamaged: Error { let kommune: Organisasjonsnummer }
