extension SakArkiv {
    /// The whole command line.
    static let root = CommandSpec(
        name: "sakarkiv",
        summary: "Sak-Arkiv: start it, publish to it, look into it, prove it.",
        discussion: """
            Messages go to registry and come back as receipts with the assigned numbers. Everything that a script would
            want is also there as JSON (--json), on standard output; words for people go to standard error.
            """,
        examples: [
            "sakarkiv up                               start the four services here",
            "sakarkiv publish melding.xml --kommune 970540008 --wait",
            "sakarkiv status",
        ],
        subcommands: [
            .up, .demo, .ready, .municipality, .publish, .receipts, .trace, .kassasjon, .status, .quarantine, .verify, .rebuild,
            .snapshot, .log,
        ])
}
