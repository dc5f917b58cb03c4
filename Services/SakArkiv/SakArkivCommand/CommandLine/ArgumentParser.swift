/// Turns words into an `Invocation`, or says what is wrong with them.
struct ArgumentParser {
    /// What a command line asks for.
    enum Request: Sendable {
        case run(Invocation)
        case help(CommandSpec, path: [String])
        case version
    }

    /// The root of the command tree.
    let root: CommandSpec

    /// Reads the words after the program's name.
    func parse(_ arguments: [String]) throws -> Request {
        var words = arguments
        if words.first == "--version" { return .version }
        let asksForHelp = words.first == "help"
        if asksForHelp { words.removeFirst() }
        let (command, path) = try descend(&words)
        if asksForHelp { return .help(command, path: path) }
        let (options, positionals) = try split(words, of: command, path: path)
        if options["help"] != nil { return .help(command, path: path) }
        guard command.subcommands.isEmpty else { throw subcommandError(positionals.first, of: command, path: path) }
        try check(positionals, of: command, path: path)
        return .run(Invocation(path: path, command: command, options: options, positionals: positionals))
    }

    /// Follows subcommand names from the front of `words` down the tree.
    private func descend(_ words: inout [String]) throws -> (CommandSpec, path: [String]) {
        var command = root
        var path = [root.name]
        while !command.subcommands.isEmpty, let word = words.first, !word.hasPrefix("-") {
            guard let next = command.subcommands.first(where: { $0.name == word }) else {
                throw subcommandError(word, of: command, path: path)
            }
            command = next
            path.append(next.name)
            words.removeFirst()
        }
        return (command, path)
    }

    private func split(_ words: [String], of command: CommandSpec, path: [String]) throws -> ([String: [String]], [String]) {
        var options: [String: [String]] = [:]
        var positionals: [String] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                positionals += rest
                break
            }
            guard word.hasPrefix("-"), word != "-" else {
                positionals.append(word)
                continue
            }
            let (spec, inline) = try option(word, of: command, path: path)
            try store(spec, inline, &rest, &options, path)
        }
        return (options, positionals)
    }

    /// The option that `word` names, and the value after its `=`.
    private func option(_ word: String, of command: CommandSpec, path: [String]) throws -> (OptionSpec, inline: String?) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let found: OptionSpec?
        if word.hasPrefix("--") {
            found = command.allOptions.first { "--\($0.name)" == parts[0] }
        } else {
            found = command.allOptions.first { spec in spec.short.map { "-\($0)" } == parts[0] }
        }
        if let found { return (found, parts.count > 1 ? parts[1] : nil) }
        let nearest = NearestName.of(String(parts[0].drop { $0 == "-" }), among: command.allOptions.map(\.name))
        throw UsageError("unknown option \(parts[0])" + (nearest.map { "; did you mean --\($0)?" } ?? ""), path: path)
    }

    private func store(
        _ spec: OptionSpec, _ inline: String?, _ rest: inout ArraySlice<String>, _ options: inout [String: [String]], _ path: [String]
    ) throws {
        guard let placeholder = spec.placeholder else {
            guard inline == nil else { throw UsageError("--\(spec.name) takes no value", path: path) }
            options[spec.name] = []
            return
        }
        guard let value = inline ?? rest.popFirst(), inline != nil || value == "-" || !value.hasPrefix("-") else {
            throw UsageError("--\(spec.name) needs a value: --\(spec.name) \(placeholder)", path: path)
        }
        guard spec.repeats || options[spec.name] == nil else { throw UsageError("--\(spec.name) was given twice", path: path) }
        options[spec.name, default: []].append(value)
    }

    private func check(_ positionals: [String], of command: CommandSpec, path: [String]) throws {
        guard let spec = command.positional else {
            if let extra = positionals.first { throw UsageError("«\(extra)» is one word too many", path: path) }
            return
        }
        if positionals.count < spec.least { throw UsageError("\(spec.name) is missing", path: path) }
        if let most = spec.most, positionals.count > most { throw UsageError("«\(positionals[most])» is one word too many", path: path) }
    }

    private func subcommandError(_ word: String?, of command: CommandSpec, path: [String]) -> UsageError {
        let names = command.subcommands.map(\.name)
        guard let word else { return UsageError("which command? One of: \(names.joined(separator: ", "))", path: path) }
        let nearest = NearestName.of(word, among: names + ["help"])
        return UsageError("unknown command «\(word)»" + (nearest.map { "; did you mean «\($0)»?" } ?? ""), path: path)
    }
}
