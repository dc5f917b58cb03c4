import Domain

extension CommandSpec {
    /// `sakarkiv publish`
    static let publish = CommandSpec(
        name: "publish", summary: "Publish messages: arkivmelding in XML or JSON, ASiC-E containers, ready CloudEvents.",
        discussion: """
            XML, JSON and containers are wrapped in a CloudEvent; a ready CloudEvent passes through. The id is made from
            the content, so publishing a file twice is a repeat and not a second case. Files go in the order given, a
            directory's by name, one JSON line each from .jsonl.
            """,
        options: [
            .value("kommune", short: "k", "ORGNR", "the municipality, nine digits (a ready CloudEvent may say it itself)"),
            .value("partner", "NAME", "who sends: whose token, and whose receipts (byggsak)"),
            .value("source", "URI", "source of the event (/no/<kommune>/<partner>)"),
            .value("id", "ID", "id of the event; for one message"),
            .flag("new-id", "a fresh id for every message: the same content again is a new message"),
            .value(
                "attach", "PATH", repeats: true,
                "pack this file, or a directory's files, with the arkivmelding (XML) into an ASiC-E container"),
            .value("type", "TYPE", "type of the event (\(MessageEnvelope.defaultType))"),
            .value("parallel", "N", "so many under way at once: faster, and the order is lost (1)"),
            .flag("wait", short: "w", "follow every message to its last receipt"),
            .value("wait-seconds", "SECONDS", "how long to wait for the receipts (60)"),
        ],
        positional: .many("FILE", "files, directories, or - for standard input"),
        examples: [
            "sakarkiv publish soeknad.xml --kommune 970540008 --wait",
            "sakarkiv publish arkivmelding.xml --attach soeknad.pdf --attach tegninger/ --kommune 970540008",
            "sakarkiv publish ut/ -k 970540008 --parallel 16",
            "jq -c '.[]' hendelser.json | sakarkiv publish - --json",
        ],
        action: { try await PublishCommand($0, $1).run() })
}

/// Publishes files and, when asked, follows them.
struct PublishCommand {
    private let invocation: Invocation
    private let context: CommandContext
    private let client: ServiceClient
    private let partner: String

    init(_ invocation: Invocation, _ context: CommandContext) throws {
        (self.invocation, self.context, client) = (invocation, context, try context.client(invocation))
        partner = invocation.value("partner") ?? "byggsak"
    }

    func run() async throws -> ExitCode {
        let events = try read()
        let parallel = try invocation.int("parallel", in: 1...64) ?? 1
        let bar = ProgressBar(context.console, total: events.count)
        let publisher = Publisher(client: client, partner: partner, inFlightMax: parallel)
        let started = context.clock.elapsed()
        let outcomes = try await publisher.publish(events) { bar.advance($0.event.name) }
        bar.finish()
        let report = PublishReport(context.console, json: invocation.has("json"))
        let refused = invocation.has("wait") ? try await follow(outcomes, report) : report.handedOver(outcomes)
        report.summary(events.count, refused: refused, seconds: (context.clock.elapsed() - started).inSeconds)
        return refused == 0 ? .ok : .refused
    }

    private func read() throws -> [MessageEnvelope.Event] {
        let kommune = invocation.value("kommune")
        if let kommune, Organisasjonsnummer(kommune) == nil { throw invocation.usage("«\(kommune)» is not an organisasjonsnummer") }
        if invocation.has("id"), invocation.has("new-id") { throw invocation.usage("--id and --new-id exclude each other") }
        let found = try MessageSource(standardInput: context.standardInput).read(invocation.positionals)
        let envelope = MessageEnvelope(
            kommune: kommune, source: invocation.value("source"), id: invocation.value("id"), type: invocation.value("type"),
            partner: partner, newID: invocation.has("new-id") ? context.newID : nil)
        let events = try packed(found.items).flatMap(envelope.events)
        if invocation.has("id"), events.count > 1 { throw invocation.usage("--id is for one message, and these are \(events.count)") }
        if !found.leftOut.isEmpty { context.console.note("\(found.leftOut.count) files left out that are no messages") }
        guard !events.isEmpty else { throw CommandFailure(.noInput, "there is no message in what was named") }
        return events
    }

    /// The message with what is to go along.
    private func packed(_ items: [MessageSource.Item]) throws -> [MessageSource.Item] {
        let attached = invocation.values("attach")
        guard !attached.isEmpty else { return items }
        guard items.count == 1, try MessageKind(items[0].bytes) == .xml else {
            throw invocation.usage("--attach is for one arkivmelding in XML")
        }
        let files = try MessageSource(standardInput: context.standardInput).attachments(attached)
        return [MessageSource.Item(name: items[0].name, bytes: try Container.pack(message: items[0].bytes, files: files))]
    }

    /// Waits for the last receipt of each; returns how many were refused.
    private func follow(_ outcomes: [Publisher.Outcome], _ report: PublishReport) async throws -> Int {
        let seconds = try invocation.int("wait-seconds", in: 1...86_400) ?? 60
        let follower = ReceiptFollower(client: client, partner: partner, clock: context.clock)
        let deadline = context.clock.elapsed() + .seconds(seconds)
        let bar = ProgressBar(context.console, total: outcomes.count)
        var refused = 0
        for outcome in outcomes {
            switch outcome {
            case .refused(let event, let problem):
                refused += 1
                report.refused(event, problem)
            case .accepted(let event):
                bar.show(0, event.name)
                let receipt = try await follower.final(source: event.source, id: event.id, deadline: deadline)
                if receipt.isRefusal { refused += 1 }
                report.answered(event, receipt)
            }
        }
        bar.finish()
        return refused
    }
}
