import SQLite

/// The layout of a topic's SQLite file: everything the two sides, appending and reading, must agree on.
///
/// Each partition has a table of its own: then every append goes to the end of a tree, which SQLite fills page by page, and a partition is
/// read without passing over others.
enum TopicFile {
    /// Written into every file; a file of another layout is refused.
    static let layout = 1

    private static let schema = """
        CREATE TABLE topic (
            only INTEGER PRIMARY KEY CHECK (only = 1), layout INTEGER NOT NULL, log TEXT NOT NULL, name TEXT NOT NULL,
            partitions INTEGER NOT NULL CHECK (partitions > 0), keptMilliseconds INTEGER, isCompacted INTEGER NOT NULL,
            -- Counted up after a commit whose outcome was in doubt, which takes the doubt away.
            settled INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE partition (
            partition INTEGER PRIMARY KEY,
            -- Everything before was removed by time.
            removedBefore INTEGER NOT NULL DEFAULT 0,
            next INTEGER NOT NULL DEFAULT 0, CHECK (0 <= removedBefore AND removedBefore <= next)
        ) STRICT;
        """

    /// Makes the tables. The caller holds the topic's lock.
    static func create(_ settings: TopicSettings, identity: String, in database: Database) throws {
        try database.transaction {
            try database.execute(schema)
            let kept = settings.retention.keptMilliseconds
            try database.run(
                "INSERT INTO topic VALUES (1, ?, ?, ?, ?, ?, ?, 0)", SQLValue(layout), .text(identity), .text(settings.name),
                SQLValue(Int(settings.partitions)), SQLValue(kept), SQLValue(settings.retention == .compacted))
            try make(0..<settings.partitions, of: settings, in: database)
        }
    }

    /// Makes the tables of further partitions. The caller holds the topic's lock.
    static func addPartitions(_ partitions: Range<Int32>, to settings: TopicSettings, in database: Database) throws {
        try database.transaction {
            try make(partitions, of: settings, in: database)
            try database.run("UPDATE topic SET partitions = ?", SQLValue(Int(partitions.upperBound)))
        }
    }

    private static func make(_ partitions: Range<Int32>, of settings: TopicSettings, in database: Database) throws {
        for partition in partitions {
            try database.run("INSERT INTO partition (partition) VALUES (?)", SQLValue(Int(partition)))
            try database.execute(
                """
                CREATE TABLE record_\(partition) (
                    offset INTEGER PRIMARY KEY, timestamp INTEGER NOT NULL, key BLOB, value BLOB, headers BLOB) STRICT;
                """)
            guard settings.retention == .compacted else { continue }
            try database.execute("CREATE INDEX key_\(partition) ON record_\(partition) (key, offset)")
        }
    }

    /// What the topic is; nil when the file has no tables (its making was interrupted).
    ///
    /// - Throws: `LogError.topicMismatch` when it belongs to another log or has another layout.
    static func settings(in database: Database, identity: String) throws -> TopicSettings? {
        guard try database.first("SELECT 1 FROM sqlite_schema WHERE name = 'topic'", row: { _ in true }) != nil else { return nil }
        let found = try database.first("SELECT layout, log, name, partitions, keptMilliseconds, isCompacted FROM topic") { row in
            let retention: TopicSettings.Retention =
                row.bool(5) ? .compacted : row.optionalInt(4).map { .milliseconds(Int64($0)) } ?? .forever
            return (
                layout: row.int(0), log: row.text(1),
                settings: TopicSettings(name: row.text(2), partitions: Int32(clamping: row.int(3)), retention: retention)
            )
        }
        guard let found else { return nil }
        guard found.layout == layout else {
            throw LogError(.topicMismatch, "\(database.path) has layout \(found.layout), this program knows \(layout)")
        }
        guard found.log == identity else {
            throw LogError(.topicMismatch, "\(database.path) belongs to log \(found.log), this one is \(identity)")
        }
        return found.settings
    }
}

extension LogError {
    /// What an SQLite error outside a commit means to the caller.
    init(_ error: SQLiteError, _ what: String) {
        let code: Code =
            switch error.code {
            case .full: .diskFull
            case .corrupt, .notADatabase: .damaged
            default: .unavailable
            }
        self.init(code, "\(what): \(error)")
    }

    /// Runs `body`; what SQLite throws becomes a `LogError`.
    static func translating<T>(_ what: @autoclosure () -> String, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as SQLiteError {
            throw LogError(error, what())
        }
    }
}

extension LogError.Code {
    /// The log's file is damaged: nothing can be appended or read before it is restored.
    public static let damaged = LogError.Code(rawValue: "log_damaged")
}
