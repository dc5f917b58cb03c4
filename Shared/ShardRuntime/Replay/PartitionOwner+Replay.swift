import CommitLog

extension PartitionOwner {
    /// Applies the log up to an offset. While some records are applied the next ones are fetched: at most two hand-overs of the log are in memory.
    func replay(_ reader: any LogReader, to end: Offset, progress: () -> Void) async throws {
        guard position < end else { return }
        var records = try await records(reader, before: end, from: position)
        while !records.isEmpty {
            let next = (records.last?.offset ?? end) + 1
            async let following = self.records(reader, before: end, from: next)
            try apply(records)
            progress()
            records = try await following
        }
    }

    /// The next records of the log; none at that offset.
    private nonisolated func records(_ reader: any LogReader, before end: Offset, from next: Offset) async throws -> [LogRecord] {
        guard next < end else { return [] }
        let records = try await reader.next(limit: environment.limits.readRecords, timeout: .seconds(30))
        if records.isEmpty { throw LogError(.unavailable, "\(commits) gave nothing at \(next), its end is \(end)") }
        return records
    }
}
