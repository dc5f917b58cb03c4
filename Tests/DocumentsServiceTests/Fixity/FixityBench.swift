import CommitLog
import Domain
import Foundation
import Observability
import SQLite
import ShardRuntime
import Synchronization
import Testing

@testable import DocumentsService

/// A municipality's store, its files in a directory, and the workers over both; commands are decided and applied as the owner does it.
final class FixityBench: Sendable {
    let root: String
    let content: ContentDirectory
    let clock: JumpingClock
    let hamar: Organisasjonsnummer
    let log = CapturedLog()
    let metrics = MetricsRegistry()
    let plan: FixityPlan
    private let database: Mutex<Database>
    private let told = Mutex<[any DomainEvent]>([])
    /// False: the owner takes no reports.
    let takesReports = Mutex(true)

    init(plan: FixityPlan = FixityPlan()) throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("fixity-\(UUID().uuidString)").path
        content = try ContentDirectory(root: root, disk: DiskThreads(threads: 2)) { UUID().uuidString }
        // Files get the machine's own time, so the bench begins where the machine is.
        clock = JumpingClock(start: Tidspunkt(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)))
        hamar = try #require(Organisasjonsnummer("970540008"))
        self.plan = plan
        let database = try Database(path: ":memory:")
        try database.migrate(DocumentsSchema.migrations)
        self.database = Mutex(database)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    var events: [any DomainEvent] { told.withLock { $0 } }

    /// Stores bytes, and commits that they were uploaded.
    func upload(_ bytes: [UInt8]) async throws -> ContentKey {
        let stored = try await content.put(bytes, kommune: hamar)
        let event = FilOpplastet(
            sjekksum: stored.digest.hex, filstoerrelse: stored.byteCount, opplastetAv: "x", partner: nil, opplastetDato: clock.now())
        try apply([event])
        return ContentKey(kommune: hamar, digest: stored.digest)
    }

    func apply(_ events: [any DomainEvent]) throws {
        let commit = AppliedCommit(kommune: hamar, sequence: 1, time: clock.now(), cause: Cause())
        try database.withLock { database in
            for event in events { try DocumentsProjections.apply(event, of: commit, to: database) }
        }
        told.withLock { $0 += events }
    }

    func read<Value: Sendable>(_ body: @Sendable (DocumentsLager) throws -> Value) throws -> Value {
        try database.withLock { try body(DocumentsLager($0)) }
    }

    func decide(_ command: MeldFiksitet) throws {
        let decision = try database.withLock { database in
            let shard = ShardContext(
                kommune: hamar, database: database, now: clock.now(), isEmpty: false,
                apply: { _ in preconditionFailure("nothing is recorded") },
                nextID: { preconditionFailure("no ids") })
            return try command.decide(in: shard)
        }
        try apply(decision.events)
    }

    var logger: Logger { Logger(service: "documents", time: clock, sink: log) }

    func worker(_ store: (any ContentStore)? = nil) -> FixityWorker {
        FixityWorker(
            surroundings: .init(
                kommuner: { [hamar] in [hamar] },
                files: { [self] _, before, damagedBefore, limit in
                    try read { try $0.skalKontrolleres(kontrollertFoer: before, skaddeFoer: damagedBefore, limit: limit) }
                },
                report: { [self] _, command in
                    guard takesReports.withLock({ $0 }) else { return false }
                    try decide(command)
                    return true
                }), store: store ?? content, plan: plan, time: clock, logger: logger, meters: FixityMeters(metrics))
    }

    func finder(_ store: (any ContentStore)? = nil, isOwner: Bool = true) -> OrphanFinder {
        OrphanFinder(
            surroundings: .init(
                kommuner: { [hamar] in [hamar] },
                withoutCommit: { [self] _, checksums in isOwner ? try read { try $0.utenCommit(checksums) } : nil }),
            store: store ?? content,
            plan: plan, time: clock, logger: logger, meters: FixityMeters(metrics))
    }

    /// One round; gives how many files were reported.
    func round(in store: (any ContentStore)? = nil) async throws -> Int {
        var pace = ReadPace(bytesPerSecond: plan.bytesPerSecond, time: clock)
        return try await worker(store).round(hamar, &pace)
    }

    func pass(_ duration: Duration) async throws { try await clock.sleep(for: duration) }

    func path(_ key: ContentKey) throws -> String { try #require(content.path(of: key)) }
}
