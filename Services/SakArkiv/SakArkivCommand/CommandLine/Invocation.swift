/// One understood command line: which command, with which options.
struct Invocation: Sendable {
    /// The words that led to the command: `sakarkiv quarantine list`.
    let path: [String]
    /// The command.
    let command: CommandSpec
    /// Values by option name, in the order given; a switch that is there has an empty list.
    let options: [String: [String]]
    /// What stood without dashes.
    let positionals: [String]

    /// Is the switch there?
    func has(_ name: String) -> Bool { options[name] != nil }

    /// The last value given.
    func value(_ name: String) -> String? { options[name]?.last }

    /// Every value given.
    func values(_ name: String) -> [String] { options[name] ?? [] }

    /// A whole number within limits.
    func int(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = value(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw UsageError("--\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound), not «\(text)»", path: path)
        }
        return number
    }

    /// A usage error about this command.
    func usage(_ message: String) -> UsageError { UsageError(message, path: path) }
}

/// The command line makes no sense; says what is wrong and what was probably meant.
struct UsageError: Error, Equatable {
    /// What is wrong.
    let message: String
    /// The command that it is about, for the pointer to its help.
    let path: [String]

    init(_ message: String, path: [String]) { (self.message, self.path) = (message, path) }
}
