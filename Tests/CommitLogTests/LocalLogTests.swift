import Foundation
import LogConformance
import SQLite
import Testing

@testable import CommitLog

@Suite struct LocalLogTests {
    private let place = TopicPartition("t", 0)
    private let topic = TopicSettings(name: "t", partitions: 1, retention: .forever)

    private func records(_ texts: String...) -> [NewRecord] { texts.map { NewRecord(key: nil, value: Array($0.utf8)) } }

    private func code(of call: () async throws -> Void) async throws -> LogError.Code? {
        do {
            try await call()
            return nil
        } catch let error as LogError {
            return error.code
        }
    }

    @Test func `a log keeps its identity, and two logs have different ones`() async throws {
        let (one, two) = (try LocalFixture(), try LocalFixture())
        let identity = try one.openLocal().identity
        #expect(identity.count == 32 && identity.allSatisfy(\.isHexDigit))
        #expect(try one.openLocal().identity == identity)
        #expect(try two.openLocal().identity != identity)
        await one.finish()
        await two.finish()
    }

    @Test func `a topic's file from another log is refused`() async throws {
        let (one, two) = (try LocalFixture(), try LocalFixture())
        let (mine, other) = (try one.openLocal(), try two.openLocal())
        try await other.ensure([topic])
        await other.close()
        try FileManager.default.copyItem(
            atPath: two.directory.path + "/log/topics/t.sqlite", toPath: one.directory.path + "/log/topics/t.sqlite")
        #expect(try await code { _ = try await mine.append(records("a"), to: place) } == .topicMismatch)
        #expect(try await code { try await mine.ensure([topic]) } == .topicMismatch)
        await one.finish()
        await two.finish()
    }

    @Test func `a topic whose making was interrupted is made anew`() async throws {
        let fixture = try LocalFixture()
        let log = try fixture.openLocal()
        #expect(FileManager.default.createFile(atPath: fixture.directory.path + "/log/topics/t.sqlite", contents: nil))
        #expect(try await code { _ = try await log.append(records("a"), to: place) } == .unknownPartition)
        try await log.ensure([topic])
        #expect(try await log.append(records("a"), to: place) == [0])
        await fixture.finish()
    }

    @Test func `a damaged file is named as such`() async throws {
        let fixture = try LocalFixture()
        let log = try fixture.openLocal()
        let file = fixture.directory.path + "/log/topics/t.sqlite"
        try Data(repeating: 7, count: 10_000).write(to: URL(filePath: file))
        #expect(try await code { _ = try await log.append(records("a"), to: place) } == .damaged)
        #expect(try await code { try await log.ensure([topic]) } == .damaged)
        await fixture.finish()
    }

    @Test func `a disk that is nearly full refuses appends before anything is tried, and reading goes on`() async throws {
        let fixture = try LocalFixture()
        let log = try fixture.openLocal()
        try await log.ensure([topic])
        _ = try await log.append(records("a"), to: place)
        var settings = LocalLogSettings()
        settings.reservedDiskBytes = .max / 4
        let poor = try LocalLog(directory: fixture.directory.path + "/log", settings: settings)
        #expect(try await code { _ = try await poor.append(records("b"), to: place) } == .diskFull)
        #expect(try await poor.end(of: place) == 1)
        #expect(try await poor.read(place, from: 0).next(limit: 10, timeout: .zero).count == 1)
        #expect(try await log.append(records("c"), to: place) == [1])
        await poor.close()
        await fixture.finish()
    }

