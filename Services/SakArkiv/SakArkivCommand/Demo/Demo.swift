import Contracts

extension CommandSpec {
    /// `sakarkiv demo`
    static let demo = CommandSpec(
        name: "demo", summary: "Create three municipalities, publish ten messages, some with files, and show one's whole way.",
        discussion: "Run it again: the same messages get the same numbers, for the archive knows them.",
        options: [.value("wait-seconds", "SECONDS", "how long to wait for each receipt, and for the whole way (60)")],
        action: { invocation, context in
            let seconds = try invocation.int("wait-seconds", in: 1...86_400) ?? 60
            return try await Demo(context, try context.client(invocation), json: invocation.has("json"), waitSeconds: seconds).run()
        })
}

/// The demonstration: what a partner sends, what comes back, and the way of one message through all services, on screen.
struct Demo {
    /// What became of one message.
    private struct Outcome {
        let message: DemoMessages.Message
        let event: MessageEnvelope.Event
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
        let subscriber = try await DemoSubscriber.subscribe(to: DemoMessages.municipalities[0], client)
        let bar = ProgressBar(console, total: DemoMessages.all.count)
        var outcomes: [Outcome] = []
        var news: DemoSubscriber.News?
        for message in DemoMessages.all {
            bar.show(outcomes.count, message.file)
            if message.file == DemoMessages.followed {
                let outcome: Outcome
                (outcome, news) = try await publish(message, with: subscriber)
                outcomes.append(outcome)
            } else {
                outcomes.append(try await publish(message))
            }
            if let last = outcomes.last { show(last) }
        }
        bar.finish()
        guard !json else { return .ok }
        try await way(outcomes, news)
        next(outcomes)
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

    /// Publishes a message while the subscriber waits for news; one that was there before brings none.
    private func publish(
        _ message: DemoMessages.Message, with subscriber: DemoSubscriber
    ) async throws -> (Outcome, DemoSubscriber.News?) {
        let event = try event(message)
        if try await isAnswered(event) { return (try await publish(message), nil) }
        // All that came before has been told by now, or the first news would be another message's.
        try await settle()
        let cursor = try await subscriber.cursor()
        async let news = subscriber.next(after: cursor)
        let outcome = try await publish(message)
        return (outcome, try await news)
    }

    private func publish(_ message: DemoMessages.Message) async throws -> Outcome {
        let event = try event(message)
        let isRepeat = try await isAnswered(event)
        try await upload(message)
        switch try await Publisher(client: client, partner: Self.partner, inFlightMax: 1).send(event) {
        case .refused(_, let problem) where problem.status == 409:
            throw CommandFailure(
                .refused, "\(message.file) was published here before with other content",
                advice: "the data directory is an older demo's; start over with --reset, or in another directory with --data")
        case .refused(_, let problem): throw problem
        case .accepted: break
        }
        let deadline = follower.clock.elapsed() + .seconds(waitSeconds)
        let receipt = try await follower.final(source: event.source, id: event.id, deadline: deadline)
        return Outcome(message: message, event: event, receipt: receipt, isRepeat: isRepeat)
    }

    private func event(_ message: DemoMessages.Message) throws -> MessageEnvelope.Event {
        let envelope = MessageEnvelope(kommune: kommune(of: message), id: message.id, partner: Self.partner)
        let item = MessageSource.Item(name: message.file, bytes: try DemoMessages.published(message))
        guard let event = try envelope.events(item).first else { throw CommandFailure(.internal, "\(message.file) is no message") }
        return event
    }

    private func kommune(of message: DemoMessages.Message) -> String {
        DemoMessages.municipalities[message.municipality].organisasjonsnummer
    }

    private func isAnswered(_ event: MessageEnvelope.Event) async throws -> Bool {
        try await follower.receipts(source: event.source, id: event.id).contains(where: \.isFinal)
    }

    /// Sends the files that the message names by checksum.
    private func upload(_ message: DemoMessages.Message) async throws {
        guard case .uploaded(let names) = message.files else { return }
        for (_, bytes) in try DemoMessages.files(names) {
            let path = Paging.query("/filer/\(DemoFiles.reference(bytes))", [("kommune", kommune(of: message))])
            try await DemoPatience(client).patiently {
                _ = try await client.call(
                    "PUT", .documents, path, as: Self.partner, headers: ["Content-Type": "application/octet-stream"], body: bytes)
            }
        }
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
        let token = client.tokens.file(of: DemoSubscriber.identity)
        // To be pasted into a shell, whatever the data directory is called.
        let quoted = "'\(token.replacingOccurrences(of: "'", with: "'\\''"))'"
        console.print("")
        console.print("The live list:           \(client.addresses.first(.notifications))/  (paste the token in \(token))")
        console.print(
            "Look at the first case:  curl -H \"Authorization: Bearer $(cat \(quoted))\" '\(base)\(path)?kommune=\(hamar)'")
        console.print(
            "Watch receipts come in:  sakarkiv receipts --follow     and publish: sakarkiv publish FILE --kommune \(hamar) --wait")
        console.print("Follow any message:      sakarkiv trace ID              and look around: sakarkiv status")
        console.print("Prove the history:       sakarkiv verify")
    }
}

// MARK: - The way of one message

extension Demo {
    private static let spanMilliseconds: Int64 = 900_000

    /// Waits until the services have read all there is of the first case: the timeline is to show one message alone.
    private func settle() async throws {
        guard let first = DemoMessages.all.first, let subject = try await subject(of: try event(first)) else { return }
        _ = try await traces.follow(subject, deadline: client.clock.elapsed() + .seconds(waitSeconds))
    }

    private var traces: TraceFollower {
        TraceFollower(client: client, collector: TraceCollector(client: client, spanMilliseconds: Self.spanMilliseconds))
    }

    private func subject(of event: MessageEnvelope.Event) async throws -> TraceSubject? {
        try await SubjectFinder(client: client, partner: Self.partner, source: event.source, kommune: nil).message(event.id)
    }

    /// Shows where the message has been, once every service has done its part.
    private func way(_ outcomes: [Outcome], _ news: DemoSubscriber.News?) async throws {
        guard let outcome = outcomes.first(where: { $0.message.file == DemoMessages.followed }),
            let subject = try await subject(of: outcome.event)
        else { return }
        console.showStatus("the way of \(outcome.message.file)")
        let followed = try await traces.follow(subject, deadline: client.clock.elapsed() + .seconds(waitSeconds)) { look in
            console.showStatus("the way of \(outcome.message.file): \(look.outstanding.joined(separator: ", "))")
        }
        console.showStatus("")
        guard var timeline = Timeline(followed.trace.entries) else { return }
        if let news, news.traceID == subject.traceID {
            timeline.reached("subscriber", "told of it (waiting request)", at: news.moment)
        }
        console.print("\nThe way of \(outcome.message.file), in milliseconds:")
        for line in TimelineReport(console).lines(followed.trace, timeline, withEvents: false) { console.print("  \(line)") }
        if !followed.outstanding.isEmpty { console.note("  not done yet: \(followed.outstanding.joined(separator: ", "))") }
    }
}
