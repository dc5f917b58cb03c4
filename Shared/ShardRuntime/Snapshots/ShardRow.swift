import CommitLog
import Domain
import SQLite

/// What a store's file says of itself.
struct ShardRow: Hashable {
    let service: String
    let kommune: Organisasjonsnummer
    let log: String
    let state: ShardState
    let migrations: [Migration]

    /// Reads it from a file that nobody writes.
    ///
    /// - Throws: `SnapshotError` with code `.damaged` when the file is no shard's store.
    init(path: String) throws {
        let database = try Database(path: path, access: .readOnly)
        defer { database.close() }
        let row = try database.first("SELECT service, kommune, log, position, epoch, next_sequence, hash FROM shard WHERE id = 1") {
            row in
            (
                row.text(0), Organisasjonsnummer(row.text(1)), row.text(2),
                ShardState(
                    position: Offset(row.int(3)), epoch: UInt64(row.int(4)), tip: ShardTip(next: UInt64(row.int(5)), hash: row.text(6)))
            )
        }
        guard let (service, number, log, state) = row, let kommune = number else {
            throw SnapshotError(.damaged, "the file says nothing of a shard")
        }
        (self.service, self.kommune, self.log, self.state) = (service, kommune, log, state)
        migrations = try database.appliedMigrations()
    }
}
