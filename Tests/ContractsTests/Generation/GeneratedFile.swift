import Foundation
import Testing

/// A file of the Contracts folder that is made by a program and kept in the repository.
///
/// A test fails when the file differs from what the program makes. `SAKARKIV_REWRITE_GENERATED=1` rewrites it instead.
struct GeneratedFile {
    /// Where it lies, relative to `Shared/Contracts`.
    let path: String
    /// What it must hold.
    let content: String

    /// Compares, or rewrites when asked to.
    func check(_ location: SourceLocation = #_sourceLocation) throws {
        let url = Self.folder.appendingPathComponent(path)
        if ProcessInfo.processInfo.environment["SAKARKIV_REWRITE_GENERATED"] == "1" {
            try Data(content.utf8).write(to: url)
            return
        }
        let existing = try? String(contentsOf: url, encoding: .utf8)  // a missing file differs
        #expect(
            existing == content, "Shared/Contracts/\(path) is out of date; SAKARKIV_REWRITE_GENERATED=1 rewrites it",
            sourceLocation: location)
    }

    /// `Shared/Contracts` in the repository.
    static let folder: URL = {
        var directory = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { directory.deleteLastPathComponent() }
        return directory.appendingPathComponent("Shared/Contracts")
    }()
}
