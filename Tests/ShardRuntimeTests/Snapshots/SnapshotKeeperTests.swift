import CommitLog
import Domain
import Foundation
import Observability
import Testing

@testable import ShardRuntime

struct SnapshotKeeperTests {
    private let day: Int64 = 86_400_000

    private func plan(interval: Int64 = 86_400_000) -> SnapshotPlan { SnapshotPlan(intervalMilliseconds: interval, kept: 2) }

    @Test func `a snapshot is due when a day has passed and enough has happened, or a week and anything has`() {
        let made = Tidspunkt(milliseconds: 1_000_000)
        func isDue(days: Int64, growth: Offset) -> Bool {
            plan().isDue(newest: (5_000, made), position: 5_000 + growth, now: Tidspunkt(milliseconds: 1_000_000 + days * day))
        }
        #expect(!isDue(days: 0, growth: 100_000))
        #expect(isDue(days: 1, growth: 1_000))
        #expect(!isDue(days: 1, growth: 999))
        #expect(isDue(days: 7, growth: 1))
        #expect(!isDue(days: 365, growth: 0))
        // A store from before its snapshot: the log was exchanged.
        #expect(isDue(days: 0, growth: -1))
    }

    @Test func `every municipality with a history has one, an empty one has none`() {
        #expect(plan().isDue(newest: nil, position: 1, now: Tidspunkt(milliseconds: 0)))
        #expect(!plan().isDue(newest: nil, position: 0, now: Tidspunkt(milliseconds: 0)))
    }

    @Test func `an owner makes a snapshot of each of its stores when it is due, and removes those beyond the number kept`() async throws {
        let installation = try await Installation()
        let (hamar, shelf) = (try installation.hamar(), try TestShelf(installation))
        let environment = try installation.environment("first")
        let runtime = ServiceRuntime(model: CounterModel(), environment: environment, logger: environment.logger)
        var eager = plan(interval: 0)
        eager.growthRecords = 1
        let keeper = SnapshotKeeper(
            runtime: runtime, catalogue: shelf.catalogue, plan: eager, meters: shelf.meters, disk: shelf.disk)
        // Nothing is owned yet.
        #expect(try await keeper.look())
        let running = Task { try await runtime.run() }
        for number in 1...4 {
            try await installation.answer(["n\(number)"])
            try await environment.contains(number, of: hamar)
            #expect(try await keeper.look())
            // Nothing has happened since.
            #expect(try await keeper.look())
        }
        let kept = try await keeper.all(hamar)
        #expect(kept.map(\.sequence) == [4, 3])
        #expect(try shelf.files(hamar) == kept.flatMap { [$0.name.description, $0.name.store] }.sorted())
        #expect(try FileManager.default.contentsOfDirectory(atPath: environment.directory.path).allSatisfy { $0.contains(".sqlite") })
        #expect(shelf.meters.failures.value == 0)
        running.cancel()
        try await running.value
        await installation.end()
    }

    @Test func `a shelf that fails is counted and told, and tried again at the next look`() async throws {
        let installation = try await Installation()
        let (hamar, shelf) = (try installation.hamar(), try TestShelf(installation))
        let lines = CapturedLog()
        let environment = try installation.environment("first", lines: lines)
        let runtime = ServiceRuntime(model: CounterModel(), environment: environment, logger: environment.logger)
        let keeper = SnapshotKeeper(
            runtime: runtime, catalogue: shelf.catalogue, plan: plan(), meters: shelf.meters, disk: shelf.disk)
        let running = Task { try await runtime.run() }
        try await installation.answer(["n1"])
        try await environment.contains(1, of: hamar)
        try FileManager.default.removeItem(atPath: shelf.path)
        #expect(try await !keeper.look())
        #expect(shelf.meters.failures.value == 1)
        #expect(lines.lines.contains { $0.contains("the snapshots cannot be listed") })
        try FileManager.default.createDirectory(atPath: shelf.path, withIntermediateDirectories: true)
        #expect(try await keeper.look())
        #expect(try await keeper.all(hamar).count == 1)
        running.cancel()
        try await running.value
        await installation.end()
    }

    @Test func `snapshots that are asked for at once are made one after the other`() async throws {
        let installation = try await Installation()
        let (hamar, shelf) = (try installation.hamar(), try TestShelf(installation))
        let environment = try installation.environment("first")
        let runtime = ServiceRuntime(model: CounterModel(), environment: environment, logger: environment.logger)
        let keeper = SnapshotKeeper(
            runtime: runtime, catalogue: shelf.catalogue, plan: plan(), meters: shelf.meters, disk: shelf.disk)
        let running = Task { try await runtime.run() }
        try await installation.answer(["n1"])
        try await environment.contains(1, of: hamar)
        let made = try await withThrowingTaskGroup(of: SnapshotManifest?.self) { group in
            for _ in 1...5 { group.addTask { try await keeper.make(hamar) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(made.compactMap { $0 }.count == 5)
        // One state, one name.
        #expect(try await keeper.all(hamar).count == 1)
        let unknown = try #require(Organisasjonsnummer("964950679"))
        #expect(try await keeper.make(unknown) == nil)
        running.cancel()
        try await running.value
        await installation.end()
    }
}
