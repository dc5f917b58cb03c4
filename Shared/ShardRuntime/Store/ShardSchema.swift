/// The tables that the runtime keeps in every shard's store, beside the model's own.
enum ShardSchema {
    /// Positions and chain: one row that says how much of the commit log the store contains.
    static let tables = """
        CREATE TABLE IF NOT EXISTS shard (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            service TEXT NOT NULL,
            kommune TEXT NOT NULL CHECK (length(kommune) = 9),
            log TEXT NOT NULL,
            position INTEGER NOT NULL CHECK (position >= 0),
            epoch INTEGER NOT NULL CHECK (epoch >= 0),
            next_sequence INTEGER NOT NULL CHECK (next_sequence >= 0),
            hash TEXT NOT NULL CHECK (length(hash) = 64),
            mark TEXT CHECK (mark IS NULL OR length(mark) = 64)
        ) STRICT;
        CREATE TABLE IF NOT EXISTS input_position (
            topic TEXT NOT NULL,
            partition INTEGER NOT NULL,
            next_offset INTEGER NOT NULL CHECK (next_offset >= 0),
            epoch INTEGER,
            mark TEXT,
            PRIMARY KEY (topic, partition)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS answer (
            source TEXT NOT NULL,
            id TEXT NOT NULL,
            digest TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            content TEXT NOT NULL,
            PRIMARY KEY (source, id)
        ) STRICT;
        """

    /// 0 in stores of earlier programs.
    static let countMarks = "SELECT count(*) FROM pragma_table_info('shard') WHERE name = 'mark'"
    /// The same of `input_position`.
    static let countInputMarks = "SELECT count(*) FROM pragma_table_info('input_position') WHERE name = 'mark'"
    static let addInputMark = "ALTER TABLE input_position ADD COLUMN mark TEXT"
    /// What stores of earlier programs lack in `shard`.
    static let addMark = "ALTER TABLE shard ADD COLUMN mark TEXT CHECK (mark IS NULL OR length(mark) = 64)"
}
