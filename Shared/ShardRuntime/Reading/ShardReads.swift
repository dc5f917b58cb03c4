import Dispatch
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
        init(_ database: Database) { self.database = database }
    }

    private let directory: ShardDirectory
    private let queue = DispatchQueue(label: "shard.reads", qos: .userInitiated, attributes: .concurrent)
    private let places = DispatchSemaphore(value: limitConcurrentReads)
    private let idle = Mutex<[Organisasjonsnummer: [Connection]]>([:])
    private let generation = Mutex<[Organisasjonsnummer: Int]>([:])

    init(directory: ShardDirectory) { self.directory = directory }

    /// Runs a read in one transaction, so that it sees one state; nil when the shard has no store here.
    public func read<Result: Sendable>(
        _ kommune: Organisasjonsnummer, _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws -> Result? {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Result?, any Error>) in
            queue.async { [self] in
                places.wait()
                defer { places.signal() }
                continuation.resume(with: Swift.Result { try readNow(kommune, body) })
            }
        }
    }

    /// Copies the shard's committed state to a new file; false when the shard has no store here.
    func snapshot(_ kommune: Organisasjonsnummer, to path: String) async throws -> Bool {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Bool, any Error>) in
            queue.async { [self] in
                places.wait()
                defer { places.signal() }
                continuation.resume(
                    with: Swift.Result {
                        let file = directory.file(of: kommune)
                        guard FileManager.default.fileExists(atPath: file) else { return false }
                        // VACUUM INTO sees one state by itself, and may not stand in a transaction.
                        try Database(path: file, access: .readOnly).snapshot(to: path)
                        return true
                    })
            }
        }
    }

    /// Closes the shard's idle connections: its file is about to be put aside.
    func forget(_ kommune: Organisasjonsnummer) {
        generation.withLock { $0[kommune, default: 0] += 1 }
        idle.withLock { $0[kommune] = nil }
    }

    private func readNow<Result>(_ kommune: Organisasjonsnummer, _ body: (Database) throws -> Result) throws -> Result? {
        let path = directory.file(of: kommune)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let before = generation.withLock { $0[kommune, default: 0] }
        let connection = try idle.withLock { $0[kommune]?.popLast() } ?? Connection(Database(path: path, access: .readOnly))
        let result = try connection.database.readTransaction { try body(connection.database) }
        if generation.withLock({ $0[kommune, default: 0] }) == before {
            idle.withLock { idle in
                if idle[kommune, default: []].count < Self.limitIdleConnections { idle[kommune, default: []].append(connection) }
            }
        }
        return result
    }
}
