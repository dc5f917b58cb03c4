import Foundation

/// Where the official schemas and real messages lie that are not part of this repository.
public enum SharedData {
    /// The directory that `SAKARKIV_SHARED_DATA` names, else `shared/data` beside one of the directories above this file; nil without.
    public static let directory: URL? = {
        if let path = ProcessInfo.processInfo.environment["SAKARKIV_SHARED_DATA"] { return URL(fileURLWithPath: path) }
        var directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while directory.path != "/" {
            let candidate = directory.appendingPathComponent("shared/data")
            if FileManager.default.fileExists(atPath: candidate.path) { return candidate }
            directory.deleteLastPathComponent()
        }
        return nil
    }()

    /// What a skipped test says.
    public static let missing = "no shared data: set SAKARKIV_SHARED_DATA"

    /// Whether that file or folder is there.
    public static func has(_ path: String) -> Bool {
        directory.map { FileManager.default.fileExists(atPath: $0.appendingPathComponent(path).path) } ?? false
    }

    /// A file's bytes.
    public static func read(_ path: String) throws -> Data {
        guard let directory else { throw CocoaError(.fileNoSuchFile) }
        return try Data(contentsOf: directory.appendingPathComponent(path))
    }
}
