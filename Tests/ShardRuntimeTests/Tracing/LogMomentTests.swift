import CommitLog
import Synchronization
import Testing

@testable import ShardRuntime

@Suite struct LogMomentTests {
    /// A log of so many records, ten milliseconds apart, the first at 1000.
    private func log(of count: Int) async throws -> (MemoryLog, TopicPartition) {
        let moment = Mutex<Int64>(990)
        let log = MemoryLog(now: { moment.withLock { $0 } })
        try await log.ensure([TopicSettings(name: "t", partitions: 1, retention: .forever)])
        let place = TopicPartition("t", 0)
        for number in 0..<count {
            moment.withLock { $0 += 10 }
            _ = try await log.append([NewRecord(key: nil, value: Array("\(number)".utf8))], to: place)
        }
        return (log, place)
    }

    @Test(arguments: [0, 1, 63, 64, 65, 700, 5_000]) func `nothing of the moment or later lies before the place found`(count: Int)
        async throws
    {
        let (log, place) = try await log(of: count)
        for asked in [-5, 0, 1, count / 3, count / 2, count - 70, count - 1, count, count + 40] {
            let found = try await LogMoment.offset(of: 1_000 + Int64(asked) * 10, in: place, of: log)
            let first = Int64(max(0, min(asked, count)))
            #expect(found <= first, "record \(asked) of \(count)")
            #expect(first - found <= LogMoment.limitSpanRecords, "record \(asked) of \(count)")
        }
    }
}
