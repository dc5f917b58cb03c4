import CommitLog

/// The log by itself: records appended in batches and read back, batch after batch, a task for each partition.
struct BareLog {
    let subject: BenchmarkSubject

    /// Records a second for the commits given, in batches of that size; on a topic of its own.
    func run(_ commits: [Int32: [LogRecord]], batch: Int) async throws -> Double {
        let topic = "\(subject.topics.prefix)bare"
        try await subject.log.ensure([TopicSettings(name: topic, partitions: subject.topics.partitions, retention: .forever)])
        let log = subject.log
        let began = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (partition, records) in commits {
                group.addTask { try await Self.copy(records, batch: batch, to: TopicPartition(topic, partition), log) }
            }
            try await group.waitForAll()
        }
        return Double(commits.values.reduce(0) { $0 + $1.count }) / (ContinuousClock.now - began).inSeconds
    }

    private static func copy(_ records: [LogRecord], batch: Int, to place: TopicPartition, _ log: any Log) async throws {
        let reader = try await log.read(place, from: 0)
        var next: Offset = 0
        for start in stride(from: 0, to: records.count, by: batch) {
            let part = records[start..<min(start + batch, records.count)]
            let offsets = try await log.append(part.map { NewRecord(key: $0.key, value: $0.value, headers: $0.headers) }, to: place)
            while let last = offsets.last, next <= last {
                guard let read = try await reader.next(limit: 1_000, timeout: .seconds(10)).last else {
                    throw BenchmarkFailure("\(place): nothing came back at \(next)")
                }
                next = read.offset + 1
            }
        }
        await reader.close()
    }

    /// How long one record takes to be appended and read back, again and again, milliseconds.
    func single(_ record: NewRecord, times: Int) async throws -> Percentiles {
        let place = TopicPartition("\(subject.topics.prefix)bare-single", 0)
        try await subject.log.ensure([TopicSettings(name: place.topic, partitions: 1, retention: .forever)])
        let reader = try await subject.log.read(place, from: 0)
        var all: [Double] = []
        for _ in 0..<times {
            let began = ContinuousClock.now
            _ = try await subject.log.append([record], to: place)
            _ = try await reader.next(limit: 1, timeout: .seconds(10))
            all.append((ContinuousClock.now - began).inSeconds * 1_000)
        }
        await reader.close()
        return Percentiles(all)
    }
}
