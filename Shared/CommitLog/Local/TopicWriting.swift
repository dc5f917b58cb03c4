import SQLite

/// The appending side of one topic's file: the only connection of this process that writes it. Lives on the appender's thread; every call
/// is made with the topic's lock held.
struct TopicWriting: ~Copyable {
    /// The most records that one round of retention removes from a partition, so that appends do not wait long for it.
    static let retentionRecordsLimit: Offset = 10_000

    /// About what a commit logs for a partition however little it appends: a leaf, its parent, the row with its end.
    private static let pageBytesPerPartition = 3 * 4_096

    /// Records for one partition that land together.
    struct Batch {
        let partition: Int32
        let records: [NewRecord]
    }

    private let topic: TopicSettings
    private let directory: LocalDirectory
    private let limits: LocalLogSettings
    private var database: Database?
    private var bytesSinceCheckpoint = 0
    private var isUncompacted = true

    init(topic: TopicSettings, directory: LocalDirectory, limits: LocalLogSettings) {
        (self.topic, self.directory, self.limits) = (topic, directory, limits)
    }

    /// Lands all batches in one transaction and returns their first offsets, once they are safe on disk.
    ///
    /// - Throws: `LogError.outcomeUnknown` when they may have landed; any other code says that they have not.
    mutating func land(_ batches: [Batch], bytes: Int, timestamp: Int64) throws -> [Offset] {
        guard try directory.freeBytes() >= limits.reservedDiskBytes + 2 * bytes else {
            throw LogError(.diskFull, "less than \(limits.reservedDiskBytes) bytes are free for \(topic.name)")
        }
        let database = try connection()
        let (firsts, ends) = try LogError.translating("appending to \(topic.name)") {
            try database.begin()
            do {
                return try Self.insert(batches, timestamp: timestamp, into: database)
            } catch {
                // Whatever the rollback says, there was no commit; a connection that cannot roll back is dropped.
                do { try database.rollback() } catch { self.database = nil }
                throw error
            }
        }
        do {
            try database.commit()
        } catch {
            try settle(after: error, ends: ends, database)
        }
        // Whole pages are logged: besides the content, those on the way to the end of each table.
        bytesSinceCheckpoint += bytes + ends.count * Self.pageBytesPerPartition
        isUncompacted = true
        return firsts
    }

    private static func insert(
        _ batches: [Batch], timestamp: Int64, into database: Database
    ) throws -> (firsts: [Offset], ends: [Int32: Offset]) {
        var ends: [Int32: Offset] = [:]
        var firsts: [Offset] = []
        for batch in batches {
            let first =
                try ends[batch.partition]
                ?? database.first("SELECT next FROM partition WHERE partition = ?", SQLValue(Int(batch.partition))) { Offset($0.int(0)) }
            guard var next = first else { throw LogError(.damaged, "partition \(batch.partition) is missing in \(database.path)") }
            firsts.append(next)
            let sql = "INSERT INTO record_\(batch.partition) (offset, timestamp, key, value, headers) VALUES (?, ?, ?, ?, ?)"
            for record in batch.records {
                try database.run(
                    sql, .integer(next), .integer(timestamp), SQLValue(record.key), SQLValue(record.value),
                    SQLValue(HeaderCoding.encode(record.headers)))
                next += 1
            }
            ends[batch.partition] = next
        }
        for (partition, next) in ends {
            try database.run("UPDATE partition SET next = ? WHERE partition = ?", .integer(next), SQLValue(Int(partition)))
        }
        return (firsts, ends)
    }

    /// Finds out what became of a commit that failed, and returns when it landed after all.
    ///
    /// The bytes of a failed commit may stand in the write-ahead log without anybody seeing them, and come to life when the log is recovered
    /// after a crash. A small commit of our own takes their place there: once it succeeds, it is certain that they are gone.
    private mutating func settle(after failure: any Error, ends: [Int32: Offset], _ database: Database) throws {
        do {
            try database.rollback()
            try database.begin()
            for (partition, end) in ends.prefix(1) {
                let next = try database.first("SELECT next FROM partition WHERE partition = ?", SQLValue(Int(partition))) {
                    Offset($0.int(0))
                }
                guard next != end else { return try database.rollback() }
            }
            try database.run("UPDATE topic SET settled = settled + 1")
            try database.commit()
        } catch {
            self.database = nil
            throw LogError(.outcomeUnknown, "committing to \(topic.name): \(failure)")
        }
        throw (failure as? SQLiteError).map { LogError($0, "committing to \(topic.name)") }
            ?? LogError(.unavailable, "committing to \(topic.name): \(failure)")
    }

