import Foundation
import PowerLossDisk
import SQLite
import Synchronization
import Testing

@testable import CommitLog

/// The plug is pulled at a random moment; what comes back holds what was synced, and of everything else some sectors in no order.
@Suite(.serialized, .timeLimit(.minutes(5))) struct PowerLossTests {
    private static let topic = TopicSettings(name: "t", partitions: 2, retention: .forever)
    private static let producers = 4
    private static let limitAppendsPerProducer = 200

    init() throws { try #require(powerloss_install() == 0) }

    /// What was sent, and what was acknowledged with which offset.
    private struct Sent {
        /// Values of each append, by its name.
        var batches: [String: [String]] = [:]
        var acknowledged: [(place: TopicPartition, offset: Offset, value: String)] = []
    }

    private final class Ledger: Sendable {
        let sent = Mutex(Sent())
    }

    @Test func `what a log acknowledged is there after a power loss, in order and whole`() async throws {
        for seed in UInt64(1)...50 { #expect(try await lost(seed, .walFull) == 0, "seed \(seed)") }
    }

    @Test func `a log that does not wait for the disk loses what it acknowledged, in order and whole all the same`() async throws {
        var all = 0
        for seed in UInt64(1)...20 { all += try await lost(seed, .walNormal) }
        // Were it none, the test above would show nothing.
        #expect(all > 0)
    }

    /// Fills a log, pulls the plug, and counts what was acknowledged and is not there afterwards. Everything else must be right.
    private func lost(_ seed: UInt64, _ durability: Durability) async throws -> Int {
        let directory = try TemporaryDirectory()
        defer { directory.remove() }
        let live = directory.path + "/log"
        powerloss_watch(live)
        var settings = LocalLogSettings()
        // The write-ahead log is carried over and begun anew many times.
        settings.checkpointAfterBytes = 64 * 1_024
        settings.durability = durability
        let log = try LocalLog(directory: live, settings: settings)
        try await log.ensure([Self.topic])
        let sent = try await fill(log, seed)
        await log.close()

        let image = directory.path + "/after"
        try FileManager.default.createDirectory(atPath: image + "/topics", withIntermediateDirectories: true)
        // Made and synced before any topic was.
        try FileManager.default.copyItem(atPath: live + "/identity", toPath: image + "/identity")
        try #require(powerloss_image(image, seed) == 0)
        let after = try LocalLog(directory: image)
        let found = try await everything(in: after)
        var lost = 0
        for one in sent.acknowledged {
            let values = found[one.place] ?? []
            if one.offset >= values.count { lost += 1 } else { #expect(values[Int(one.offset)] == one.value, "\(one), seed \(seed)") }
        }
        try expectWhole(found, sent, seed)
        for partition in 0..<Self.topic.partitions {
            let place = TopicPartition(Self.topic.name, partition)
            let end = Offset(found[place]?.count ?? 0)
            #expect(try await after.append([NewRecord(key: nil, value: [1])], to: place) == [end])
        }
        await after.close()
        return lost
    }

    /// Producers append until the power goes, after some syncs.
    private func fill(_ log: LocalLog, _ seed: UInt64) async throws -> Sent {
        let ledger = Ledger()
        var dice = Dice(state: seed)
        let last = Int32(dice.next(3...60))
        let seeds = (0..<Self.producers).map { _ in dice.next() }
        let plug = Task {
            while powerloss_syncs() < last { try await Task.sleep(for: .milliseconds(1)) }
            powerloss_pull()
        }
        await withTaskGroup(of: Void.self) { group in
            for producer in 0..<Self.producers {
                group.addTask {
                    var dice = Dice(state: seeds[producer])
                    for number in 0..<Self.limitAppendsPerProducer {
                        let name = "\(producer).\(number)"
                        let count = dice.next(1...5)
                        let values = (0..<count).map { "\(name).\($0) " + String(repeating: "x", count: dice.next(0...3_000)) }
                        ledger.sent.withLock { $0.batches[name] = values }
                        let place = TopicPartition(Self.topic.name, Int32(dice.next(0...1)))
                        // Refused: the power is gone.
                        guard let offsets = try? await log.append(values.map { NewRecord(key: nil, value: Array($0.utf8)) }, to: place)
                        else { return }
                        ledger.sent.withLock { $0.acknowledged += zip(offsets, values).map { (place, $0, $1) } }
                    }
                }
            }
        }
        powerloss_pull()
        plug.cancel()
        // Or it would pull the next disk's.
        _ = await plug.result
        return ledger.sent.withLock { $0 }
    }

    /// The values of each partition; their places are their offsets.
    private func everything(in log: LocalLog) async throws -> [TopicPartition: [String]] {
        var found: [TopicPartition: [String]] = [:]
        for partition in 0..<Self.topic.partitions {
            let place = TopicPartition(Self.topic.name, partition)
            let end = try await log.end(of: place)
            let reader = try await log.read(place, from: 0)
            var values: [String] = []
            while values.count < end {
                for record in try await reader.next(limit: 100, timeout: .seconds(10)) {
                    try #require(record.offset == values.count)
                    values.append(String(decoding: record.value ?? [], as: UTF8.self))
                }
            }
            await reader.close()
            found[place] = values
        }
        return found
    }

    /// Nothing that nobody sent, and of each append all or nothing, side by side.
    private func expectWhole(_ found: [TopicPartition: [String]], _ sent: Sent, _ seed: UInt64) throws {
        for values in found.values {
            var rest = values[...]
            while let first = rest.first {
                let name = first.prefix { $0 != " " }.split(separator: ".").prefix(2).joined(separator: ".")
                let batch = try #require(sent.batches[name], "nobody sent \(name), seed \(seed)")
                try #require(Array(rest.prefix(batch.count)) == batch, "half of \(name), seed \(seed)")
                rest = rest.dropFirst(batch.count)
            }
        }
    }

    @Test func `a topic that was being made when the power went is made anew, or is there`() async throws {
        for syncs in Int32(0)...8 {
            for seed in UInt64(1)...8 {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let (live, image) = (directory.path + "/log", directory.path + "/after")
                powerloss_watch(live)
                let log = try LocalLog(directory: live)
                powerloss_pull_after(syncs)
                // It may have been made before the power went.
                try? await log.ensure([Self.topic])
                powerloss_pull()
                await log.close()
                try FileManager.default.createDirectory(atPath: image + "/topics", withIntermediateDirectories: true)
                try FileManager.default.copyItem(atPath: live + "/identity", toPath: image + "/identity")
                try #require(powerloss_image(image, seed) == 0)
                let after = try LocalLog(directory: image)
                do {
                    try await after.ensure([Self.topic])
                    #expect(try await after.append([NewRecord(key: nil, value: [1])], to: TopicPartition("t", 0)) == [0])
                } catch { Issue.record("\(error) after \(syncs) syncs, seed \(seed)") }
                await after.close()
            }
        }
    }

    @Test func `a store that does not wait for the disk is whole after a power loss, with what it had some commits ago`() throws {
        var lost = 0
        for seed in UInt64(1)...40 {
            let directory = try TemporaryDirectory()
            defer { directory.remove() }
            let (live, image) = (directory.path + "/live", directory.path + "/after")
            for path in [live, image] { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
            powerloss_watch(live)
            var dice = Dice(state: seed)
            let store = try Database(path: live + "/s.sqlite", durability: .walNormal, autocheckpointPages: 20)
            try store.execute("CREATE TABLE thing (number INTEGER PRIMARY KEY, words TEXT NOT NULL)")
            try store.checkpoint()
            let count = dice.next(1...120)
            for number in 1...count {
                try store.run(
                    "INSERT INTO thing VALUES (?, ?)", .integer(Int64(number)), .text(String(repeating: "x", count: dice.next(0...2_000))))
            }
            powerloss_pull()
            try #require(powerloss_image(image, seed) == 0)
            let after = try Database(path: image + "/s.sqlite")
            #expect(try after.integrityCheck() == [], "seed \(seed)")
            let numbers = try after.query("SELECT number FROM thing ORDER BY number") { $0.int(0) }
            #expect(numbers == Array(1..<(numbers.count + 1)), "seed \(seed)")
            lost += count - numbers.count
        }
        // The disk bites: had it kept everything, the test above would show nothing.
        #expect(lost > 0)
    }

    /// SplitMix64.
    private struct Dice {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }

        mutating func next(_ range: ClosedRange<Int>) -> Int { range.lowerBound + Int(next() % UInt64(range.count)) }
    }
}
