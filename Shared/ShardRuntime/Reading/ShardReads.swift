import Domain
import Foundation
import SQLite
import Synchronization

/// Reads of committed state: a few read connections per shard, on threads of their own. They never wait for the log, nor for the owner's transaction.
public final class ShardReads: Sendable {
    /// Most reads at a time.
    public static let limitConcurrentReads = 4
    /// Most idle connections kept per shard.
    public static let limitIdleConnections = 4

    /// A connection that one reader at a time uses.
    private final class Connection: @unchecked Sendable {
        // Unchecked: taken out of the pool by one reader, put back when done.
        let database: Database
        let file: FileIdentity
        init(_ database: Database, _ file: FileIdentity) { (self.database, self.file) = (database, file) }
    }

    private let directory: ShardDirectory
    private let threads = ReadingThreads(limit: limitConcurrentReads)
    private let idle = Mutex<[Organisasjonsnummer: [Connection]]>([:])

    init(directory: ShardDirectory) { self.directory = directory }

    /// Runs a read in one transaction, so that it sees one state; nil when the shard has no store here.
    ///
    /// - Throws: what `body` throws; `TooManyReads`.
    public func read<Result: Sendable>(
        _ kommune: Organisasjonsnummer, _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws -> Result? {
        try await onThread(kommune) { try self.readNow(kommune, body) }
    }

    /// Copies the shard's committed state to a new file; false when the shard has no store here.
    func snapshot(_ kommune: Organisasjonsnummer, to path: String) async throws -> Bool {
        try await onThread(kommune) { [directory] in
            let file = directory.file(of: kommune)
            guard FileManager.default.fileExists(atPath: file) else { return false }
            // VACUUM INTO sees one state by itself, and may not stand in a transaction.
            try Database(path: file, access: .readOnly).snapshot(to: path)
            return true
        }
    }

    private func onThread<Value: Sendable>(
        _ kommune: Organisasjonsnummer, _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await directory.gate.enter(kommune)
        defer { directory.gate.leave(kommune) }
        return try await withCheckedThrowingContinuation { continuation in
            let isTaken = threads.run { continuation.resume(with: Result { try work() }) }
            if !isTaken { continuation.resume(throwing: TooManyReads()) }
        }
    }

    /// Closes the shard's idle connections: its file is about to be put aside.
    func forget(_ kommune: Organisasjonsnummer) { idle.withLock { $0[kommune] = nil } }

    /// Lets nobody read any more, waits for those who do, and closes every connection. Readers get `ReadsEnded` from now on.
    public func close() async {
        await directory.gate.close()
        idle.withLock { $0 = [:] }
    }

    private func readNow<Result>(_ kommune: Organisasjonsnummer, _ body: (Database) throws -> Result) throws -> Result? {
        let path = directory.file(of: kommune)
        guard let file = FileIdentity(path) else { return nil }
        // A store that was put aside and built anew has the same name: a connection to the old file would show the old state for ever.
        let known = idle.withLock { idle in
            idle[kommune]?.removeAll { $0.file != file }
            return idle[kommune]?.popLast()
        }
        let connection = try known ?? Connection(Database(path: path, access: .readOnly), file)
        let result = try connection.database.readTransaction { try body(connection.database) }
        idle.withLock { idle in
            if idle[kommune, default: []].count < Self.limitIdleConnections { idle[kommune, default: []].append(connection) }
        }
        return result
    }
}
