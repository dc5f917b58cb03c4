import CommitLog

/// A record whose value is this text.
func record(_ text: String, key: String? = nil) -> NewRecord {
    NewRecord(key: key.map { Array($0.utf8) }, value: Array(text.utf8))
}

extension LogRecord {
    /// The value as text; nil for a tombstone.
    var text: String? { value.map { String(decoding: $0, as: UTF8.self) } }
}

extension LogReader {
    /// The next `count` records, in as many reads as it takes.
    func collect(_ count: Int, limit: Int = 1_000, patience: Duration) async throws -> [LogRecord] {
        var found: [LogRecord] = []
        while found.count < count {
            let more = try await next(limit: min(limit, count - found.count), timeout: patience)
            try expect(!more.isEmpty, "only \(found.count) of \(count) records came within \(patience)")
            found += more
        }
        return found
    }
}

extension Log {
    /// Everything in a partition now.
    func everything(in place: TopicPartition, patience: Duration) async throws -> [LogRecord] {
        let start = try await start(of: place)
        let end = try await end(of: place)
        guard start < end else { return [] }
        let reader = try await read(place, from: start)
        var found: [LogRecord] = []
        while (found.last?.offset ?? start - 1) + 1 < end {
            let more = try await reader.next(limit: 1_000, timeout: patience)
            try expect(!more.isEmpty, "nothing after offset \(found.last?.offset ?? -1) although the end is \(end)")
            found += more
        }
        await reader.close()
        return found
    }
}
