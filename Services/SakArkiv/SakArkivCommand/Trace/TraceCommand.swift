import Contracts
import Domain
import Observability

extension CommandSpec {
    /// `sakarkiv trace`
    static let trace = CommandSpec(
        name: "trace", summary: "Show one message's way through all services, with the milliseconds of each step.",
        discussion: """
            ID is the id of the message's CloudEvent, a trace id (also a whole traceparent), a case's number, or the systemID
            of a case or journalpost: the message that made it. Steps that follow from one another carry one trace id; they
            are read from the logs themselves, so also what happened last month is shown.
            Times are the records' own, in whole milliseconds: what takes less shows as 0. In the bars, ░ is waiting until it
            was decided, █ the rest. Exits with 1 when nobody knows the id, with 69 when a service does not answer (the
            others' steps are shown), with 75 when --wait has waited in vain.
            """,
        options: [
            .flag("wait", short: "w", "until every service has done its part"),
            .flag("follow", short: "f", "the same, and each step is shown as it comes"),
            .value("wait-seconds", "SECONDS", "how long to wait (60)"),
            .value("source", "URI", "the event's source (/no/<kommune>/<partner>, of every municipality)"),
            .value("partner", "NAME", "whose message it is, when --source is not given (byggsak)"),
            .value("kommune", short: "k", "ORGNR", "the municipality, when it is known: quicker"),
            .value("span", "MINUTES", "how long after its first commit the message is followed (15)"),
        ],
        positional: .one("ID", "a message's id, a trace id, a case's number or a systemID"),
        examples: [
            "sakarkiv trace demo-03-hamar-vedtak", "sakarkiv trace 2026/1 --kommune 970540008",
            "sakarkiv trace 4711 --source /no/970540008/byggsak --follow",
            "sakarkiv trace 4bf92f3577b34da6a3ce929d0e0e4736 --json | jq '.steps'",
        ],
        action: { try await TraceCommand($0, $1).run() })
}

/// Finds the trace, asks the services, shows the timeline.
struct TraceCommand {
    private let invocation: Invocation
    private let context: CommandContext
    private let client: ServiceClient
    private let deadline: Duration
    private static let pauseBetweenLooks = Duration.milliseconds(250)

    init(_ invocation: Invocation, _ context: CommandContext) throws {
        (self.invocation, self.context, client) = (invocation, context, try context.client(invocation))
        deadline = context.clock.elapsed() + .seconds(try invocation.int("wait-seconds", in: 1...86_400) ?? 60)
    }

    private var waits: Bool { invocation.has("wait") || invocation.has("follow") }

    func run() async throws -> ExitCode {
        let id = invocation.positionals[0]
        if let kommune = invocation.value("kommune"), Organisasjonsnummer(kommune) == nil {
            throw invocation.usage("«\(kommune)» is not an organisasjonsnummer")
        }
        let span = Int64(try invocation.int("span", in: 1...10_080) ?? 15) * 60_000
        guard let subject = try await subject(id) else {
            throw CommandFailure(
                .refused, "nothing is known of «\(id)»",
                advice: "was it published a moment ago (--wait)? Else name its source with --source, as in sakarkiv receipts")
        }
        let collector = TraceCollector(client: client, spanMilliseconds: span)
        let followed =
            waits
            ? try await follow(subject, TraceFollower(client: client, collector: collector))
            : TraceFollower.Followed(trace: try await collector.collect(subject), outstanding: [])
        return try show(followed)
    }

    /// What the id means; with `--wait`, asked again until somebody knows.
    private func subject(_ id: String) async throws -> TraceSubject? {
        let finder = SubjectFinder(
            client: client, partner: invocation.value("partner") ?? "byggsak", source: invocation.value("source"),
            kommune: invocation.value("kommune"))
        while true {
            if let found = try await finder.find(id) { return found }
            guard waits, context.clock.elapsed() < deadline else { return nil }
            try await context.clock.sleep(for: Self.pauseBetweenLooks)
        }
    }

    private func follow(_ subject: TraceSubject, _ follower: TraceFollower) async throws -> TraceFollower.Followed {
        let (console, isShown) = (context.console, invocation.has("follow") && !invocation.has("json"))
        var shown: Set<TraceEntry.Place> = []
        let followed = try await follower.follow(subject, deadline: deadline) { look in
            console.showStatus(look.outstanding.joined(separator: ", "))
            guard isShown, let timeline = Timeline(look.trace.entries) else { return }
            for step in timeline.steps where !shown.isSuperset(of: step.places) {
                shown.formUnion(step.places)
                console.note("\(step.at) ms  \(step.who)  \(step.what)")
            }
        }
        console.showStatus("")
        return followed
    }

    private func show(_ followed: TraceFollower.Followed) throws -> ExitCode {
        let trace = followed.trace
        guard let timeline = Timeline(trace.entries) else {
            let reasons = trace.silent.map(\.reason).joined(separator: "; ")
            throw CommandFailure(.unavailable, "no service tells of the trace \(trace.subject.traceID): \(reasons)")
        }
        if invocation.has("json") {
            context.console.print(TraceJSON.of(followed, timeline).json)
        } else {
            TimelineReport(context.console).lines(trace, timeline).forEach(context.console.print)
            if !followed.outstanding.isEmpty { context.console.note("not done yet: \(followed.outstanding.joined(separator: ", "))") }
        }
        if !trace.silent.isEmpty { return .unavailable }
        return followed.outstanding.isEmpty ? .ok : .temporary
    }
}
