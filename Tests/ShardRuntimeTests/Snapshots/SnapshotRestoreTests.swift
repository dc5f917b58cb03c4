import CommitLog
import Domain
import Foundation
import Observability
import Testing

@testable import ShardRuntime

struct SnapshotRestoreTests {
    /// An instance that has numbered `n1` … `n<count>`, and is stopped.
    private func numbered(_ count: Int, in installation: Installation) async throws -> OwnerEnvironment {
        let environment = try installation.environment("first")
        try await number(1...count, installation, environment)
        return environment
    }

    private func number(_ range: ClosedRange<Int>, _ installation: Installation, _ environment: OwnerEnvironment) async throws {
        let owner = installation.start(PartitionOwner(model: CounterModel(), partition: 0, environment: environment))
        let names = range.map { "n\($0)" }
        try await installation.command(names)
        _ = try await installation.receipts(for: names)
        try await environment.contains(range.upperBound, of: try installation.hamar())
        owner.cancel()
        await owner.value
    }

    @Test func `an empty instance begins with a snapshot and applies only the rest of the log`() async throws {
        let installation = try await Installation()
        let (hamar, shelf) = (try installation.hamar(), try TestShelf(installation))
        let first = try await numbered(40, in: installation)
        let manifest = try #require(try await shelf.make(hamar, in: first))
        #expect(manifest.sequence == 40 && manifest.kommune == hamar && manifest.service == "counter")
        try await number(41...50, installation, first)

        let (lines, model) = (CapturedLog(), WatchedModel())
        let second = try installation.environment("second", snapshots: shelf.restorer, lines: lines)
        // As the registry of municipalities has it: there is no file that says so.
        let owner = PartitionOwner(model: model, partition: 0, environment: second.knowing([hamar]))
        installation.start(owner)
        try await installation.command(["n51"])
        try await installation.expectExactlyOnce((1...51).map { "n\($0)" })
        try await second.contains(51, of: hamar)
        #expect(model.applied.value == 11)
        #expect(shelf.meters.restored.value == 1 && shelf.meters.failures.value == 0)
        #expect(
            lines.lines.contains { $0.contains("a store is restored from a snapshot") && $0.contains("\"position\":\(manifest.position)") })
        let verifier = ShardVerifier(model: CounterModel(), environment: second)
        let report = try #require(try await verifier.verify(hamar, reads: ShardReads(directory: second.directory)))
        #expect(report.isRight && report.commits == 51, "\(report)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: second.directory.path).allSatisfy { $0.hasPrefix("\(hamar).sqlite") })
        let attributes = try FileManager.default.attributesOfItem(atPath: second.directory.file(of: hamar))
        #expect(attributes[.posixPermissions] as? Int == 0o600)

