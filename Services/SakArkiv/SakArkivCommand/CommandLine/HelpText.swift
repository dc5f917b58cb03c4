/// What `--help` prints.
enum HelpText {
    /// The help of one command, for a screen `width` columns wide.
    static func of(_ command: CommandSpec, path: [String], width: Int) -> String {
        var sections = ["\(command.summary)\n\nUsage: \(usageLine(command, path: path))"]
        if !command.discussion.isEmpty { sections.append(command.discussion) }
        if !command.subcommands.isEmpty {
            sections.append("Commands:\n" + table(command.subcommands.map { ($0.name, $0.summary) }, width: width))
        }
        if let positional = command.positional {
            sections.append("Arguments:\n" + table([(positional.name, positional.help)], width: width))
        }
        if !command.options.isEmpty { sections.append("Options:\n" + table(command.options.map { ($0.usage, $0.help) }, width: width)) }
        sections.append("General options:\n" + table(CommandSpec.general.filter(\.isListed).map { ($0.usage, $0.help) }, width: width))
        if path.count == 1 {
            sections.append("Exit codes:\n" + table(ExitCode.allCases.map { (String($0.rawValue), $0.meaning) }, width: width))
        }
        if !command.examples.isEmpty { sections.append("Examples:\n" + command.examples.map { "  \($0)" }.joined(separator: "\n")) }
        if !command.subcommands.isEmpty { sections.append("More about one: \(path.joined(separator: " ")) COMMAND --help") }
        return sections.joined(separator: "\n\n") + "\n"
    }

    private static func usageLine(_ command: CommandSpec, path: [String]) -> String {
        var words = path
        words.append(command.subcommands.isEmpty ? "[OPTIONS]" : "COMMAND [OPTIONS]")
        if let positional = command.positional { words.append(positional.name) }
        return words.joined(separator: " ")
    }

    /// Two columns; the second one is wrapped and hangs.
    static func table(_ rows: [(String, String)], width: Int) -> String {
        let column = min(rows.map(\.0.count).max() ?? 0, 28)
        return rows.map { name, text in
            let lines = wrap(text, width: max(30, width - column - 4))
            let gap = String(repeating: " ", count: max(0, column - name.count) + 2)
            let hang = "\n" + String(repeating: " ", count: column + 4)
            let start = name.count > column ? "  \(name)\(hang)" : "  \(name)\(gap)"
            return start + lines.joined(separator: hang)
        }.joined(separator: "\n")
    }

    /// Breaks at spaces.
    static func wrap(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        return lines + [line]
    }
}
