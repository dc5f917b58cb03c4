import CommitLog
import ShardRuntime

/// Messages through the log, as partners send them, to their kvitteringer.
struct IntakeMeasure {
    let subject: BenchmarkSubject
    /// Records of one append, as a partner's client batches them.
    private static let appendRecords = 200
    /// How often a batch is sent in the latency run, milliseconds: one message each time.
    private static let everyMilliseconds = 5

    struct Sustained {
        /// Messages answered a second, from the first append to the last kvittering.
        let perSecond: Double
        /// Processor time of the registry a message, milliseconds.
        let processorMilliseconds: Double
        /// Commits that shared a round.
        let commitsPerRound: Double
    }

    /// Publishes all at once and waits for the last kvittering.
    func sustained(_ numbers: Range<Int>) async throws -> Sustained {
        let batches = stride(from: numbers.lowerBound, to: numbers.upperBound, by: Self.appendRecords).map { start in
            BenchmarkMessage.batches(start..<min(start + Self.appendRecords, numbers.upperBound), subject.topics)
        }
        let watch = try await ReceiptWatch(subject.log, subject.topics)
        defer { watch.end() }
        let processor = try subject.registry.processorSeconds()
        let rounds = try await subject.metric("sakarkiv_round_commits_count")
        let commits = try await subject.metric("sakarkiv_round_commits_sum")
        let began = ContinuousClock.now
        for batch in batches {
            for (partition, records) in batch { _ = try await subject.log.append(records, to: inbound(partition)) }
        }
        let ended = try await watch.wait(for: numbers.count)
        let used = try subject.registry.processorSeconds() - processor
        let newRounds = try await subject.metric("sakarkiv_round_commits_count") - rounds
        return Sustained(
            perSecond: Double(numbers.count) / (ended - began).inSeconds, processorMilliseconds: used * 1_000 / Double(numbers.count),
            commitsPerRound: try await (subject.metric("sakarkiv_round_commits_sum") - commits) / max(1, newRounds))
    }

    /// Sends 200 messages a second and tells how long each took to its kvittering, milliseconds.
    func latency(from first: Int, seconds: Int) async throws -> Percentiles {
        let count = seconds * 1_000 / Self.everyMilliseconds
        let watch = try await ReceiptWatch(subject.log, subject.topics)
        defer { watch.end() }
        let log = subject.log
        let start = ContinuousClock.now
        var sent: [ContinuousClock.Instant] = []
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<count {
                // The moment it was due, not the moment it went out: waiting in line counts too.
                let due = start + .milliseconds(index * Self.everyMilliseconds)
                try await Task.sleep(until: due)
                sent.append(due)
                let record = BenchmarkMessage.record(first + index)
                let place = inbound(subject.topics.partition(of: BenchmarkMessage.kommune(first + index)))
                group.addTask { _ = try await log.append([record], to: place) }
            }
            try await group.waitForAll()
        }
        _ = try await watch.wait(for: count)
        let arrivals = watch.arrivals
        return Percentiles(sent.indices.compactMap { index in arrivals[first + index].map { ($0 - sent[index]).inSeconds * 1_000 } })
    }

    private func inbound(_ partition: Int32) -> TopicPartition {
        TopicPartition(subject.topics.inbound(BenchmarkMessage.partner), partition)
    }
}
