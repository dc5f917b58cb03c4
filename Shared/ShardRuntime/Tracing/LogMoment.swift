import CommitLog

/// Finds where in a partition a moment lies, by the records' timestamps: from the end backwards in growing steps, then by halves. A look at
/// what happened a minute ago reads a handful of records, whatever the length of the log.
enum LogMoment {
    /// The answer may lie this many records too early: the caller reads on from there.
    static let limitSpanRecords: Offset = 128
    /// The first step backwards from the end; each further one is eight times as long.
    static let firstStepRecords: Offset = 64
    /// Longest wait for one record, seconds.
    static let limitWaitSeconds = 5

    /// An offset at or before the first record of that moment or later, and not before the first kept one.
    ///
    /// - Parameter moment: milliseconds since the epoch.
    static func offset(of moment: Int64, in place: TopicPartition, of log: any Log) async throws -> Offset {
        let start = try await log.start(of: place)
        let end = try await log.end(of: place)
        var (low, high, step) = (end, end, firstStepRecords)
        while low > start {
            (high, low) = (low, max(start, end - step))
            step *= 8
            if try await isBefore(moment, low, place, log) { break }
        }
        while high - low > limitSpanRecords {
            let middle = low + (high - low) / 2
            if try await isBefore(moment, middle, place, log) { low = middle } else { high = middle }
        }
        return low
    }

    private static func isBefore(_ moment: Int64, _ offset: Offset, _ place: TopicPartition, _ log: any Log) async throws -> Bool {
        let reader = try await log.read(place, from: offset)
        do {
            let record = try await reader.next(limit: 1, timeout: .seconds(limitWaitSeconds)).first
            await reader.close()
            // Nothing there: an earlier start costs a few records more, a later one would miss some.
            return record.map { $0.timestamp < moment } ?? true
        } catch {
            await reader.close()
            throw error
        }
    }
}
