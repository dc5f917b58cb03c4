/// One partition of a memory log.
struct MemoryPartition {
    /// What is kept, by rising offset; compaction leaves holes.
    private(set) var records: [LogRecord] = []
    /// The offset the next record gets.
    private(set) var end: Offset = 0
    /// Everything before was removed by time.
    private(set) var removedBefore: Offset = 0
    /// Readers see nothing from here on; nil: they see all.
    var heldFrom: Offset?
    /// Appends that land when told to.
    var delayed: [[NewRecord]] = []
    /// Rings when readers should look again.
    let bell = Bell()

    var start: Offset { records.first?.offset ?? end }

    mutating func land(_ new: some Collection<NewRecord>, at place: TopicPartition, timestamp: Int64) -> [Offset] {
        let first = end
        for record in new {
            records.append(
                LogRecord(place: place, offset: end, key: record.key, value: record.value, headers: record.headers, timestamp: timestamp))
            end += 1
        }
        return Array(first..<end)
    }

    /// At most `limit` records and about `bytes` from `position` on, at least one where there is one.
    func visible(from position: Offset, limit: Int, bytes: Int) -> [LogRecord] {
        var taken: [LogRecord] = []
        var size = 0
        for record in records[index(of: position)...] {
            if taken.count >= max(limit, 1) || size >= bytes { break }
            if let heldFrom, record.offset >= heldFrom { break }
            taken.append(record)
            size += (record.key?.count ?? 0) + (record.value?.count ?? 0)
        }
        return taken
    }

    /// Removes every record before `offset`.
    mutating func remove(before offset: Offset) {
        records.removeSubrange(..<index(of: offset))
        removedBefore = max(removedBefore, min(offset, end))
    }

    /// Loses every record from `offset` on, as an unclean election would; the next one gets that offset.
    mutating func loseEnd(from offset: Offset) {
        records.removeSubrange(index(of: offset)...)
        end = min(end, offset)
    }

    /// The same records, for another log: nobody waits there.
    func copy() -> MemoryPartition {
        var copy = MemoryPartition()
        (copy.records, copy.end, copy.removedBefore) = (records, end, removedBefore)
        return copy
    }

    /// Removes the oldest records that were appended before `moment`.
    mutating func remove(olderThan moment: Int64) {
        remove(before: records.first { $0.timestamp >= moment }?.offset ?? end)
    }

    /// Keeps the newest record of each key, and those without a key.
    mutating func compact() {
        var newest: [[UInt8]: Offset] = [:]
        for record in records { if let key = record.key { newest[key] = record.offset } }
        records.removeAll { record in record.key.map { newest[$0] != record.offset } ?? false }
    }

    /// The index of the first record at or after `offset`.
    private func index(of offset: Offset) -> Int {
        var (low, high) = (0, records.count)
        while low < high {
            let middle = (low + high) / 2
            if records[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
