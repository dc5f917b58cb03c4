/// One file of the repository.
struct SourceFile {
    /// From the repository's root, with slashes: `Shared/Domain/Values/Dato.swift`.
    let path: String
    let lines: [String]
    let swift: SwiftText

    init(_ path: String, _ text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        swift = SwiftText(path.hasSuffix(".swift") ? text : "")
    }

    var components: [String] { path.split(separator: "/").map(String.init) }
    var folders: [String] { components.dropLast() }
    var name: String { components.last ?? path }
    var isSwift: Bool { name.hasSuffix(".swift") }
    var isTest: Bool { components.first == "Tests" }

    /// The Swift module the file belongs to: `Shared/<module>/…`, `Services/<service>/<module>/…`, `Tests/<bundle>/…`.
    var module: String? {
        switch (components.first, components.count) {
        case ("Shared", 3...), ("Tests", 3...): components[1]
        case ("Services", 4...): components[2]
        default: nil
        }
    }

    /// The service the file belongs to.
    var service: String? { components.first == "Services" && components.count > 2 ? components[1] : nil }

    /// The modules it imports.
    var imports: [String] {
        swift.code.compactMap { line in
            var words = line.split(separator: " ").map(String.init)
            while let first = words.first, first.hasPrefix("@") || SourceFile.accessLevels.contains(first) { words.removeFirst() }
            guard words.first == "import", words.count > 1 else { return nil }
            let named = SourceFile.importKinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
            return String(named.prefix { $0 != "." && $0 != ";" })
        }
    }

    private static let accessLevels: Set<String> = ["public", "package", "internal", "fileprivate", "private"]
    private static let importKinds: Set<String> = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
}
