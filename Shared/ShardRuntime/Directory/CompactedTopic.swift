import CommitLog

/// Reads a one-partition compacted topic: everything that is kept, then whatever comes.
struct CompactedTopic: Sendable {
    let log: any Log
    let place: TopicPartition

    /// Longest silence before the end of the topic, seconds.
    private var limitSilenceSeconds: Int { 15 }

    /// Hands over what is kept from an offset on (nil: everything), to the end as of now.
    func load(from seen: Offset? = nil, _ body: @Sendable (LogRecord) -> Void) async throws {
        let end = try await log.end(of: place)
        var next = max(seen ?? 0, try await log.start(of: place))
        if next >= end { return }
        let reader = try await log.read(place, from: next)
        do {
            while next < end {
                // The last record is the newest of its key, so compaction never takes it: silence before the end is a log that does not
                // answer, and must not be taken for "nothing was ever noted".
                let records = try await reader.next(limit: 1_000, timeout: .seconds(limitSilenceSeconds))
                guard let last = records.last else {
                    throw LogError(.unavailable, "\(place) gave nothing at \(next) for \(limitSilenceSeconds) s, its end is \(end)")
                }
                for record in records { body(record) }
                next = last.offset + 1
            }
        } catch {
            await reader.close()
            throw error
        }
        await reader.close()
    }

    /// Hands over what is kept and whatever comes, until cancelled.
    func follow(_ body: @Sendable (LogRecord) -> Void) async throws {
        let reader = try await log.read(place, from: try await log.start(of: place))
        do {
            while true { for record in try await reader.next(limit: 1_000, timeout: nil) { body(record) } }
        } catch {
            await reader.close()
            throw error
        }
    }
}
