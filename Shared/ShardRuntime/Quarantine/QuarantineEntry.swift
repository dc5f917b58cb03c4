import CommitLog
import Domain

extension QuarantineIndex {
    /// What became of a message.
    public enum State: String, Sendable, Codable {
        /// Nobody has acted yet.
        case open
        /// It was sent again.
        case resubmitted
        /// It was put away for good, with a reason; the bytes stay in the topic for as long as that keeps them.
        case discarded
    }

    /// Who decided about a message, why and when.
    public struct Decision: Sendable, Hashable {
        /// Who: an identity, or the service itself.
        public let by: String
        /// Why, in their words, or `expired`.
        public let reason: String?
        /// When.
        public let time: Tidspunkt
    }

    /// A message without its bytes and headers.
    public struct Entry: Sendable {
        /// The message; `raw` and `headers` are empty.
        public var message: QuarantinedMessage
        /// How many bytes it has, also where not all of them are kept.
        public var bytes: Int
        /// Where it lies.
        public var offset: Offset
        /// What became of it.
        public var state: State
        /// Who decided so; nil while it is open.
        public var decision: Decision?
        /// Times it was sent again.
        public var resubmissions: Int
        /// When its time is over: it is given no more, and is no longer open.
        public var expires: Tidspunkt

        /// The code it counts under: that of its first reason.
        public var code: String { message.reasons.first?.code ?? "unknown" }

        /// The entry as it is at a moment: one that nobody has acted on in its time was discarded by the service.
        func asOf(_ moment: Tidspunkt, in service: String) -> Entry {
            guard state == .open, moment >= expires else { return self }
            var entry = self
            entry.state = .discarded
            entry.decision = Decision(by: service, reason: QuarantineIndex.expired, time: expires)
            return entry
        }
    }

    /// The reason with which the service itself discards what has lain for too long.
    public static let expired = "expired"
}
