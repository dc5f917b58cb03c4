import CommitLog
import Domain
import Foundation
import SQLite
import Testing

@testable import ShardRuntime

/// The story: an instance is started again while the log is away.
@Suite struct OpenForReadingTests {
    /// A log in which Hamar has three numbers, and a runtime on the directory of the instance that gave them, which has ended.
    private func started() async throws -> (Installation, ServiceRuntime<CounterModel>) {
        let installation = try await Installation()
        let owner = try installation.owner("first")
        let task = installation.start(owner)
        try await installation.answer(["a", "b", "c"])
        // A receipt may be out before the store has the commit.
        try await eventually { owner.status.snapshot.commits == 3 }
        task.cancel()
        await task.value
        let environment = try installation.environment("first")
        return (installation, ServiceRuntime(model: CounterModel(), environment: environment, logger: environment.logger))
    }

    @Test func `its stores can be read as of when they were last known to be whole`() async throws {
        let (installation, runtime) = try await started()
        let kommune = try installation.hamar()
        #expect(!runtime.isReadable(kommune))
        await runtime.openForReading(asOf: [0: 1_700_000_000_000], of: [try installation.hamar(): 3])
        #expect(runtime.asOf(kommune) == Tidspunkt(milliseconds: 1_700_000_000_000))
        #expect(!runtime.canRead(kommune))
        let count = try await runtime.reads.read(kommune) { try $0.first("SELECT count(*) FROM numbered") { $0.int(0) } }
        #expect(count == 3)
        #expect(await runtime.wholeStores(ownedAsOf: 9).asOf == [0: 1_700_000_000_000])
        await installation.end()
    }

    @Test func `a store that was put aside is not read before the log has been applied to it again`() async throws {
        let (installation, runtime) = try await started()
        let kommune = try installation.hamar()
        let directory = runtime.environment.directory
        try Data().write(to: URL(fileURLWithPath: directory.lastKnownFile))
        try directory.setAside(kommune, at: Tidspunkt(milliseconds: 0), because: "test")
        #expect(!FileManager.default.fileExists(atPath: directory.lastKnownFile))
        _ = try ShardStore(
            path: directory.file(of: kommune), service: "counter", kommune: kommune, logIdentity: installation.log.identity,
            migrations: CounterModel().migrations)
        await runtime.openForReading(asOf: [0: 1_700_000_000_000], of: [try installation.hamar(): 3])
        #expect(!runtime.isReadable(kommune))
        #expect(!runtime.isWhole(kommune))
        await installation.end()
    }

    @Test(arguments: [true, false]) func `an older copy of a store, or none, is not read before the log has been applied`(
        isThere: Bool
    ) async throws {
        let (installation, runtime) = try await started()
        let kommune = try installation.hamar()
        if !isThere { try FileManager.default.removeItem(atPath: runtime.environment.directory.file(of: kommune)) }
        await runtime.openForReading(asOf: [0: 1_700_000_000_000], of: [kommune: isThere ? 4 : 3])
        #expect(!runtime.isReadable(kommune))
        await installation.end()
    }

    @Test func `a partition of which nothing was known is not read`() async throws {
        let (installation, runtime) = try await started()
        await runtime.openForReading(asOf: [:], of: [try installation.hamar(): 3])
        #expect(!runtime.isReadable(try installation.hamar()))
        await installation.end()
    }
}
