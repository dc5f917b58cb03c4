extension CommandSpec {
    /// `sakarkiv ready`
    static let ready = CommandSpec(
        name: "ready", summary: "Is it ready? For scripts and health checks.",
        discussion: "Asks /readyz of every instance, or of the addresses given. Exits with 0 when all are ready, else with 75 or 69.",
        options: [.value("wait-seconds", "SECONDS", "wait this long for them to become ready (0)")],
        positional: .any("URL", "only these addresses"),
        examples: ["sakarkiv ready --wait-seconds 60", "sakarkiv ready http://127.0.0.1:7410"],
        action: { try await ReadyCommand($0, $1).run() })
}

/// Waits until all are ready.
struct ReadyCommand {
    private let invocation: Invocation
    private let context: CommandContext
    private static let pauseBetweenLooks = Duration.milliseconds(200)

    init(_ invocation: Invocation, _ context: CommandContext) throws { (self.invocation, self.context) = (invocation, context) }

    func run() async throws -> ExitCode {
        let addresses = ServiceAddresses.find(invocation, environment: context.environment, data: context.data(invocation))
        let named = invocation.positionals
        let urls = named.isEmpty ? ServiceName.allCases.flatMap(addresses.all) : named
        let deadline = context.clock.elapsed() + .seconds(try invocation.int("wait-seconds", in: 0...86_400) ?? 0)
        let readiness = Readiness(requester: context.requester)
        var code = ExitCode.ok
        for url in urls {
            var state = await readiness.look(url)
            while state != .ready, context.clock.elapsed() < deadline {
                try await context.clock.sleep(for: Self.pauseBetweenLooks)
                state = await readiness.look(url)
            }
            switch state {
            case .ready: context.console.print("\(url) ready")
            case .waiting(let why):
                context.console.print("\(url) not ready: \(why)")
                if code == .ok { code = .temporary }
            case .silent(let why):
                context.console.print("\(url) does not answer: \(why)")
                code = .unavailable
            }
        }
        return code
    }
}