    /// Carries the write-ahead log over to the file once enough was appended.
    mutating func checkpointIfDue() {
        guard let database, bytesSinceCheckpoint >= limits.checkpointAfterBytes else { return }
        bytesSinceCheckpoint = 0
        // One that fails (a full disk) leaves the write-ahead log as it is: nothing is lost, and a later one does it all.
        _ = try? database.checkpoint(.passive)
    }

    /// Removes what the topic's retention gives free.
    ///
    /// - Returns: whether there is more to remove.
    mutating func removeOld(now: Int64) throws -> Bool {
        let database = try connection()
        return try LogError.translating("removing old records of \(topic.name)") {
            switch topic.retention {
            case .forever:
                return false
            case .milliseconds(let kept), .atLeast(let kept):
                return try database.transaction {
                    var isMore = false
                    for partition in try Self.partitions(database) where try remove(before: now - kept, partition, database) {
                        isMore = true
                    }
                    return isMore
                }
            case .compacted:
                guard isUncompacted else { return false }
                try database.transaction {
                    for partition in try Self.partitions(database) { try compact(partition, now: now, database) }
                }
                isUncompacted = false
                return false
            }
        }
    }

    /// The partitions as they are now: a stranger's topic may have got more since it was opened.
    private static func partitions(_ database: Database) throws -> [Int32] {
        try database.query("SELECT partition FROM partition ORDER BY partition") { Int32(clamping: $0.int(0)) }
    }

    /// Removes the oldest records up to the first one that is young enough; returns whether the limit ended it.
    private func remove(before moment: Int64, _ partition: Int32, _ database: Database) throws -> Bool {
        let sql = "SELECT removedBefore, next FROM partition WHERE partition = ?"
        let ends = try database.first(sql, SQLValue(Int(partition))) { (removedBefore: Offset($0.int(0)), next: Offset($0.int(1))) }
        guard let ends, ends.removedBefore < ends.next else { return false }
        let young = "SELECT offset FROM record_\(partition) WHERE timestamp >= ? ORDER BY offset LIMIT 1"
        let wanted = try database.first(young, .integer(moment)) { Offset($0.int(0)) } ?? ends.next
        let bound = min(wanted, ends.removedBefore + Self.retentionRecordsLimit)
        guard bound > ends.removedBefore else { return false }
        try database.run("DELETE FROM record_\(partition) WHERE offset < ?", .integer(bound))
        try database.run("UPDATE partition SET removedBefore = ? WHERE partition = ?", .integer(bound), SQLValue(Int(partition)))
        return bound < wanted
    }

    private func compact(_ partition: Int32, now: Int64, _ database: Database) throws {
        let table = "record_\(partition)"
        try database.run(
            "DELETE FROM \(table) WHERE EXISTS (SELECT 1 FROM \(table) AS newer WHERE newer.key = \(table).key AND newer.offset > \(table).offset)"
        )
        try database.run(
            "DELETE FROM \(table) WHERE value IS NULL AND key IS NOT NULL AND timestamp < ?",
            .integer(now - limits.tombstoneKeptMilliseconds))
    }

    /// Ends the connection; the last one of all processes carries the write-ahead log over.
    mutating func close() { database = nil }

    private mutating func connection() throws -> Database {
        if let database { return database }
        return try LogError.translating("opening \(topic.name)") {
            // Automatic checkpoints are off everywhere: the appender does them where it has the lock.
            let opened = try Database(path: directory.file(of: topic.name), durability: limits.durability, autocheckpointPages: 0)
            try opened.execute("PRAGMA journal_size_limit = \(limits.keptWriteAheadLogBytes)")
            if let pages = limits.pageLimit { try opened.execute("PRAGMA max_page_count = \(pages)") }
            database = opened
            return opened
        }
    }
}
