import CommitLog
import Contracts
import Domain
import SQLite

/// One shard's store: an SQLite file with the runtime's tables and the model's. Belongs to its partition's owner alone.
final class ShardStore {
    /// The shard.
    let kommune: Organisasjonsnummer
    /// The writing connection.
    let database: Database
    /// What the store contains, as of the last commit or load.
    private(set) var state: ShardState

    /// Pages in the write-ahead log before they are carried over to the file: pages that are written again and again go over once.
    static let checkpointAfterPages = 4_000

    /// Opens or creates the file and brings the schema up to date.
    ///
    /// - Throws: `ShardAlarm` when the file is another service's, another municipality's or follows another log; an `SQLiteError` when it is damaged;
    ///   `StoreOutdated` when its schema is from before `replayedSince`.
    init(
        path: String, service: String, kommune: Organisasjonsnummer, logIdentity: String, formerLogIdentities: [String] = [],
        migrations: [Migration],
        replayedSince: Int = 0, durability: Durability = .walNormal
    ) throws {
        self.kommune = kommune
        // The log has every commit before the store has it: what a power loss takes from the store's end is applied again from there.
        database = try Database(
            path: path, access: .readWrite, durability: durability, autocheckpointPages: Self.checkpointAfterPages)
        // Each command has a savepoint: what undoing it would take stays in memory instead of going to a temporary file.
        try database.execute("PRAGMA temp_store = MEMORY")
        if let known = try database.appliedMigrations().last?.number, known < replayedSince {
            throw StoreOutdated(kommune: kommune, schema: known)
        }
        try database.execute(ShardSchema.tables)
        let marks = try database.first(ShardSchema.countMarks) { $0.int(0) }
        if marks == 0 { try database.execute(ShardSchema.addMark) }
        let inputMarks = try database.first(ShardSchema.countInputMarks) { $0.int(0) }
        if inputMarks == 0 { try database.execute(ShardSchema.addInputMark) }
        try database.migrate(migrations)
        let row = try database.first("SELECT service, kommune, log, position, epoch, next_sequence, hash, mark FROM shard WHERE id = 1") {
            row in
            (
                row.text(0), row.text(1), row.text(2),
                ShardState(
                    position: Offset(row.int(3)), epoch: UInt64(row.int(4)), tip: ShardTip(next: UInt64(row.int(5)), hash: row.text(6)),
                    mark: row.optionalText(7))
            )
        }
        guard let (storedService, storedKommune, storedLog, storedState) = row else {
            state = .empty
            try database.run(
                "INSERT INTO shard (id, service, kommune, log, position, epoch, next_sequence, hash) VALUES (1, ?, ?, ?, 0, 0, 0, ?)",
                .text(service), .text(kommune.rawValue), .text(logIdentity), .text(CommitHeader.noPrevious))
            return
        }
        guard storedService == service, storedKommune == kommune.rawValue else {
            throw ShardAlarm(.foreignStore, "\(path) belongs to \(storedService)/\(storedKommune), not to \(service)/\(kommune)", kommune)
        }
        if storedLog != logIdentity {
            guard formerLogIdentities.contains(storedLog) else {
                throw ShardAlarm(
                    .foreignStore, "\(path) follows the log \(storedLog); this installation's log is \(logIdentity)", kommune)
            }
            // The operator has given the installation another name.
            try database.run("UPDATE shard SET log = ? WHERE id = 1", .text(logIdentity))
        }
        state = storedState
    }

    /// Every input position that the store holds.
    func inputPositions() throws -> [InputPosition] {
        try database.query("SELECT topic, partition, next_offset, epoch, mark FROM input_position") { row in
            InputPosition(
                place: TopicPartition(row.text(0), Int32(row.int(1))), next: Offset(row.int(2)),
                epoch: row.optionalInt(3).map { UInt64($0) }, mark: row.optionalText(4))
        }
    }

    /// Forgets how far an input was taken in: it is taken in anew.
    func forgetInput(_ place: TopicPartition) throws {
        try database.run(
            "DELETE FROM input_position WHERE topic = ? AND partition = ?", .text(place.topic), .integer(Int64(place.partition)))
    }

