import CommitLog
import Domain
import SQLite

extension PartitionOwner {
    /// Opens the store of every shard of the partition and starts from what they contain. A store that contains more than the log is stopped.
    func openStores() async throws {
        stores = [:]
        inputs = [:]
        var known = Set(try environment.directory.shards()).union(environment.municipalities())
        known.formUnion(replayed)
        for kommune in known.sorted() where environment.topics.partition(of: kommune.rawValue) == partition {
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
        for store in stores.values { for input in try store.inputPositions() { note(input) } }
        position = stores.values.map(\.state.position).min() ?? 0
        // The shard furthest behind knows the epoch there; the tips of the others are met later, their older commits are passed over.
        fold = AcceptanceFold(
            epoch: stores.values.filter { $0.state.position == position }.map(\.state.epoch).max() ?? 0,
            tips: stores.mapValues(\.state.tip))
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
                path: path, service: model.service, kommune: kommune, logIdentity: environment.logIdentity, migrations: model.migrations,
                replayedSince: model.replayedSince)
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

    /// Applies the log to its end as of now.
    func catchUp(_ reader: any LogReader) async throws {
        let start = position
        let end = try await environment.log.end(of: commits)
        while position < end {
            let records = try await reader.next(limit: environment.limits.readRecords, timeout: .seconds(30))
            if records.isEmpty { throw LogError(.unavailable, "\(commits) gave nothing at \(position), its end is \(end)") }
            try apply(records)
            status.progress(position: position, start: start, end: end)
        }
    }

    /// Appends a claim of the next epoch and reads it back.
    ///
    /// - Throws: `SteppedDown` when another claim came first.
    func claim(_ reader: any LogReader) async throws {
        try step(.claiming)
        let mine = fold.epoch + 1
        let record = try Claim(
            service: model.service, epoch: mine, instance: environment.instance, time: environment.time.now()
        ).record()
        let offset = try await environment.log.append([record], to: commits)[0]
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

    /// Applies records to the stores: the replay. One transaction a store for all of them.
    func apply(_ records: [LogRecord]) throws {
        var touched: [Organisasjonsnummer: (state: ShardState, inputs: [InputPosition])] = [:]
        do {
            for record in records { try apply(record, touched: &touched) }
            for (kommune, change) in touched {
                guard let store = stores[kommune] else { continue }
                try store.write(change.state, inputs: change.inputs)
                try store.database.commit()
                store.settle(change.state)
            }
        } catch {
            for kommune in touched.keys { try stores[kommune]?.database.rollback() }
            throw error
        }
        try moveIdleShards()
    }

    private func apply(_ record: LogRecord, touched: inout [Organisasjonsnummer: (state: ShardState, inputs: [InputPosition])]) throws {
        guard record.offset >= position else { return }
        let entry = LogEntry(record)
        defer { position = record.offset + 1 }
        guard case .commit(let commit) = entry else {
            _ = fold.consider(entry)
            return
        }
        let kommune = commit.header.kommune
        if stopped[kommune] != nil { return }
        if let store = stores[kommune], record.offset < store.state.position { return }
        switch fold.consider(entry) {
        case .accepted: break
        case .corrupt(let expected, let found):
            if stores[kommune] == nil {
                // The store is missing although the shard has a history: build it from the start of the log.
                replayed.insert(kommune)
                throw RebuildWanted()
            }
            return stop(
                kommune, ShardAlarm(.sequenceGap, "\(commits) at \(record.offset): sequence \(found) where \(expected) is next", kommune))
        case .ignored, .newEpoch: return
        }
        if stores[kommune] == nil { try openStore(kommune) }
        guard let store = stores[kommune] else { return }
        if touched[kommune] == nil {
            try store.database.begin()
            touched[kommune] = (store.state, [])
        }
        do {
            let decoded = try DecodedCommit(commit, events: model.events)
            try store.apply(decoded, by: model)
        } catch let error as SQLiteError where error.isDamaged {
            throw heal(kommune, error)
        } catch let error as SQLiteError where error.code != .constraint {
            throw error
        } catch {
            return stop(kommune, ShardAlarm(.unreadableCommit, "\(commits) at \(record.offset): \(error)", kommune))
        }
        touched[kommune]?.state = ShardState(
            position: record.offset + 1, epoch: fold.epoch, tip: ShardTip(next: commit.header.sequence + 1, hash: commit.hash))
        if let input = InputPosition(commit.header.cause) {
            touched[kommune]?.inputs.append(input)
            note(input)
        }
    }

    /// Shards without commits for long are moved to the log's position, so that the next start reads little.
    func moveIdleShards() throws {
        for store in stores.values where position - store.state.position >= environment.limits.idleMoveRecords {
            let state = ShardState(position: position, epoch: fold.epoch, tip: store.state.tip)
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
        case let error as SQLiteError: ShardAlarm(.failing, "\(error.code): \(error.message)")
        default: ShardAlarm(.failing, "\(error)")
        }
    }
}

extension InputPosition {
    /// The position after a commit's cause; nil when the cause was not a record.
    init?(_ cause: Cause) {
        guard let place = cause.place, let offset = cause.offset else { return nil }
        self.init(place: place, next: offset + 1, epoch: cause.epoch)
    }
}

/// A shard's store is damaged; it is being built anew.
struct StoreDamaged: Error { let kommune: Organisasjonsnummer }
