import Contracts

extension CommandSpec {
    /// `sakarkiv demo`
    static let demo = CommandSpec(
        name: "demo", summary: "Create three municipalities, publish ten messages, follow them to their receipts.",
        discussion: "Run it again: the same messages get the same numbers, for the archive knows them.",
        options: [.value("wait-seconds", "SECONDS", "how long to wait for each receipt (60)")],
        action: { invocation, context in
            let seconds = try invocation.int("wait-seconds", in: 1...86_400) ?? 60
            return try await Demo(context, try context.client(invocation), json: invocation.has("json"), waitSeconds: seconds).run()
        })
}

/// The demonstration: what a partner sends and what comes back, on screen.
struct Demo {
    /// What became of one message.
    private struct Outcome {
        let message: DemoMessages.Message
        let receipt: Receipt
        /// Was it there before?
        let isRepeat: Bool
    }

    private static let partner = "byggsak"
    private let console: Console
    private let client: ServiceClient
    private let follower: ReceiptFollower
    private let json: Bool
    private let waitSeconds: Int

    init(_ context: CommandContext, _ client: ServiceClient, json: Bool = false, waitSeconds: Int = 60) {
        (console, self.client, self.json, self.waitSeconds) = (context.console, client, json, waitSeconds)
        follower = ReceiptFollower(client: client, partner: Self.partner, clock: context.clock)
    }

    /// Runs it from beginning to end. The refused message is meant to be refused, so the demo ends well with it.
    func run() async throws -> ExitCode {
        try await municipalities()
        let bar = ProgressBar(console, total: DemoMessages.all.count)
        var outcomes: [Outcome] = []
        for message in DemoMessages.all {
            bar.show(outcomes.count, message.file)
            let outcome = try await publish(message)
            outcomes.append(outcome)
            show(outcome)
        }
        bar.finish()
        if !json { next(outcomes) }
        return .ok
    }

    private func municipalities() async throws {
        for municipality in DemoMessages.municipalities {
            let (isNew, _) = try await MunicipalityCommand.add(municipality, demo: true, client)
            guard !json else { continue }
            console.print(
                "  \(console.styled("✓", .green)) \(municipality.navn) (\(municipality.organisasjonsnummer)) \(isNew ? "created" : "exists")"
            )
        }
    }

    private func publish(_ message: DemoMessages.Message) async throws -> Outcome {
        let kommune = DemoMessages.municipalities[message.municipality].organisasjonsnummer
        let envelope = MessageEnvelope(kommune: kommune, id: message.id, partner: Self.partner)
        let item = MessageSource.Item(name: message.file, bytes: try DemoMessages.bytes(message))
        guard let event = try envelope.events(item).first else { throw CommandFailure(.internal, "\(message.file) is no message") }
        let isRepeat = try await follower.receipts(source: event.source, id: event.id).contains(where: \.isFinal)
        switch try await Publisher(client: client, partner: Self.partner, inFlightMax: 1).send(event) {
        case .refused(_, let problem): throw problem
        case .accepted: break
        }
        let deadline = follower.clock.elapsed() + .seconds(waitSeconds)
        let receipt = try await follower.final(source: event.source, id: event.id, deadline: deadline)
        return Outcome(message: message, receipt: receipt, isRepeat: isRepeat)
    }

    private func show(_ outcome: Outcome) {
        guard !json else {
            let line: JSONValue = ["id": .string(outcome.message.id), "repeat": .bool(outcome.isRepeat), "receipt": outcome.receipt.event]
            return console.print(line.json)
        }
        let refused = outcome.receipt.isRefusal
        let mark = refused ? console.styled("✗", .red) : console.styled("✓", .green)
        let name = outcome.message.file.padding(toLength: 33, withPad: " ", startingAt: 0)
        let again = outcome.isRepeat ? console.styled(" (existing)", .dim) : ""
        console.print("  \(mark) \(name) \(console.styled(outcome.receipt.summary[0], .bold))\(again)")
        console.print(console.styled("      \(outcome.message.shows)", .dim))
        for line in outcome.receipt.summary.dropFirst() { console.print("      \(line)") }
    }

    private func next(_ outcomes: [Outcome]) {
        let base = client.addresses.first(.registry)
        let hamar = DemoMessages.municipalities[0].organisasjonsnummer
        let path = outcomes.first.flatMap(\.receipt.saksnummer).map { "/saksmapper/\($0)" } ?? "/sok"
        console.print("")
        console.print(
            "Look at the first case:  curl -H \"Authorization: Bearer $(cat data/tokens/saksbehandler)\" '\(base)\(path)?kommune=\(hamar)'")
        console.print(
            "Watch receipts come in:  sakarkiv receipts --follow     and publish: sakarkiv publish FILE --kommune \(hamar) --wait")
        console.print("Prove the history:       sakarkiv verify                and look around: sakarkiv status")
    }
}