    /// Applies a commit's events and remembers its answer: the replay of one commit.
    func apply(_ header: CommitHeader, _ body: ReplayBody, by model: some ShardModel) throws {
        let applied = AppliedCommit(kommune: header.kommune, sequence: header.sequence, time: header.time, cause: header.cause)
        for recorded in body.events { try model.apply(recorded.event, written: recorded.content, of: applied, to: database) }
        try remember(text: body.answer, cause: header.cause, sequence: header.sequence)
    }

    /// Writes the chain's and the inputs' positions into the open transaction; `settle` follows after COMMIT.
    func write(_ newState: ShardState, inputs: [InputPosition]) throws {
        try database.run(
            "UPDATE shard SET position = ?, epoch = ?, next_sequence = ?, hash = ?, mark = ? WHERE id = 1", .integer(newState.position),
            .integer(Int64(newState.epoch)), .integer(Int64(newState.tip.next)), .text(newState.tip.hash),
            newState.mark.map { .text($0) } ?? .null)
        for input in inputs {
            try database.run(
                """
                INSERT INTO input_position (topic, partition, next_offset, epoch, mark) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset, epoch = excluded.epoch, mark = excluded.mark
                WHERE excluded.next_offset > next_offset
                """, .text(input.place.topic), .integer(Int64(input.place.partition)), .integer(input.next),
                input.epoch.map { .integer(Int64($0)) } ?? .null, input.mark.map { .text($0) } ?? .null)
        }
    }

    /// Takes the written state as the store's own, after COMMIT.
    func settle(_ newState: ShardState) { state = newState }

    /// True when the id was answered before to that partner, for other content.
    static func isConflict(source: String, id: String, of partner: String, digest: String, in database: Database) throws -> Bool {
        let known = try database.first(
            "SELECT content FROM answer WHERE source = ? AND id = ? AND digest <> ?", .text(source), .text(id), .text(digest)
        ) { $0.text(0) }
        guard let known else { return false }
        return try JSONBytes.decode(known, as: AnswerContent.self).receipts?.contains { $0.partner == partner } ?? false
    }

    /// The answers given to requests of a source whose id is this one, or a resubmission of it (`<id>~<n>`).
    static func answers(source: String, id: String, in database: Database) throws -> [AnswerContent] {
        try database.query(
            "SELECT content FROM answer WHERE source = ?1 AND (id = ?2 OR (id > ?2 || '~' AND id < ?2 || '~~')) ORDER BY sequence",
            .text(source), .text(id)
        ) { $0.text(0) }.map { try JSONBytes.decode($0, as: AnswerContent.self) }
    }

    /// The answer given before to a request of that name: its digest and what was answered.
    func answer(source: String, id: String) throws -> (digest: String, content: AnswerContent)? {
        let row = try database.first("SELECT digest, content FROM answer WHERE source = ? AND id = ?", .text(source), .text(id)) { row in
            (row.text(0), row.text(1))
        }
        guard let (digest, content) = row else { return nil }
        return (digest, try JSONBytes.decode(content, as: AnswerContent.self))
    }

    /// Remembers an answer, once; a repeat finds it.
    func remember(_ content: AnswerContent, cause: Cause, sequence: UInt64) throws {
        try remember(text: JSONBytes.text(content), cause: cause, sequence: sequence)
    }

    private func remember(text: String, cause: Cause, sequence: UInt64) throws {
        guard let source = cause.source, let id = cause.id else { return }
        let remembered = try database.run(
            "INSERT INTO answer (source, id, digest, sequence, content) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", .text(source),
            .text(id), .text(cause.digest ?? ""), .integer(Int64(sequence)), .text(text))
        if remembered > 0 { return }
        // The refusal of other content under a used id is an answer too: whoever asks for that id must not take the first one for theirs.
        try database.run(
            """
            INSERT INTO answer (source, id, digest, sequence, content)
            SELECT ?1, ?2 || '~' || ?3, ?3, ?4, ?5 FROM answer WHERE source = ?1 AND id = ?2 AND digest <> ?3 ON CONFLICT DO NOTHING
            """, .text(source), .text(id), .text(cause.digest ?? ""), .integer(Int64(sequence)), .text(text))
    }
}

/// A store whose schema is from before its model kept something of past events: only the log can give it that.
struct StoreOutdated: Error {
    let kommune: Organisasjonsnummer
    let schema: Int
}

/// What was answered to a request: enough to answer it again.
struct AnswerContent: Codable, Equatable {
    var receipts: [Receipt]?
    var answer: Answer?
}