    @Test func `a file that may not grow refuses what does not fit, lands nothing of it, and takes what does`() async throws {
        var settings = LocalLogSettings()
        settings.pageLimit = 60
        let fixture = try LocalFixture(settings: settings)
        let log = try fixture.openLocal()
        try await log.ensure([topic])
        let large = NewRecord(key: nil, value: [UInt8](repeating: 1, count: 1_000_000))
        // In one transaction with a large one, the small ones must not be lost with it.
        let results = await withTaskGroup(of: (Int, LogError.Code?).self) { group in
            for number in 0..<20 {
                group.addTask {
                    let batch = number == 10 ? records("small beside the large") + [large] : records("\(number)")
                    do {
                        _ = try await log.append(batch, to: place)
                        return (number, nil)
                    } catch { return (number, (error as? LogError)?.code ?? .closed) }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(results == [10: .diskFull])
        let found = try await log.read(place, from: 0).next(limit: 100, timeout: .zero)
        #expect(Set(found.map { String(decoding: $0.value ?? [], as: UTF8.self) }) == Set((0..<20).filter { $0 != 10 }.map { "\($0)" }))
        #expect(found.map(\.offset) == Array(0..<19))
        await fixture.finish()
    }

    @Test func `an append waits for its turn as long as it is told, then it is refused`() async throws {
        var settings = LocalLogSettings()
        settings.appendLockWaitMilliseconds = 150
        settings.queuedAppendsLimit = 2
        let fixture = try LocalFixture(settings: settings)
        let log = try fixture.openLocal()
        try await log.ensure([topic])
        let holder = try AppendLock(path: fixture.directory.path + "/log/topics/t.lock")
        let isHeld = holder.acquire(waitingMilliseconds: 0)
        #expect(isHeld)
        let codes = await withTaskGroup(of: LogError.Code?.self) { group in
            for _ in 0..<10 { group.addTask { (try? await code { _ = try await log.append(records("a"), to: place) }) ?? nil } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes == [LogError.Code?](repeating: .unavailable, count: 10))
        holder.release()
        #expect(try await log.append(records("b"), to: place) == [0])
        await fixture.finish()
    }

    @Test func `a commit whose process died before it rang is found by looking now and then`() async throws {
        var settings = LocalLogSettings()
        settings.recheckMilliseconds = 100
        let fixture = try LocalFixture(settings: settings)
        let log = try fixture.openLocal()
        try await log.ensure([topic])
        async let waiting = log.read(place, from: 0).next(limit: 10, timeout: .seconds(20))
        try await Task.sleep(for: .milliseconds(50))
        var writing = TopicWriting(topic: topic, directory: LocalDirectory(path: fixture.directory.path + "/log"), limits: settings)
        #expect(try writing.land([TopicWriting.Batch(partition: 0, records: records("silent"))], bytes: 6, timestamp: 0) == [0])
        #expect(try await waiting.map(\.offset) == [0])
        writing.close()
        await fixture.finish()
    }

    @Test func `the write-ahead log is carried over while readers read, and stays small`() async throws {
        var settings = LocalLogSettings()
        settings.checkpointAfterBytes = 200_000
        settings.keptWriteAheadLogBytes = 1_000_000
        let fixture = try LocalFixture(settings: settings)
        let log = try fixture.openLocal()
        try await log.ensure([topic])
        let reader = try await log.read(place, from: 0)
        let value = [UInt8](repeating: 1, count: 20_000)
        var read = 0
        for round in 0..<300 {
            _ = try await log.append([NewRecord(key: nil, value: value)], to: place)
            if round % 3 == 0 { read += try await reader.next(limit: 10, timeout: .zero).count }
        }
        while read < 300 { read += try await reader.next(limit: 100, timeout: .seconds(10)).count }
        let file = fixture.directory.path + "/log/topics/t.sqlite"
        let wal = try #require(try FileManager.default.attributesOfItem(atPath: file + "-wal")[.size] as? Int)
        #expect(wal < 2_000_000, "300 records of 20 kB leave \(wal) bytes")
        let whole = try Database(path: file, access: .readOnly)
        #expect(try whole.integrityCheck() == [])
        await fixture.finish()
    }

    @Test func `old records go in the background while nobody appends`() async throws {
        var settings = LocalLogSettings()
        settings.retentionIntervalMilliseconds = 50
        let fixture = try LocalFixture(settings: settings)
        let log = try fixture.openLocal()
        try await log.ensure([TopicSettings(name: "t", partitions: 1, retention: .milliseconds(200))])
        _ = try await log.append(records("a", "b"), to: place)
        let deadline = ContinuousClock.now + .seconds(20)
        while try await log.start(of: place) < 2, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try await log.start(of: place) == 2)
        await fixture.finish()
    }

    @Test func `an old tombstone goes with compaction, a young one stays`() async throws {
        let fixture = try LocalFixture()
        let log = try fixture.openLocal()
        _ = fixture.uniqueTopic()
        try await log.ensure([TopicSettings(name: "topic-0", partitions: 1, retention: .compacted)])
        let place = TopicPartition("topic-0", 0)
        _ = try await log.append([NewRecord(key: [1], value: [1]), NewRecord(key: [1], value: nil)], to: place)
        try await fixture.applyRetention(after: 1_000)
        #expect(try await log.start(of: place) == 1)
        _ = try await log.append([NewRecord(key: [2], value: [2])], to: place)
        try await fixture.applyRetention(after: 2 * 24 * 60 * 60 * 1_000)
        #expect(try await log.start(of: place) == 2)
        await fixture.finish()
    }

    @Test func `a log that is dropped without being closed gives back its threads and its files`() async throws {
        let fixture = try LocalFixture()
        let keeper = try fixture.openLocal()
        try await keeper.ensure([topic])
        let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter { descriptor in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)"))?.hasPrefix(fixture.directory.path)
                ?? false
        }.count
        do {
            let dropped = try LocalLog(directory: fixture.directory.path + "/log")
            _ = try await dropped.append(records("a"), to: place)
            _ = try await dropped.read(place, from: 0).next(limit: 1, timeout: .zero)
        }
        let deadline = ContinuousClock.now + .seconds(20)
        var after = Int.max
        while after > before, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(20))
            after = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter { descriptor in
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)"))?.hasPrefix(
                    fixture.directory.path)
                    ?? false
            }.count
        }
        #expect(after <= before)
        await fixture.finish()
    }

    @Test(arguments: [
        [], [RecordHeader("a", "b")],
        [RecordHeader("", [UInt8]()), RecordHeader(String(repeating: "n", count: 200), [UInt8](repeating: 9, count: 70_000))],
    ])
    func `headers are decoded as they were encoded`(_ headers: [RecordHeader]) {
        #expect(HeaderCoding.decode(HeaderCoding.encode(headers)) == headers)
    }

    @Test(arguments: [[1], [0x80], [2, 97], [1, 97, 5, 1], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1], [1, 0xff, 0]] as [[UInt8]])
    func `bytes that are not headers are not taken for some`(_ bytes: [UInt8]) {
        #expect(HeaderCoding.decode(bytes) == nil)
    }
}
