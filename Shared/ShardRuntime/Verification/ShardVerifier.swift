import CommitLog
import Domain
import Foundation
import SQLite

/// Proves that a store is what its log says: checks the hash chain, replays the log into a scratch store and compares table by table.
public struct ShardVerifier<Model: ShardModel>: Sendable {
    /// Most differences told.
    public static var limitDifferences: Int { 20 }
    private static var limitReadRecords: Int { 1_000 }

    private let model: Model
    private let environment: OwnerEnvironment

    /// A verifier for the shards of one instance.
    public init(model: Model, environment: OwnerEnvironment) { (self.model, self.environment) = (model, environment) }

    /// Verifies one shard; the service goes on meanwhile.
    ///
    /// - Throws: An error of the log or the store; what is wrong with the shard itself is in the report. Nil: the shard has no store here.
    public func verify(_ kommune: Organisasjonsnummer, reads: ShardReads) async throws -> VerificationReport? {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verify-\(environment.identifiers.next())").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer {
            // Scratch in the temporary folder: what cannot be removed is the system's to clear.
            try? FileManager.default.removeItem(atPath: folder)
        }
        let live = "\(folder)/live.sqlite"
        guard try await reads.snapshot(kommune, to: live) else { return nil }
        let replay = ShardReplay(model: model, environment: environment, kommune: kommune, path: "\(folder)/replayed.sqlite")
        try await replay.run(toPositionOf: live)
        return try await replay.compare(with: live)
    }
}

/// A replay of one shard into a scratch store, on a thread of its own.
actor ShardReplay<Model: ShardModel> {
    private let model: Model
    private let environment: OwnerEnvironment
    private let kommune: Organisasjonsnummer
    private let path: String
    private let thread = OwnerThread("verify")
    private var fold = AcceptanceFold()
    private var commits: UInt64 = 0
    private var (hanging, voided): (UInt64, UInt64) = (0, 0)
    private var fault: String?

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(model: Model, environment: OwnerEnvironment, kommune: Organisasjonsnummer, path: String) {
        (self.model, self.environment, self.kommune, self.path) = (model, environment, kommune, path)
    }

    /// Applies the shard's commits up to where the snapshot stands. What follows in the log is looked at only: a store that was stopped by what
    /// hangs there does not contain it.
    func run(toPositionOf live: String) async throws {
        let end =
            try Database(path: live, access: .readOnly).first("SELECT position FROM shard WHERE id = 1") { Offset($0.int(0)) } ?? 0
        let place = TopicPartition(
            environment.topics.commits(model.service), environment.topics.partition(of: kommune.rawValue))
        let store = try ShardStore(
            path: path, service: model.service, kommune: kommune, logIdentity: environment.logIdentity, migrations: model.migrations,
            durability: .walOff)
        fold = AcceptanceFold(voided: try await environment.decisions.voided(of: model.service, partition: place.partition))
        let last = try await environment.log.end(of: place)
        if end > last { fault = "the store is at \(end), the log \(place) ends at \(last)" }
        var next: Offset = 0
        let reader = try await environment.log.read(place, from: next)
        do {
            while next < last, fault == nil {
                let records = try await reader.next(limit: 1_000, timeout: .seconds(30))
                guard let newest = records.last else {
                    throw LogError(.unavailable, "\(place) gave nothing at \(next), wanted to \(last)")
                }
                try apply(records.filter { $0.offset < end }, to: store)
                for record in records where record.offset >= end && record.offset < last && fault == nil {
                    _ = judge(LogEntry(record), at: record.offset)
                }
                next = newest.offset + 1
            }
        } catch {
            await reader.close()
            throw error
        }
        await reader.close()
        store.database.close()
    }

    /// What the rule says of a record: the shard's next commit, or nil. Counts what hangs and what is void.
    private func judge(_ entry: LogEntry, at offset: Offset) -> Commit? {
        let verdict = fold.consider(entry, at: offset)
        guard case .commit(let commit) = entry, commit.header.kommune == kommune else { return nil }
        switch verdict {
        case .accepted: return commit
        case .corrupt(let expected, let found):
            hanging += 1
            fault =
                "at offset \(offset): sequence \(found) where \(expected) is next; "
                + "sakarkiv log branches tells which commits lie on which branch"
        case .ignored(.repeated), .ignored(.notInChain): hanging += 1
        case .ignored(.voided): voided += 1
        case .newEpoch, .ignored: break
        }
        return nil
    }

    private func apply(_ records: [LogRecord], to store: ShardStore) throws {
        try store.database.begin()
        var change = Replayed(state: store.state)
        try ReplayDecoder(events: model.events, known: [:]).forEach(records) { try apply($0, to: store, &change) }
        try store.write(change.state, inputs: Array(change.inputs.values))
        try store.database.commit()
        store.settle(change.state)
    }

    private func apply(_ record: ReplayRecord, to store: ShardStore, _ change: inout Replayed) throws {
        guard fault == nil else { return }
        guard let commit = judge(record.entry, at: record.offset) else { return }
        commits += 1
        try store.apply(commit.header, record.body?.get() ?? ReplayBody(commit.body, events: model.events), by: model)
        if let input = InputPosition(commit.header.cause) { change.note(input) }
        change.state = ShardState(
            position: record.offset + 1, epoch: fold.epoch, tip: ShardTip(next: commit.header.sequence + 1, hash: commit.hash))
    }

    /// Compares the scratch store with a snapshot of the live one, table by table.
    func compare(with live: String) throws -> VerificationReport {
        let left = try Database(path: live, access: .readOnly)
        let right = try Database(path: path, access: .readOnly)
        var report = VerificationReport(
            kommune: kommune, commits: commits, hanging: hanging, voided: voided, chainFault: fault, tables: [], differences: [])
        let (leftDigests, rightDigests) = (try left.tableDigests(), try right.tableDigests())
        // `shard` itself is compared by its chain: idle stores are moved forward without a commit.
        for table in Set(leftDigests.keys).union(rightDigests.keys).subtracting(["shard"]).sorted() {
            let isEqual = leftDigests[table] == rightDigests[table]
            report.tables.append(.init(name: table, rows: leftDigests[table]?.rows ?? 0, isEqual: isEqual))
        }
        let tip = "SELECT next_sequence || ' ' || hash FROM shard WHERE id = 1"
        let (liveTip, replayedTip) = (try left.first(tip) { $0.text(0) }, try right.first(tip) { $0.text(0) })
        if liveTip != replayedTip, report.chainFault == nil {
            report.chainFault = "the store's last commit is \(liveTip ?? "none"), the log's is \(replayedTip ?? "none")"
        }
        let unequal = report.tables.filter { !$0.isEqual }.map(\.name)
        if !unequal.isEmpty {
            report.differences = try TableComparison.differences(
                left: left, right: right, tables: unequal, limit: ShardVerifier<Model>.limitDifferences
            ).map(\.description)
        }
        return report
    }
}
