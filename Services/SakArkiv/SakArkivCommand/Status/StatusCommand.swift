import Contracts

extension CommandSpec {
    /// `sakarkiv status`
    static let status = CommandSpec(
        name: "status", summary: "How everything stands: services, partitions, owners, lag, alarms, quarantine.",
        discussion: """
            Shows the instances of this machine, or those whose addresses are given. Exits with 1 when there is an alarm,
            something in quarantine, or the log does not answer; with 69 when an instance does not answer.
            """,
        options: [.flag("watch", "again every two seconds until Ctrl-C"), .flag("shards", "also one line per municipality")],
        examples: ["sakarkiv status", "sakarkiv status --json | jq '.alarms'"],
        action: { try await StatusCommand($0, $1).run() })
}

/// Asks every instance for its status and shows them together.
struct StatusCommand {
    private let invocation: Invocation
    private let context: CommandContext
    private let client: ServiceClient
    private static let pauseBetweenLooks = Duration.seconds(2)

    init(_ invocation: Invocation, _ context: CommandContext) throws {
        (self.invocation, self.context, client) = (invocation, context, try context.client(invocation))
    }

    func run() async throws -> ExitCode {
        while true {
            let status = try await Self.collect(client)
            if invocation.has("json") {
                context.console.print(status.json.json)
            } else {
                if invocation.has("watch") { context.console.printRaw("\u{1B}[H\u{1B}[2J") }
                StatusReport(context.console, withShards: invocation.has("shards")).show(status)
            }
            guard invocation.has("watch") else { return status.exitCode }
            try await context.clock.sleep(for: Self.pauseBetweenLooks)
        }
    }

    /// Every instance's answer, in the order of the services.
    static func collect(_ client: ServiceClient) async throws -> SystemStatus {
        var instances: [SystemStatus.Instance] = []
        for service in ServiceName.allCases {
            for url in client.addresses.all(service) {
                do {
                    let answer = try await client.json(service, "/admin/status", at: url, as: "operator")
                    instances.append(.init(service: service, url: url, answer: answer))
                } catch let failure as CommandFailure where failure.code == .unavailable {
                    instances.append(.init(service: service, url: url, answer: nil))
                }
            }
        }
        return SystemStatus(instances: instances)
    }
}
