import Foundation

/// A directory of its own for one test.
struct TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "commit-log-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    /// What cannot be removed is the system's to clean up.
    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
