import CommitLog
import Contracts
import Crypto
import Observability

/// The trace that a partner's message belongs to: the sender's own, or one that begins with the message.
enum MessageTrace {
    /// The event's `traceparent`, else the record's header, else one made of the record's place: whoever reads the record again makes the same.
    static func traceparent(of event: CloudEvent, _ record: LogRecord) -> String {
        if let known = sound([event.extensions["traceparent"], record.header("traceparent")]) { return known }
        let digits = SHA256.hex("\(record.place)/\(record.offset)/\(record.timestamp)")
        return "00-\(digits.prefix(32))-\(digits.dropFirst(32).prefix(16))-01"
    }

    /// The first that is a `traceparent`.
    static func sound(_ given: [String?]) -> String? {
        given.lazy.compactMap { $0 }.compactMap { TraceContext(traceparent: $0) }.first?.traceparent
    }
}
