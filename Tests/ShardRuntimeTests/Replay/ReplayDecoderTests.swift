import CommitLog
import Domain
import Foundation
import SQLite
import Testing
import Waiting

@testable import ShardRuntime

/// Records that are read ahead of the one who applies them.
@Suite struct ReplayDecoderTests {
    private let decoder = ReplayDecoder(events: CounterModel().events, known: [:])

    private func records(_ count: Int) -> [LogRecord] {
        (0..<count).map {
            LogRecord(place: TopicPartition("t", 0), offset: Offset($0), key: nil, value: Array("\($0)".utf8), headers: [], timestamp: 0)
        }
    }

    @Test(arguments: [0, 1, 31, 32, 33, 700, 5_000])
    func `every record is handed over once and in order`(count: Int) async throws {
        let seen = await offPool {
            var seen: [Offset] = []
            decoder.forEach(records(count)) { seen.append($0.offset) }
            return seen
        }
        #expect(seen == (0..<Offset(count)).map { $0 })
    }

    @Test func `nothing is handed over after a fault`() async throws {
        struct Enough: Error {}
        let seen = await offPool {
            var seen = 0
            do {
                try decoder.forEach(records(2_000)) { record in
                    if record.offset == 777 { throw Enough() }
                    seen += 1
                }
            } catch {}
            return seen
        }
        #expect(seen == 777)
    }

    @Test func `a store that is built anew is the store that was`() async throws {
        let installation = try await Installation()
        let first = try installation.owner("first")
        let task = installation.start(first)
        // More than one piece, with repeats and refusals in between.
        let names = (1...150).map { $0 % 10 == 0 ? "refuse" : "n\($0)" }
        try await installation.command(names)
        try await eventually { first.status.snapshot.commits >= 150 }
        task.cancel()
        await task.value
        let second = try installation.owner("second")
        installation.start(second)
        try await eventually { second.status.snapshot.epoch == 2 }
        let kommune = try installation.hamar()
        let files = ["first", "second"].map { installation.root.appendingPathComponent("\($0)/\(kommune).sqlite").path }
        let stores = try files.map { try Database(path: $0, access: .readOnly) }
        #expect(try stores[0].first("SELECT count(*) FROM numbered") { $0.int(0) } == 135)
        // The second has its own claim behind it: positions move on with the log.
        let tables = ["answer", "input_position", "numbered", "schema_migration"]
        #expect(try TableComparison.differences(left: stores[0], right: stores[1], tables: tables).isEmpty)
        await installation.end()
    }
}
