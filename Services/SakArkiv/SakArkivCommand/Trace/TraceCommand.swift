import Contracts
import Domain
import Observability

extension CommandSpec {
    /// `sakarkiv trace`
    static let trace = CommandSpec(
        name: "trace", summary: "Show one message's way through all services, with the milliseconds of each step.",
        discussion: """
            ID is the id of the message's CloudEvent, or a trace id (also a whole traceparent). Steps that follow from one
            another carry one trace id; they are read from the logs themselves, so also what happened yesterday is shown.
            Times are the records' own, whole milliseconds. Exits with 1 when nobody knows the id, with 69 when a
            service does not answer (the others' steps are shown).
            """,
        options: [
            .value("source", "URI", "the event's source (/no/<kommune>/<partner>, of every municipality)"),
            .value("partner", "NAME", "whose message it is, when --source is not given (byggsak)"),
            .value("kommune", short: "k", "ORGNR", "the municipality, when it is known: quicker"),
            .value("span", "MINUTES", "how long after its first commit the message is followed (15)"),
        ],
        positional: .one("ID", "a message's id, or a trace id"),
        examples: ["sakarkiv trace demo-01-hamar-byggesoeknad", "sakarkiv trace 4bf92f3577b34da6a3ce929d0e0e4736 --json | jq '.steps'"],
        action: { try await TraceCommand($0, $1).run() })
}

/// Finds the trace, asks the services, shows the timeline.
struct TraceCommand {
    private let invocation: Invocation
    private let context: CommandContext
    private let client: ServiceClient

    init(_ invocation: Invocation, _ context: CommandContext) throws {
        (self.invocation, self.context, client) = (invocation, context, try context.client(invocation))
    }

    func run() async throws -> ExitCode {
        let id = invocation.positionals[0]
        if let kommune = invocation.value("kommune"), Organisasjonsnummer(kommune) == nil {
            throw invocation.usage("«\(kommune)» is not an organisasjonsnummer")
        }
        let finder = SubjectFinder(
            client: client, partner: invocation.value("partner") ?? "byggsak", source: invocation.value("source"),
            kommune: invocation.value("kommune"))
        let span = Int64(try invocation.int("span", in: 1...10_080) ?? 15) * 60_000
        guard let subject = try await finder.find(id) else {
            throw CommandFailure(
                .refused, "nothing is known of «\(id)»",
                advice: "was it published a moment ago? Else name its source with --source, as in sakarkiv receipts")
        }
        let trace = try await TraceCollector(client: client, spanMilliseconds: span).collect(subject)
        guard let timeline = Timeline(trace.entries) else {
            throw CommandFailure(
                .unavailable, "no service tells of the trace \(subject.traceID): \(trace.silent.map(\.reason).joined(separator: "; "))")
        }
        if invocation.has("json") {
            context.console.print(TraceJSON.of(trace, timeline).json)
        } else {
            TimelineReport(context.console).lines(trace, timeline).forEach(context.console.print)
        }
        return trace.silent.isEmpty ? .ok : .unavailable
    }
}
