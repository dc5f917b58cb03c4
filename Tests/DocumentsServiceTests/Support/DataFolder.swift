import CommitLog
import Foundation
import ShardRuntime

/// A data directory of its own for one test, removed with it.
final class DataFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("documents-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit {
        // Left-overs in the system's temporary directory harm nobody.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Everything that lies below a folder of it, files only.
    func files(below folder: String) throws -> [String] {
        let root = "\(path)/\(folder)"
        guard FileManager.default.fileExists(atPath: root) else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: root).filter { name in
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isDirectory) && !isDirectory.boolValue
        }
    }

    /// The log, by a handle of the test's own.
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
