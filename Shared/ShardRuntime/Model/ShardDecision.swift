import Contracts
import Domain

/// The outcome of one input: what happened, and what is answered to whom.
public struct ShardDecision: Sendable {
    /// What happened; empty for a refusal or a repeat.
    public var events: [any DomainEvent]
    /// What partners are told.
    public var receipts: [Receipt]
    /// What the HTTP caller is told.
    public var answer: Answer?
    /// A message to set aside, with its reasons.
    public var quarantine: QuarantinedMessage?

    /// An outcome.
    public init(events: [any DomainEvent] = [], receipts: [Receipt] = [], answer: Answer? = nil, quarantine: QuarantinedMessage? = nil) {
        self.events = events
        self.receipts = receipts
        self.answer = answer
        self.quarantine = quarantine
    }
}

/// A CloudEvent for a partner's receipts topic.
public struct Receipt: Sendable, Codable, Equatable {
    /// Whose topic: `receipts.<partner>`.
    public var partner: String
    /// The message.
    public var event: CloudEvent

    /// A receipt for a partner.
    public init(partner: String, event: CloudEvent) { (self.partner, self.event) = (partner, event) }
}

/// What a caller over HTTP gets: a body, or every reason why not.
public struct Answer: Sendable, Codable, Equatable {
    /// The body, JSON.
    public var body: JSONValue?
    /// The reasons, where it was refused.
    public var rejection: Rejection?

    /// A body, or a rejection.
    public init(body: JSONValue? = nil, rejection: Rejection? = nil) { (self.body, self.rejection) = (body, rejection) }
}
