/// What may stand where.
enum PlaceRules {
    static let allowedAtTop: Set<String> = ["Package.swift", "README.md", "Services", "Shared", "Tests", "compose"]

    /// The top level is the table of contents.
    static let topLevel: Rule = { tree in
        tree.topLevel.filter { !$0.hasPrefix(".") && !allowedAtTop.contains($0) }
            .map { Violation(path: $0, "does not belong at the top level") }
            + allowedAtTop.subtracting(tree.topLevel).sorted().map { Violation(path: $0, "is missing at the top level") }
    }

    /// SQL stands under `Store/`, and in the modules that are nothing but storage.
    static let sqlUnderStore: Rule = { tree in
        let storage = [["Shared", "SQLite"], ["Shared", "ShardRuntime"], ["Shared", "CommitLog", "Local"], ["Tests"]]
        return tree.files.filter { file in
            !file.folders.contains("Store") && !storage.contains { file.components.starts(with: $0) }
        }.flatMap { file -> [Violation] in
            if file.name.hasSuffix(".sql") { return [Violation(file, "an SQL file outside Store/")] }
            return file.swift.literals.filter { isSQL($0.text) }.map { Violation(file, line: $0.line, "SQL outside Store/") }
        }
    }

    /// Routes stand under `HTTP/`.
    static let routesUnderHTTP: Rule = { tree in
        let route = /\.on(Streaming)?\(\s*\.(get|head|post|put|patch|delete|options)\b/
        return tree.swiftFiles.filter { !$0.isTest && !$0.folders.contains("HTTP") && $0.module != "HTTPServer" }.flatMap {
            file -> [Violation] in
            guard file.swift.code.contains(where: { $0.contains(".on(") || $0.contains(".onStreaming(") }) else { return [] }
            let code = file.swift.code.joined(separator: "\n")
            return code.matches(of: route).map { match in
                Violation(file, line: code[..<match.range.lowerBound].count { $0 == "\n" }, "a route outside HTTP/")
            }
        }
    }

    /// A file's name says one thing it is about.
    static let noDrawerFiles: Rule = { tree in
        let drawers = ["Util", "Utils", "Utilities", "Helper", "Helpers", "Common", "Manager", "Misc"]
        return tree.swiftFiles.filter { file in
            let words = String(file.name.dropLast(".swift".count)).split { !$0.isLetter }.flatMap(words)
            return words.contains { drawers.contains($0) } || file.folders.contains { drawers.contains($0) }
        }.map { Violation($0, "the name is a drawer's; say what it is") }
    }

    /// `CommonKeys` → `Common`, `Keys`.
    private static func words(_ name: Substring) -> [String] {
        name.reduce(into: [String]()) { words, letter in
            if letter.isUppercase || words.isEmpty { words.append("") }
            words[words.count - 1].append(letter)
        }
    }

    private static func isSQL(_ text: String) -> Bool {
        let statement =
            /^\s*(SELECT|INSERT( OR \w+)? INTO|REPLACE INTO|UPDATE \w+ SET|DELETE FROM|(CREATE|ALTER|DROP) \w+|PRAGMA \w|BEGIN IMMEDIATE|SAVEPOINT|VACUUM|WITH \w+.* AS \()/
        return text.contains(statement)
    }
}
