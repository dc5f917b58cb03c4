/// How code may be written, beyond what the formatter checks.
enum StyleRules {
    /// No force unwrap, `try!`, `as!`, no implicitly unwrapped optional: whoever reads must not have to prove that it cannot crash.
    static let noForce: Rule = { tree in
        // \x22 is a double quote; what stands before it is a string.
        let force = /\b(try|as)[!]|[\w)\]>\x22][!](?!=)/
        return tree.swiftFiles.flatMap { file in
            file.swift.code.enumerated().filter { $0.element.utf8.contains(UInt8(ascii: "!")) && $0.element.contains(force) }.map {
                Violation(file, line: $0.offset, "forces instead of handling")
            }
        }
    }

    /// Whoever follows a service names every case of what happens there: with a `default` a new one would be passed over without a word.
    static let followersNameEveryCase: Rule = { tree in
        let facts = ["RegistryFact", "DocumentFact", "RetentionFact"]
        return tree.swiftFiles.filter { file in !file.isTest && facts.contains { fact in file.swift.code.contains { $0.contains(fact) } } }
            .flatMap { file in
                file.swift.code.enumerated().filter { $0.element.contains("default:") }.map {
                    Violation(file, line: $0.offset, "follows facts and does not name every case")
                }
            }
    }

    /// How many lines above an exception its comment may stand.
    static let limitLinesToComment = 5

    /// What switches a check off says why, on its line or just above. In tests `try?` needs no reason: there an error that is swallowed shows
    /// as an expectation that fails.
    static let exceptionsAreExplained: Rule = { tree in
        let exception = /\btry\?|@unchecked Sendable|nonisolated\(unsafe\)/
        return tree.swiftFiles.flatMap { file in
            file.swift.code.enumerated().filter { isSuspect($0.element) }.flatMap { number, line in
                line.matches(of: exception).map { String($0.output) }
                    .filter { !(file.isTest && $0 == "try?") && !isExplained($0, number, in: file) }
                    .map { Violation(file, line: number, "\($0) without a comment that says why") }
            }
        }
    }

    /// What others use is documented.
    static let publicIsDocumented: Rule = { tree in
        let declaration =
            /^\s*(@\w+(\([^)]*\))?\s+)*(public|open)\s+((final|static|class|mutating|nonmutating|nonisolated|indirect|convenience|required|override|private\(set\)|internal\(set\)|consuming|borrowing|prefix|lazy|weak)\s+)*(func|var|let|struct|class|enum|protocol|actor|init|typealias|subscript|associatedtype|macro)\b/
        return tree.swiftFiles.filter { !$0.isTest }.flatMap { file in
            file.swift.code.enumerated().filter { number, line in
                (line.contains("public ") || line.contains("open ")) && line.contains(declaration) && !isDocumented(number, in: file)
            }.map { Violation(file, line: $0.offset, "public and not documented") }
        }
    }

    /// Quickly, for the regular expression is slow.
    private static func isSuspect(_ line: String) -> Bool {
        line.contains("try?") || line.contains("@unchecked") || line.contains("nonisolated(")
    }

    /// A comment on the line or closely above; or, for several in one function, one comment further up that names them.
    private static func isExplained(_ exception: String, _ number: Int, in file: SourceFile) -> Bool {
        (max(0, number - limitLinesToComment)...number).contains { file.swift.commentLines.contains($0) }
            || (max(0, number - 20)...number).contains { file.swift.commentLines.contains($0) && file.lines[$0].contains("`\(exception)`") }
    }

    private static func isDocumented(_ number: Int, in file: SourceFile) -> Bool {
        var above = number - 1
        while above >= 0 {
            let line = file.lines[above].drop { $0 == " " }
            if line.hasPrefix("///") { return true }
            guard line.hasPrefix("@") || line.hasPrefix("#if") || line.hasPrefix("//") else { return false }
            above -= 1
        }
        return false
    }
}
