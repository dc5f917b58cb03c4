extension NewRecord {
    /// Key, value and headers together, in bytes: what `TopicSettings.maximumRecordBytes` limits.
    public var byteCount: Int {
        headers.reduce((key?.count ?? 0) + (value?.count ?? 0)) { $0 + $1.name.utf8.count + $1.value.count }
    }
}

extension [NewRecord] {
    /// Refuses a batch with a record that no back end takes.
    ///
    /// - Throws: `LogError.recordTooLarge`, naming the first one.
    public func checkSizes(for place: TopicPartition) throws {
        for (index, record) in enumerated() where record.byteCount > TopicSettings.maximumRecordBytes {
            throw LogError(
                .recordTooLarge,
                "record \(index) of \(count) for \(place) has \(record.byteCount) bytes; the limit is \(TopicSettings.maximumRecordBytes)")
        }
    }
}

extension LogError {
    /// No such topic or partition.
    static func unknown(_ place: TopicPartition) -> LogError { LogError(.unknownPartition, "there is no \(place)") }

    /// The owner closed it.
    static func closed(_ what: String) -> LogError { LogError(.closed, "\(what) is closed") }

    /// A position before the start or after the end.
    static func outside(_ place: TopicPartition, _ offset: Offset, start: Offset, end: Offset) -> LogError {
        LogError(.positionOutsideLog, "\(place) has no position \(offset): it starts at \(start) and ends at \(end)")
    }
}