        // What an operator wants built from the log is built from the log.
        await owner.rebuild(hamar)
        try await installation.command(["n52"])
        try await installation.expectExactlyOnce((1...52).map { "n\($0)" })
        #expect(model.applied.value == 11 + 51 + 1)
        #expect(shelf.meters.restored.value == 1)
        await installation.end()
    }

    /// What can be wrong with a snapshot.
    enum Fault: String, CaseIterable, Sendable {
        case changedByte, cutShort, gone, descriptionOfAnother, unreadableDescription
        case ofAnotherLog, ofAnotherMunicipality, beyondTheEnd, ofAnotherHistory, ofANewerProgram, noStore
    }

    @Test(arguments: Fault.allCases)
    func `a snapshot that is not right is passed over, told and counted, and the next older one is used`(fault: Fault) async throws {
        let installation = try await Installation()
        let (hamar, shelf) = (try installation.hamar(), try TestShelf(installation))
        let first = try await numbered(10, in: installation)
        let good = try #require(try await shelf.make(hamar, in: first))
        try await number(11...20, installation, first)
        let bad = try #require(try await shelf.make(hamar, in: first))
        try await spoil(bad, fault, shelf)

        let lines = CapturedLog()
        let second = try installation.environment("second", snapshots: shelf.restorer, lines: lines)
        #expect(try await shelf.restorer.restore(hamar, of: CounterModel(), in: second))
        #expect(try FileManager.default.contentsOfDirectory(atPath: second.directory.path) == ["\(hamar).sqlite"])
        #expect(try ShardRow(path: second.directory.file(of: hamar)).state.position == good.position)
        #expect(shelf.meters.failures.value == 1 && shelf.meters.restored.value == 1)
        #expect(lines.lines.filter { $0.contains("a snapshot is passed over") }.count == 1)
        await installation.end()
    }

    private func spoil(_ bad: SnapshotManifest, _ fault: Fault, _ shelf: TestShelf) async throws {
        var other = bad
        let file = shelf.file(bad)
        var bytes = try Data(contentsOf: URL(filePath: file))
        switch fault {
        case .changedByte: bytes[bytes.count / 2] ^= 1
        case .cutShort: bytes.removeLast(4_096)
        case .gone:
            try FileManager.default.removeItem(atPath: file)
            return
        case .descriptionOfAnother: other.sequence += 1
        case .unreadableDescription:
            let folder = SnapshotName.folder(bad.service, bad.kommune)
            return try await shelf.catalogue.shelf.write(Array("{\"servi".utf8), as: "\(folder)/\(bad.name.description)")
        case .ofAnotherLog: other.log = "another"
        case .ofAnotherMunicipality: other.kommune = try #require(Organisasjonsnummer("964950679"))
        case .beyondTheEnd: other.position += 1_000
        case .ofAnotherHistory: other.record = String(repeating: "1", count: 64)
        case .ofANewerProgram: other.schema += 1
        case .noStore:
            bytes = Data("no store at all".utf8)
            (other.bytes, other.sha256) = (Int64(bytes.count), "")
        }
        try bytes.write(to: URL(filePath: file))
        if fault == .noStore { other.sha256 = try SnapshotDisk.look(file).sha256 }
        if other != bad { try await shelf.describe(bad, as: other) }
    }

    @Test func `a snapshot from before the schema that a store must have is not used`() async throws {
        let installation = try await Installation()
        let (hamar, shelf) = (try installation.hamar(), try TestShelf(installation))
        _ = try await shelf.make(hamar, in: try await numbered(3, in: installation))
        let second = try installation.environment("second")
        #expect(try await !shelf.restorer.restore(hamar, of: WatchedModel(replayedSince: 2), in: second))
        #expect(shelf.meters.failures.value == 1)
        await installation.end()
    }

    @Test func `a store that is there stays as it is`() async throws {
        let installation = try await Installation()
        let (hamar, shelf) = (try installation.hamar(), try TestShelf(installation))
        let first = try await numbered(3, in: installation)
        _ = try await shelf.make(hamar, in: first)
        try await number(4...5, installation, first)
        let before = try ShardRow(path: first.directory.file(of: hamar))
        #expect(try await !shelf.restorer.restore(hamar, of: CounterModel(), in: first))
        #expect(try ShardRow(path: first.directory.file(of: hamar)) == before)
        await installation.end()
    }

    @Test func `what is left of the write-ahead log of a store that somebody removed is not taken for the snapshot's`() async throws {
        let installation = try await Installation()
        let (hamar, shelf) = (try installation.hamar(), try TestShelf(installation))
        _ = try await shelf.make(hamar, in: try await numbered(3, in: installation))
        let second = try installation.environment("second")
        let left = second.directory.file(of: hamar) + "-wal"
        try Data("left".utf8).write(to: URL(filePath: left))
        #expect(try await shelf.restorer.restore(hamar, of: CounterModel(), in: second))
        #expect(!FileManager.default.fileExists(atPath: left))
        #expect(try FileManager.default.contentsOfDirectory(atPath: second.directory.path).contains { $0.hasSuffix("-wal.aside") })
        await installation.end()
    }

    @Test func `a shelf that is away stops no start: it is told once, and the log is applied`() async throws {
        let installation = try await Installation()
        let (hamar, shelf) = (try installation.hamar(), try TestShelf(installation))
        _ = try await numbered(5, in: installation)
        try FileManager.default.removeItem(atPath: shelf.path)
        let lines = CapturedLog()
        let second = try installation.environment("second", snapshots: shelf.restorer, lines: lines).knowing([hamar])
        installation.start(PartitionOwner(model: CounterModel(), partition: 0, environment: second))
        try await installation.command(["n6"])
        try await installation.expectExactlyOnce((1...6).map { "n\($0)" })
        #expect(shelf.meters.failures.value == 1)
        #expect(lines.lines.contains { $0.contains("snapshots cannot be used just now") && $0.contains("is not there") })
        // The next shard does not wait for it again.
        #expect(try await !shelf.restorer.restore(hamar, of: CounterModel(), in: try installation.environment("third")))
        #expect(shelf.meters.failures.value == 1)
        await installation.end()
    }

    @Test func `a shelf that does not answer is given up after its time`() async throws {
        let installation = try await Installation()
        var limits = SnapshotLimits()
        limits.answerSeconds = 1
        let shelf = try TestShelf(installation, limits: limits, other: SilentShelf())
        let second = try installation.environment("second")
        #expect(try await !shelf.restorer.restore(try installation.hamar(), of: CounterModel(), in: second))
        #expect(shelf.meters.failures.value == 1)
        await installation.end()
    }
}

/// Answers nothing for a while, whoever has stopped waiting.
private struct SilentShelf: SnapshotShelf {
    var place: String { "silence" }

    func names(below folder: String) async throws -> [String] {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().asyncAfter(deadline: .now() + 4) { continuation.resume(returning: []) }
        }
    }
    func put(_ file: LocalFile, as key: String) async throws {}
    func write(_ bytes: [UInt8], as key: String) async throws {}
    func read(_ key: String) async throws -> [UInt8] { [] }
    func fetch(_ key: String, to path: String) async throws {}
    func remove(_ key: String) async throws {}
}

extension OwnerEnvironment {
    /// The same with these municipalities set up.
    fileprivate func knowing(_ kommuner: [Organisasjonsnummer]) -> OwnerEnvironment {
        OwnerEnvironment(
            log: log, logIdentity: logIdentity, topics: topics, directory: directory, instance: instance, url: url, time: time,
            identifiers: identifiers, limits: limits, meters: meters, logger: logger, observer: observer, municipalities: { kommuner },
            owners: owners, snapshots: snapshots)
    }
}
