/// How large things may be.
enum SizeRules {
    /// Lines of a file, unless its first line says why it is longer.
    static let limitFileLines = 500
    static let limitMedianFileLines = 150
    static let limitNinetiethPercentileFileLines = 350
    static let limitFunctionLines = 70
    static let limitMainLines = 39
    /// How a longer file begins, followed by the reason.
    static let excuse = "// Longer than others because "

    static let files: Rule = { tree in
        let lengths = tree.swiftFiles.filter { $0.name != "Package.swift" }.map(\.lines.count).sorted()
        guard !lengths.isEmpty else { return [] }
        var found = tree.swiftFiles.filter { $0.lines.count > limitFileLines && $0.lines.first?.hasPrefix(excuse) != true }.map {
            Violation($0, "\($0.lines.count) lines; at most \(limitFileLines), or say why in the first line: «\(excuse)…»")
        }
        let (median, ninetieth) = (lengths[lengths.count / 2], lengths[lengths.count * 9 / 10])
        if median > limitMedianFileLines { found.append(Violation(path: "all files", "half are longer than \(median) lines")) }
        if ninetieth > limitNinetiethPercentileFileLines {
            found.append(Violation(path: "all files", "a tenth are longer than \(ninetieth) lines"))
        }
        return found
    }

    /// An executable is a door, not a room.
    static let mains: Rule = { tree in
        tree.swiftFiles.filter { $0.name == "main.swift" && $0.lines.count > limitMainLines }.map {
            Violation($0, "\($0.lines.count) lines; at most \(limitMainLines)")
        }
    }

    /// A function fits on a screen.
    static let functions: Rule = { tree in
        tree.swiftFiles.flatMap { file in
            FunctionExtent.all(in: file.swift.code).filter { $0.lines > limitFunctionLines }.map {
                Violation(file, line: $0.start, "a function of \($0.lines) lines; at most \(limitFunctionLines)")
            }
        }
    }
}
