import SQLite

/// The reading side of topics' files: one connection per topic, on one thread.
struct TopicReading {
    /// About how much one read hands over.
    static let maximumBatchBytes = 8 * 1024 * 1024

    /// Where a partition starts and ends.
    struct Bounds: Sendable {
        /// Everything before was removed by time.
        let removedBefore: Offset
        /// The first kept record; `end` when there is none.
        let start: Offset
        let end: Offset
    }

    private struct Enough: Error {}

    private let directory: LocalDirectory
    private var open: [String: Database] = [:]

    init(directory: LocalDirectory) { self.directory = directory }

    mutating func bounds(of place: TopicPartition) throws -> Bounds {
        try with(place) { try Self.bounds(of: place, $0) }
    }

    /// The records from `position` on; empty when it is the end.
    ///
    /// - Throws: `LogError.positionOutsideLog`.
    mutating func records(of place: TopicPartition, from position: Offset, limit: Int, isCompacted: Bool) throws -> [LogRecord] {
        try with(place) { database in
            try database.readTransaction {
                let bounds = try Self.ends(of: place, database)
                guard position <= bounds.end, position >= bounds.removedBefore || isCompacted else {
                    throw LogError.outside(place, position, start: bounds.removedBefore, end: bounds.end)
                }
                return position == bounds.end ? [] : try Self.records(of: place, from: position, limit: limit, database)
            }
        }
    }

    /// The ends of every partition of a topic.
    mutating func ends(of topic: String) throws -> [Offset] {
        try with(TopicPartition(topic, 0)) { database in
            try database.query("SELECT next FROM partition ORDER BY partition") { Offset($0.int(0)) }
        }
    }

    private static func ends(of place: TopicPartition, _ database: Database) throws -> (removedBefore: Offset, end: Offset) {
        let sql = "SELECT removedBefore, next FROM partition WHERE partition = ?"
        guard let ends = try database.first(sql, SQLValue(Int(place.partition)), row: { (Offset($0.int(0)), Offset($0.int(1))) }) else {
            throw LogError.unknown(place)
        }
        return ends
    }

    private static func bounds(of place: TopicPartition, _ database: Database) throws -> Bounds {
        try database.readTransaction {
            let (removedBefore, end) = try ends(of: place, database)
            let first = try database.first("SELECT offset FROM record_\(place.partition) ORDER BY offset LIMIT 1") { Offset($0.int(0)) }
            return Bounds(removedBefore: removedBefore, start: first ?? end, end: end)
        }
    }

    private static func records(
        of place: TopicPartition, from position: Offset, limit: Int, _ database: Database
    ) throws -> [LogRecord] {
        let sql = """
            SELECT offset, timestamp, key, value, headers FROM record_\(place.partition) WHERE offset >= ? ORDER BY offset LIMIT ?
            """
        var records: [LogRecord] = []
        var bytes = 0
        do {
            try database.forEach(sql, .integer(position), SQLValue(max(limit, 1))) { row in
                guard let headers = HeaderCoding.decode(row.optionalBytes(4)) else {
                    throw LogError(.damaged, "the headers of \(place) at \(row.int(0)) cannot be read")
                }
                let record = LogRecord(
                    place: place, offset: Offset(row.int(0)), key: row.optionalBytes(2), value: row.optionalBytes(3), headers: headers,
                    timestamp: Int64(row.int(1)))
                records.append(record)
                bytes += (record.key?.count ?? 0) + (record.value?.count ?? 0)
                if bytes >= maximumBatchBytes { throw Enough() }
            }
        } catch is Enough {
            // The next read goes on from here.
        }
        return records
    }

    private mutating func with<T>(_ place: TopicPartition, _ body: (Database) throws -> T) throws -> T {
        try LogError.translating("reading \(place)") {
            let database =
                try open[place.topic] ?? Database(path: directory.file(of: place.topic), access: .readOnly, pageCacheLimitKibibytes: 2_048)
            open[place.topic] = database
            do {
                return try body(database)
            } catch let error as SQLiteError {
                // A new connection next time: whatever is wrong with this one goes with it.
                open[place.topic] = nil
                throw error
            }
        }
    }
}
