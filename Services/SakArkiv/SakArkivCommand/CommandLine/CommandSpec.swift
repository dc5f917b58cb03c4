/// A command and what `--help` says about it. The tree of these is the whole command line; nothing is parsed that does not stand here.
struct CommandSpec: Sendable {
    /// What does the work.
    typealias Action = @Sendable (Invocation, CommandContext) async throws -> ExitCode

    /// Its word on the command line.
    let name: String
    /// One line, for the list of commands.
    let summary: String
    /// A few lines more, for its own help.
    var discussion: String = ""
    /// Its own options; the general ones come by themselves.
    var options: [OptionSpec] = []
    /// What it takes without dashes.
    var positional: PositionalSpec?
    /// Lines to copy.
    var examples: [String] = []
    /// Its subcommands; one that has any does nothing itself.
    var subcommands: [CommandSpec] = []
    /// What it does.
    var action: Action?

    /// Options that every command takes.
    static let general: [OptionSpec] = [
        .value("data", "DIR", "data directory, where the tokens lie (SAKARKIV_DATA; ./data)"),
        .value("as", "IDENTITY", "whose token to send: a file in <data>/tokens"),
        .value("token", "TOKEN", "the token itself (SAKARKIV_TOKEN), instead of --as"),
        .value("registry", "URL", "address of registry (SAKARKIV_REGISTRY_URL); likewise --documents, --retention, --notifications"),
        .unlisted("documents", "URL"), .unlisted("retention", "URL"), .unlisted("notifications", "URL"),
        .value("timeout", "SECONDS", "give up after this long without an answer (30)"),
        .flag("json", "for scripts: JSON on standard output, one value or one line per thing"),
        .value("colour", "WHEN", "auto, always or never (auto: on a terminal, unless NO_COLOR is set)"),
        .flag("help", short: "h", "show this help"),
    ]

    /// The command's options and the general ones.
    var allOptions: [OptionSpec] { options + Self.general }
}
