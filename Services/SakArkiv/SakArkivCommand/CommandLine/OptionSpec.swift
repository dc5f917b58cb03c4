/// One option of a command: `--name`, or `--name VALUE`.
struct OptionSpec: Sendable, Equatable {
    /// Without the dashes.
    let name: String
    /// The one-letter form, if it has one.
    let short: Character?
    /// What the value is called in the help; nil for a switch.
    let placeholder: String?
    /// May it be given more than once?
    let repeats: Bool
    /// One sentence for the help.
    let help: String
    /// Does it stand in the help? Some are told of in the help of another.
    var isListed = true

    /// `--name`: there or not.
    static func flag(_ name: String, short: Character? = nil, _ help: String) -> OptionSpec {
        OptionSpec(name: name, short: short, placeholder: nil, repeats: false, help: help)
    }

    /// `--name VALUE`.
    static func value(_ name: String, short: Character? = nil, _ placeholder: String, repeats: Bool = false, _ help: String) -> OptionSpec {
        OptionSpec(name: name, short: short, placeholder: placeholder, repeats: repeats, help: help)
    }

    /// `--name VALUE` that the help of another option tells of.
    static func unlisted(_ name: String, _ placeholder: String) -> OptionSpec {
        OptionSpec(name: name, short: nil, placeholder: placeholder, repeats: false, help: "", isListed: false)
    }

    /// As it stands in the help: `-h, --help`, `    --kommune ORGNR`.
    var usage: String {
        let long = "--\(name)" + (placeholder.map { " \($0)" } ?? "")
        return short.map { "-\($0), \(long)" } ?? "    \(long)"
    }
}

/// What stands on the command line without dashes: the files of `publish`, the ids of `quarantine resubmit`.
struct PositionalSpec: Sendable, Equatable {
    /// How the help shows it: `FILE…`.
    let name: String
    /// At least this many.
    let least: Int
    /// At most this many; nil = any number.
    let most: Int?
    /// One sentence for the help.
    let help: String

    /// Exactly one.
    static func one(_ name: String, _ help: String) -> PositionalSpec { PositionalSpec(name: name, least: 1, most: 1, help: help) }

    /// One or more.
    static func many(_ name: String, _ help: String) -> PositionalSpec { PositionalSpec(name: name + "…", least: 1, most: nil, help: help) }

    /// Any number, also none.
    static func any(_ name: String, _ help: String) -> PositionalSpec {
        PositionalSpec(name: "[\(name)…]", least: 0, most: nil, help: help)
    }
}
