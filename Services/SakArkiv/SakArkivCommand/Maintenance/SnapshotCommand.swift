import Contracts

extension CommandSpec {
    /// `sakarkiv snapshot`
    static let snapshot = CommandSpec(
        name: "snapshot", summary: "Make snapshots of the stores now, or list those that are kept.",
        discussion: """
            A snapshot is a copy of one municipality's store in one service, with its place in the commit log. An instance
            without a store begins with the newest that fits and applies only the rest of the log. The services make them
            on a schedule where SAKARKIV_SNAPSHOTS names a place; this makes one besides. Nothing else waits for it.
            """,
        options: [
            .value("kommune", short: "k", "ORGNR", repeats: true, "only this municipality; may be given more than once (all)"),
            .value("service", "NAME", "only this service's stores (all four)"),
            .flag("list", "list the snapshots that are kept, and make none"),
        ],
        examples: ["sakarkiv snapshot", "sakarkiv snapshot --kommune 970540008 --service registry", "sakarkiv snapshot --list"],
        action: { try await SnapshotCommand($0, $1).run() })
}

/// Has snapshots made, or lists them.
struct SnapshotCommand {
    private let invocation: Invocation
    private let console: Console
    private let client: ServiceClient
    private let services: [ServiceName]

    init(_ invocation: Invocation, _ context: CommandContext) throws {
        (self.invocation, console, client) = (invocation, context.console, try context.client(invocation))
        services =
            invocation.value("service") == nil ? ServiceName.allCases : [try ServiceName.named(invocation, default: .registry)]
    }

    func run() async throws -> ExitCode {
        let municipalities = try await VerifyCommand.municipalities(invocation, client)
        if municipalities.isEmpty { console.note("There is no municipality to make a snapshot of.") }
        if invocation.has("list") { return try await list(municipalities) }
        for service in services {
            for kommune in municipalities { try await make(service, kommune) }
        }
        return .ok
    }

    private func make(_ service: ServiceName, _ kommune: String) async throws {
        console.showStatus("making a snapshot of \(service.rawValue) \(kommune) …")
        defer { console.showStatus("") }
        let made = try await client.json("POST", service, Paging.query("/admin/snapshot", [("kommune", kommune)]), as: "operator")
        console.showStatus("")
        if invocation.has("json") { return console.print(made.json) }
        guard let position = made["position"]?.plain else {
            return console.print("\(service.rawValue) \(kommune)  is being made; sakarkiv snapshot --list shows it when it is done")
        }
        console.print("\(service.rawValue) \(kommune)  at \(position), \(made["bytes"]?.plain ?? "?") bytes")
    }

    private func list(_ municipalities: [String]) async throws -> ExitCode {
        var table = Table(["service", "kommune", "made", "position", "commits", "bytes"], right: [3, 4, 5])
        for service in services {
            for kommune in municipalities {
                let path = Paging.query("/admin/snapshots", [("kommune", kommune)])
                for one in try await client.json(service, path, as: "operator").hits {
                    if invocation.has("json") {
                        console.print(one.json)
                        continue
                    }
                    table.add([
                        .init(service.rawValue), .init(kommune), .init(String((one["made"]?.text ?? "").prefix(19))),
                        .init(one["position"]?.plain ?? ""), .init(one["sequence"]?.plain ?? ""), .init(one["bytes"]?.plain ?? ""),
                    ])
                }
            }
        }
        if !invocation.has("json") { table.lines(console).forEach(console.print) }
        return .ok
    }
}
