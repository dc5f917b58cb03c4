extension CommandSpec {
    /// `sakarkiv receipts`
    static let receipts = CommandSpec(
        name: "receipts", summary: "Read a partner's receipts, or those of one message.",
        discussion: """
            Without --source and --id: the partner's whole stream from --after on. With --follow it goes on until Ctrl-C.
            The position to go on from is printed at the end (and stands in every line of --json).
            """,
        options: [
            .flag("follow", short: "f", "wait for more"),
            .value("partner", "NAME", "whose receipts (byggsak)"),
            .value("source", "URI", "with --id: the receipts of one message"),
            .value("id", "ID", "with --source: the receipts of one message"),
            .value("after", "POSITION", "only what comes after this position"),
        ],
        examples: ["sakarkiv receipts --follow", "sakarkiv receipts --source /no/970540008/byggsak --id 4711 --json"],
        action: { try await ReceiptsCommand($0, $1).run() })
}

/// Reads receipts.
struct ReceiptsCommand {
    private let invocation: Invocation
    private let context: CommandContext
    private let client: ServiceClient
    private let partner: String
    private static let pauseBetweenLooks = Duration.milliseconds(500)

    init(_ invocation: Invocation, _ context: CommandContext) throws {
        (self.invocation, self.context, client) = (invocation, context, try context.client(invocation))
        partner = invocation.value("partner") ?? "byggsak"
    }

    func run() async throws -> ExitCode {
        switch (invocation.value("source"), invocation.value("id")) {
        case (let source?, let id?): return try await one(source, id)
        case (nil, nil): return try await stream()
        default: throw invocation.usage("--source and --id go together")
        }
    }

    /// The receipts of one message; with `--follow` until the last one.
    private func one(_ source: String, _ id: String) async throws -> ExitCode {
        let follower = ReceiptFollower(client: client, partner: partner, clock: context.clock)
        var shown = 0
        var isRefused = false
        while true {
            let receipts = try await follower.receipts(source: source, id: id)
            for receipt in receipts.dropFirst(shown) {
                show(receipt)
                isRefused = isRefused || receipt.isRefusal
            }
            shown = max(shown, receipts.count)
            if !invocation.has("follow") || receipts.contains(where: \.isFinal) { break }
            try await context.clock.sleep(for: Self.pauseBetweenLooks)
        }
        if shown == 0 { context.console.note("No receipts of that message.") }
        return isRefused ? .refused : .ok
    }

    /// A partner's stream.
    private func stream() async throws -> ExitCode {
        var path = Paging.query("/receipts", [("partner", partner), ("after", invocation.value("after"))])
        var shown: Set<String> = []
        while true {
            let page = try await client.json(.registry, path, as: partner)
            let next = page["neste"]?.plain.flatMap { Paging.path($0, after: path) }
            // A last page without a position is read again; what it showed before is known by its id.
            let found = page.hits.filter { shown.insert("\($0["source"]?.text ?? "") \($0["id"]?.text ?? $0.json)").inserted }
            for event in found { show(Receipt(event)) }
            if let next, next != path { (path, shown) = (next, []) }
            guard found.isEmpty || next == nil else { continue }
            guard invocation.has("follow") else { break }
            try await context.clock.sleep(for: Self.pauseBetweenLooks)
        }
        context.console.note("Next time: sakarkiv receipts --after " + (position(path) ?? "0"))
        return .ok
    }

    private func show(_ receipt: Receipt) {
        if invocation.has("json") { return context.console.print(receipt.event.json) }
        let console = context.console
        let style: Console.Style = receipt.isRefusal ? .red : receipt.kind == .kvittering ? .green : .dim
        let time = (receipt.event["time"]?.text ?? "").prefix(19)
        let head = [String(time), receipt.correlationID, console.styled(receipt.summary[0], style)].filter { !$0.isEmpty }
        console.print(head.joined(separator: "  "))
        for line in receipt.summary.dropFirst() { console.print("    \(line)") }
    }

    private func position(_ path: String) -> String? {
        path.split(separator: "?").last?.split(separator: "&").first { $0.hasPrefix("after=") }.map { String($0.dropFirst(6)) }
    }
}
