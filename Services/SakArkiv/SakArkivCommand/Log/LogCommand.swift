import Contracts

extension CommandSpec {
    /// `sakarkiv log`
    static let log = CommandSpec(
        name: "log", summary: "Look into a commit log that may be damaged, and decide what is void.",
        discussion: """
            After an older log was restored, a store from the time before may have gone on with a history that the log does
            not have: its commits hang beside the chain, and where they leave a gap every reader stops. `branches` tells which
            commits lie where; `void` declares what hangs void, for ever, with your reason.
            """,
        subcommands: [
            CommandSpec(
                name: "branches", summary: "Which commits lie on which branch. Exits with 1 when any hang that are not void.",
                options: [service, kommune],
                examples: ["sakarkiv log branches", "sakarkiv log branches --service documents --kommune 970540008 --json"],
                action: { try await LogCommand($0, $1).branches() }),
            CommandSpec(
                name: "void", summary: "Declare the hanging commits of a municipality in a stretch of its partition void.",
                discussion: """
                    Only what hangs can be declared void; a stretch with a commit of the chain that the rule follows is refused.
                    What the void commits were about is told, so that it can be handed in again where nothing else has done it.
                    """,
                options: [
                    service, kommune, .value("from", "OFFSET", "the first offset"), .value("to", "OFFSET", "the last offset"),
                    .value("reason", "TEXT", "why; it is kept with the decision"),
                ],
                examples: [
                    "sakarkiv log void --kommune 970540008 --from 7197 --to 7276 --reason 'restored log, store of the lost one'"
                ],
                action: { try await LogCommand($0, $1).void() }),
        ])

    private static let service = OptionSpec.value("service", "NAME", "whose commit log (registry)")
    private static let kommune = OptionSpec.value("kommune", short: "k", "ORGNR", "the municipality (branches: all)")
}

/// Asks for the branches of a commit log, and declares hanging commits void.
struct LogCommand {
    private let invocation: Invocation
    private let console: Console
    private let client: ServiceClient
    private let service: ServiceName

    init(_ invocation: Invocation, _ context: CommandContext) throws {
        (self.invocation, console, client) = (invocation, context.console, try context.client(invocation))
        service = try ServiceName.named(invocation, default: .registry)
    }

    func branches() async throws -> ExitCode {
        var next: String? = Paging.query("/admin/log/branches", [("kommune", invocation.value("kommune"))])
        var partitions: [BranchReport] = []
        while let path = next {
            console.showStatus("reading the log \(path) …")
            let page = try await client.json(service, path, as: "operator")
            console.showStatus("")
            if invocation.has("json") { console.print(page.json) }
            let report = BranchReport(page, of: service)
            if let last = partitions.last, last.partition == report.partition {
                partitions[partitions.count - 1].add(report)
            } else {
                partitions.append(report)
            }
            next = page["neste"]?.text
        }
        if !invocation.has("json") { for report in partitions { report.lines(console).forEach(console.print) } }
        return partitions.allSatisfy { $0.open == 0 } ? .ok : .refused
    }

    func void() async throws -> ExitCode {
        guard let kommune = invocation.value("kommune") else { throw invocation.usage("--kommune is missing") }
        guard let reason = invocation.value("reason"), !reason.isEmpty else { throw invocation.usage("--reason is missing: say why") }
        guard let from = try invocation.int("from", in: 0...Int.max), let to = try invocation.int("to", in: 0...Int.max) else {
            throw invocation.usage("--from and --to are needed: the first and the last offset, from sakarkiv log branches")
        }
        let answer = try await client.json(
            "POST", service, Paging.query("/admin/log/void", [("kommune", kommune)]), as: "operator",
            body: ["from": .int(Int64(from)), "to": .int(Int64(to)), "reason": .string(reason)])
        if invocation.has("json") {
            console.print(answer.json)
            return .ok
        }
        let commits = answer["commits"]?.elements ?? []
        console.print("\(commits.count) commits of \(kommune) are void; decision \(answer["id"]?.plain ?? "?"), kept for ever")
        BranchReport.unanswered(commits).forEach(console.print)
        console.print("a municipality that is stopped goes on after: sakarkiv rebuild --service \(service.rawValue) --kommune \(kommune)")
        return .ok
    }
}
