import Contracts

extension CommandSpec {
    /// `sakarkiv verify`
    static let verify = CommandSpec(
        name: "verify", summary: "Prove a store: its hash chain, and the log replayed into a scratch store and compared.",
        discussion: """
            Reads the municipality's whole commit log, checks every link of the hash chain, builds the store again beside
            the live one and compares them table by table. Changes nothing. Exits with 1 when anything differs. On several
            machines it is the owner's store that is proved; with --here that of the machine asked, which may only stand by.
            """,
        options: [
            .value("kommune", short: "k", "ORGNR", repeats: true, "only this municipality; may be given more than once (all)"),
            .value("service", "NAME", "whose store (registry)"),
            .flag("here", "the store of the instance that is asked, whoever owns the municipality"),
        ],
        examples: ["sakarkiv verify", "sakarkiv verify --kommune 970540008 --json"],
        action: { try await VerifyCommand($0, $1).run() })
}

/// Has stores proved.
struct VerifyCommand {
    private let invocation: Invocation
    private let console: Console
    private let client: ServiceClient
    private let service: ServiceName

    init(_ invocation: Invocation, _ context: CommandContext) throws {
        (self.invocation, console, client) = (invocation, context.console, try context.client(invocation))
        service = try ServiceName.named(invocation, default: .registry)
    }

    func run() async throws -> ExitCode {
        var faults = 0
        let municipalities = try await Self.municipalities(invocation, client)
        for kommune in municipalities {
            console.showStatus("proving \(kommune) …")
            let answer = try await client.json(
                "POST", service, Paging.query("/admin/verify", [("kommune", kommune), ("here", invocation.has("here") ? "true" : nil)]),
                as: "operator")
            console.showStatus("")
            let isGood = answer["chain"]?["ok"]?.boolean == true && answer["replay"]?["equal"]?.boolean == true
            if !isGood { faults += 1 }
            if invocation.has("json") { console.print(answer.json) } else { show(kommune, answer, isGood) }
        }
        if municipalities.isEmpty { console.note("There is no municipality to prove.") }
        return faults == 0 ? .ok : .refused
    }

    /// The ones named, or all.
    static func municipalities(_ invocation: Invocation, _ client: ServiceClient) async throws -> [String] {
        let named = invocation.values("kommune")
        if !named.isEmpty { return named }
        return try await client.pages(.registry, "/kommuner", as: "operator").compactMap { $0["organisasjonsnummer"]?.text }
    }

    private func show(_ kommune: String, _ answer: JSONValue, _ isGood: Bool) {
        let tables = answer["replay"]?["tables"]?.elements ?? []
        let rows = tables.reduce(Int64(0)) { $0 + ($1["rows"]?.integer ?? 0) }
        let commits = answer["chain"]?["commits"]?.integer ?? 0
        guard !isGood else {
            let void = answer["chain"]?["void"]?.integer.map { "; \($0) commits were declared void" } ?? ""
            let proof = "\(commits) commits in one unbroken chain; replayed, \(rows) rows in \(tables.count) tables are equal\(void)"
            console.print("\(console.styled("✓", .green)) \(kommune)  \(proof)")
            return showHanging(kommune, answer)
        }
        console.print("\(console.styled("✗", .red)) \(kommune)")
        if answer["chain"]?["ok"]?.boolean != true {
            let fault = answer["chain"]?.given("fault")
            console.print("    the chain is broken: \(fault?.plain ?? fault?.json ?? "no reason given")")
        }
        showHanging(kommune, answer)
        for table in tables where table["equal"]?.boolean != true {
            console.print("    table \(table["table"]?.plain ?? "?") differs from the replay (\(table["rows"]?.plain ?? "?") rows)")
        }
        for difference in answer["replay"]?["differences"]?.elements ?? [] { console.print("    \(difference.plain ?? difference.json)") }
    }

    /// Commits beside the chain do not make the store wrong, but somebody was answered by them.
    private func showHanging(_ kommune: String, _ answer: JSONValue) {
        guard let hanging = answer["chain"]?["hanging"]?.integer else { return }
        console.print(
            "    \(hanging) commits hang beside the chain: the log was forked; look with: "
                + "sakarkiv log branches --service \(service.rawValue) --kommune \(kommune)")
    }
}
