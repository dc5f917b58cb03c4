import Foundation
import Waiting

/// The repository as the rules see it.
struct SourceTree {
    let files: [SourceFile]
    /// What stands at the top, without what git does not keep.
    let topLevel: [String]

    init(files: [SourceFile], topLevel: [String] = []) { (self.files, self.topLevel) = (files, topLevel) }

    /// A tree of samples.
    init(_ samples: [String: String]) {
        files = samples.sorted { $0.key < $1.key }.map { SourceFile($0.key, $0.value) }
        topLevel = Set(samples.keys.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
    }

    var swiftFiles: [SourceFile] { files.filter(\.isSwift) }

    func file(_ path: String) -> SourceFile? { files.first { $0.path == path } }

    /// The repository this test was built from; read once, on a thread of its own: it takes seconds, in which other tests want to go on.
    static var repository: SourceTree {
        get async throws { try await reading.value }
    }

    private static let reading = Task { try await offPool { try read() } }

    private static func read(_ thisFile: String = #filePath) throws -> SourceTree {
        let root = URL(fileURLWithPath: thisFile).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let ignored = try ignored(at: root)
        let top = try FileManager.default.contentsOfDirectory(atPath: root.path).filter { !ignored.contains($0) && $0 != ".git" }
        var files = [SourceFile("Package.swift", try String(contentsOf: root.appendingPathComponent("Package.swift"), encoding: .utf8))]
        for folder in ["Services", "Shared", "Tests"] {
            let base = root.appendingPathComponent(folder)
            for path in try FileManager.default.subpathsOfDirectory(atPath: base.path).sorted() {
                let text: String
                if [".swift", ".sql", ".modulemap"].contains(where: path.hasSuffix) {
                    text = try String(contentsOf: base.appendingPathComponent(path), encoding: .utf8)
                } else {
                    text = ""
                }
                files.append(SourceFile("\(folder)/\(path)", text))
            }
        }
        return SourceTree(files: files, topLevel: top.sorted())
    }

    private static func ignored(at root: URL) throws -> Set<String> {
        let text = try String(contentsOf: root.appendingPathComponent(".gitignore"), encoding: .utf8)
        return Set(text.split(separator: "\n").map { $0.hasSuffix("/") ? String($0.dropLast()) : String($0) })
    }
}
