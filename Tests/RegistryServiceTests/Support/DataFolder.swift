import CommitLog
import Foundation
import ShardRuntime

/// A data directory of its own for one test, removed with it.
final class DataFolder: Sendable {
    let path: String

    /// In the system's temporary directory, or below a given one.
    init(below parent: String? = nil) throws {
        let parent = parent.map { URL(fileURLWithPath: $0) } ?? FileManager.default.temporaryDirectory
        path = parent.appendingPathComponent("registry-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit {
        // Left-overs in the system's temporary directory harm nobody.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The store of a municipality.
    func store(_ kommune: String, instance: Int = 1) -> String {
        "\(path)/\(instance == 1 ? "registry" : "registry-\(instance)")/\(kommune).sqlite"
    }

    func write(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)")) }

    /// Removes a store with what belongs to it.
    func removeStore(_ kommune: String) throws {
        for suffix in ["", "-wal", "-shm"] {
            let file = store(kommune) + suffix
            if FileManager.default.fileExists(atPath: file) { try FileManager.default.removeItem(atPath: file) }
        }
    }

    /// The log, by a handle of the test's own: what a partner with its own client, or another program, sees.
    func withLog<Value>(_ body: (LocalLog, Topics) async throws -> Value) async throws -> Value {
        let log = try LocalLog(directory: "\(path)/log")
        do {
            let value = try await body(log, Topics())
            await log.close()
            return value
        } catch {
            await log.close()
            throw error
        }
    }
}
