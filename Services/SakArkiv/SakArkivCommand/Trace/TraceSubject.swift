import Contracts
import Domain

/// What a trace is looked for with: its id, whose it is, and when it began.
struct TraceSubject: Sendable, Equatable {
    /// 32 hexadecimal digits.
    let traceID: String
    /// Nil: the message was for no municipality of this installation.
    let kommune: String?
    /// A moment of the trace, as early as is known: milliseconds since the epoch.
    let moment: Int64
    /// What it is called in the timeline's first line.
    var name: String
    /// What came of it, for people; nil when that is not known yet.
    var outcome: String?

    /// The id in a `traceparent`, or by itself; nil for other texts.
    static func traceID(_ text: String) -> String? {
        let parts = text.lowercased().split(separator: "-", omittingEmptySubsequences: false)
        let id = parts.count == 4 ? String(parts[1]) : text.lowercased()
        guard id.utf8.count == 32, id.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }),
            id.contains(where: { $0 != "0" })
        else { return nil }
        return id
    }

    /// Reads it from a receipt: the first one of a message is the earliest.
    init?(_ receipts: [Receipt], name: String) {
        guard let first = receipts.first, let id = first.event["traceparent"]?.text.flatMap(Self.traceID),
            let moment = first.event["time"]?.text.flatMap({ Tidspunkt($0) })
        else { return nil }
        let kommune = first.event["kommune"]?.text
        self.init(
            traceID: id, kommune: kommune, moment: moment.milliseconds, name: name,
            outcome: receipts.last(where: \.isFinal)?.summary.first)
    }

    /// A subject whose parts are known.
    init(traceID: String, kommune: String?, moment: Int64, name: String, outcome: String? = nil) {
        (self.traceID, self.kommune, self.moment, self.name, self.outcome) = (traceID, kommune, moment, name, outcome)
    }
}
