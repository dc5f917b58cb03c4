import Contracts

extension CommandSpec {
    /// `sakarkiv rebuild`
    static let rebuild = CommandSpec(
        name: "rebuild", summary: "Build a municipality's store anew from the commit log.",
        discussion: """
            The store of that municipality is set aside and built again; its reads and writes wait meanwhile, the other
            municipalities go on. Nothing is lost: the log has everything. On several machines it is the owner's store;
            with --here that of the machine asked, which may only stand by.
            """,
        options: [
            .value("kommune", short: "k", "ORGNR", "the municipality"),
            .value("service", "NAME", "whose store (registry)"),
            .flag("here", "the store of the instance that is asked, whoever owns the municipality"),
            .flag("no-wait", "do not wait until it is done"),
        ],
        examples: ["sakarkiv rebuild --kommune 970540008"],
        action: { try await RebuildCommand($0, $1).run() })
}

/// Has a store built anew and follows it.
struct RebuildCommand {
    private let invocation: Invocation
    private let context: CommandContext
    private let client: ServiceClient
    private let service: ServiceName
    private static let pauseBetweenLooks = Duration.milliseconds(200)

    init(_ invocation: Invocation, _ context: CommandContext) throws {
        (self.invocation, self.context, client) = (invocation, context, try context.client(invocation))
        service = try ServiceName.named(invocation, default: .registry)
    }

    func run() async throws -> ExitCode {
        guard let kommune = invocation.value("kommune") else { throw invocation.usage("--kommune is missing") }
        let answer = try await client.json(
            "POST", service, Paging.query("/admin/rebuild", [("kommune", kommune), ("here", invocation.has("here") ? "true" : nil)]),
            as: "operator")
        if invocation.has("no-wait") {
            context.console.print(
                invocation.has("json") ? answer.json : "\(kommune) is being rebuilt; sakarkiv ready tells when it is done")
            return .ok
        }
        // Where it is rebuilt, which may be another machine.
        if let url = answer["url"]?.text {
            while try await isRebuilding(kommune, at: url) {
                context.console.showStatus("rebuilding \(kommune)")
                try await context.clock.sleep(for: Self.pauseBetweenLooks)
            }
        }
        let readiness = Readiness(requester: context.requester)
        for url in client.addresses.all(service) {
            while case .waiting(let why) = await readiness.look(url) {
                context.console.showStatus("rebuilding \(kommune)  \(why)")
                try await context.clock.sleep(for: Self.pauseBetweenLooks)
            }
        }
        context.console.showStatus("")
        context.console.print(invocation.has("json") ? answer.json : "\(kommune) rebuilt")
        return .ok
    }

    private func isRebuilding(_ kommune: String, at url: String) async throws -> Bool {
        let status = try await client.json(service, "/admin/status", at: url, as: "operator")
        return (status["partitions"]?.elements ?? []).contains { partition in
            (partition["rebuilding"]?.elements ?? []).contains { $0.text == kommune }
        }
    }
}
