import CSQLite
import Glibc

extension Database {
    /// How thoroughly a checkpoint works.
    public enum CheckpointMode: Sendable {
        /// Carries over what no reader is in the way of; never waits.
        case passive
        /// Waits for readers, carries over everything and cuts the write-ahead log to nothing.
        case truncate
    }

    /// Carries the write-ahead log over to the file. For the writing connection, outside transactions.
    ///
    /// - Returns: Whether all of it was carried over.
    @discardableResult
    public func checkpoint(_ mode: CheckpointMode = .truncate) throws -> Bool {
        guard access == .readWrite else { throw SQLiteError.misuse("only the writing connection checkpoints") }
        let connection = try connection
        var (logged, carried): (Int32, Int32) = (0, 0)
        let code = sqlite3_wal_checkpoint_v2(
            connection, nil, mode == .passive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE, &logged, &carried)
        if code & 0xff == SQLITE_BUSY { return false }
        guard code == SQLITE_OK else { throw SQLiteError(connection: connection) }
        return logged == carried
    }

    /// Writes the committed state to a new file, compacted and safe on disk when this returns. The file must not exist yet.
    /// Any connection may, outside transactions.
    public func snapshot(to path: String) throws {
        let isMade = PrivateDatabaseFile.prepare(path)
        do {
            if access == .readOnly {
                // `query_only` would refuse the writes to the new file too; the file itself is opened for reading alone.
                try execute("PRAGMA query_only = 0")
                defer { do { try execute("PRAGMA query_only = 1") } catch { close() } }
                try run("VACUUM INTO ?", .text(path))
            } else {
                try run("VACUUM INTO ?", .text(path))
            }
        } catch {
            if isMade { unlink(path) }
            throw error
        }
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        for name in [path, directory] {
            let descriptor = open(name, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw SQLiteError(extendedCode: SQLITE_CANTOPEN, message: "cannot open \(name)") }
            defer { _ = Glibc.close(descriptor) }
            guard fsync(descriptor) == 0 else { throw SQLiteError(extendedCode: shim_IOERR_FSYNC, message: "cannot sync \(name)") }
        }
    }

    /// Faults in the file, without reading indexes against tables; empty when it is whole. At most 100 are listed.
    public func quickCheck() throws -> [String] { try check("PRAGMA quick_check") }

    /// Faults in the file, indexes, constraints and foreign keys included; empty when it is whole. At most 100 are listed of each.
    public func integrityCheck() throws -> [String] {
        let faults = try check("PRAGMA integrity_check")
        guard faults.isEmpty else { return faults }
        let missing = try query("PRAGMA foreign_key_check") { "a row of \($0.text(0)) refers to a row of \($0.text(2)) that is missing" }
        return Array(missing.prefix(100))
    }

    private func check(_ sql: String) throws -> [String] {
        do {
            let lines = try query(sql) { $0.text(0) }
            return lines == ["ok"] ? [] : lines
        } catch let error as SQLiteError where error.isDamaged {
            // Some damage stops the check itself.
            return [error.message]
        }
    }
}
