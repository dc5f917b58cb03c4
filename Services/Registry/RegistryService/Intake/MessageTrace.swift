import CommitLog
import Contracts
import Crypto
import Observability

/// The trace that a partner's message belongs to: the sender's own, or one that begins with the message.
enum MessageTrace {
    /// The event's `traceparent`, else the record's header, else one made of the record's place: whoever reads the record again makes the same.
    static func traceparent(of event: CloudEvent, _ record: LogRecord) -> String {
        let given = [event.extensions["traceparent"], record.header("traceparent")].lazy.compactMap { $0 }
        if let known = given.compactMap({ TraceContext(traceparent: $0) }).first { return known.traceparent }
        let digits = SHA256.hex("\(record.place)/\(record.offset)/\(record.timestamp)")
        return "00-\(digits.prefix(32))-\(digits.dropFirst(32).prefix(16))-01"
    }
}
