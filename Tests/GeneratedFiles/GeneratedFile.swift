public import Foundation

/// A file of the Contracts folder that is made by a program and kept in the repository.
///
/// A test fails when the file differs from what the program makes. `SAKARKIV_REWRITE_GENERATED=1` rewrites it instead.
public struct GeneratedFile: Sendable {
    /// The file in the repository is not what the program makes.
    public struct OutOfDate: Error, CustomStringConvertible {
        /// Which file, where they differ first, and what helps.
        public let description: String
    }

    /// Where it lies, relative to `Shared/Contracts`.
    public let path: String
    /// What it must hold.
    public let content: String

    /// A file with what it must hold.
    public init(path: String, content: String) { (self.path, self.content) = (path, content) }

    /// Compares, or rewrites when asked to.
    ///
    /// - Throws: `OutOfDate` when they differ.
    public func check() throws {
        let url = Self.folder.appendingPathComponent(path)
        if ProcessInfo.processInfo.environment["SAKARKIV_REWRITE_GENERATED"] == "1" {
            try Data(content.utf8).write(to: url)
            return
        }
        let existing = try? String(contentsOf: url, encoding: .utf8)  // a missing file differs
        guard existing != content else { return }
        let difference = Self.firstDifference(existing ?? "", content)
        throw OutOfDate(
            description: "Shared/Contracts/\(path) is out of date; SAKARKIV_REWRITE_GENERATED=1 rewrites it\n\(difference)")
    }

    private static func firstDifference(_ existing: String, _ made: String) -> String {
        let (old, new) = (lines(existing), lines(made))
        for number in 0..<max(old.count, new.count) {
            let (was, now) = (number < old.count ? old[number] : "", number < new.count ? new[number] : "")
            if was != now { return "line \(number + 1) is: \(was)\nand is made: \(now)" }
        }
        return "they differ at the end"
    }

    private static func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// `Shared/Contracts` in the repository.
    public static let folder: URL = {
        var directory = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { directory.deleteLastPathComponent() }
        return directory.appendingPathComponent("Shared/Contracts")
    }()
}
