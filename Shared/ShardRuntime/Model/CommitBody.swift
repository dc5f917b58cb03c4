import CommitLog
import Contracts
import Domain

/// The body of a commit as JSON: `{"events": [{"type", "data"}], "receipts": […], "answer": …, "quarantine": …}`.
public struct CommitBody: Sendable, Encodable {
    /// What is wrong with bytes that should have been a body.
    struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }

    /// What happened.
    public var events: [RecordedEvent]
    /// What partners are told.
    public var receipts: [Receipt]?
    /// What the HTTP caller is told.
    public var answer: Answer?
    /// What is set aside.
    public var quarantine: QuarantinedMessage?

    init(_ decision: ShardDecision) {
        events = decision.events.map(RecordedEvent.init)
        receipts = decision.receipts.isEmpty ? nil : decision.receipts
        answer = decision.answer
        quarantine = decision.quarantine?.fitting
    }

    /// Reads a body.
    ///
    /// - Throws: A decoding error, also for an event type that the catalogue does not have: a newer program wrote it.
    public init(_ bytes: [UInt8], events catalogue: EventCatalogue) throws {
        // The quick way; what it does not take is read again by the one that says what is wrong and where.
        if let view = JSONView(bytes), let body = try? CommitBody(view, catalogue) {
            self = body
            return
        }
        let value = try JSONReader.read(bytes)
        guard let all = value["events"]?.elements else { throw Unreadable(description: "no events in the commit's body") }
        events = try all.map { try RecordedEvent($0, catalogue) }
        receipts = try value["receipts"]?.decoded()
        answer = try value["answer"]?.decoded()
        quarantine = try value["quarantine"]?.decoded()
    }

    private init(_ view: JSONView, _ catalogue: EventCatalogue) throws {
        guard let all = view["events"]?.elements else { throw Unreadable(description: "no events in the commit's body") }
        events = try all.map { try RecordedEvent($0, catalogue) }
        receipts = try view["receipts"]?.decoded()
        answer = try view["answer"]?.decoded()
        quarantine = try view["quarantine"]?.decoded()
    }

    func encoded() throws -> [UInt8] { try JSONBytes.encode(self) }
}

extension ShardDecision {
    /// What is left in a record beside a commit's body, for its header: more than it ever needs.
    static let commitHeaderBytes = 64 * 1024

    /// Whether its commit can be appended: one record holds it. Costs as much as writing it.
    public var fitsRecord: Bool {
        get throws { try CommitBody(self).encoded().count <= TopicSettings.maximumRecordBytes - Self.commitHeaderBytes }
    }
}

/// An event with its type's name beside it.
public struct RecordedEvent: Sendable, Encodable {
    /// The event.
    public let event: any DomainEvent
    /// The JSON of its only member as it stands in the log; nil where it has several, or was not read from the log.
    let content: ArraySlice<UInt8>?

    init(_ event: any DomainEvent) { (self.event, content) = (event, nil) }

    private enum CodingKeys: String, CodingKey { case type, data }

    /// Reads the type's name, then the event by the catalogue.
    init(_ value: JSONValue, _ catalogue: EventCatalogue) throws {
        guard let known = try Self.event(value, catalogue) else {
            throw CommitBody.Unreadable(description: "unknown event type «\(value["type"]?.text ?? "")»")
        }
        (event, content) = (known, nil)
    }

    /// The same, of a value that is looked into where it stands.
    init(_ view: JSONView, _ catalogue: EventCatalogue) throws {
        guard let known = try Self.event(view, catalogue) else { throw CommitBody.Unreadable(description: "unknown event type") }
        (event, content) = (known, view["data"]?.onlyMember?.compactBytes)
    }

    /// The same, of a value that is looked into where it stands.
    static func event(_ view: JSONView, _ catalogue: EventCatalogue) throws -> (any DomainEvent)? {
        guard let name = view["type"]?.text, let data = view["data"] else {
            throw CommitBody.Unreadable(description: "an event without type or data")
        }
        return try catalogue[name].map { try data.decoded(as: $0) }
    }

    /// The event; nil for one of a type that the catalogue does not have.
    static func event(_ value: JSONValue, _ catalogue: EventCatalogue) throws -> (any DomainEvent)? {
        guard let name = value["type"]?.text, let data = value["data"] else {
            throw CommitBody.Unreadable(description: "an event without type or data")
        }
        return try catalogue[name].map { try data.decoded(as: $0) }
    }

    /// Writes name and event.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(event.eventType, forKey: .type)
        try event.encode(to: container.superEncoder(forKey: .data))
    }
}

/// The events of another service's commit that a reader knows; the rest is passed over, so that a service may add event types before its readers do.
public struct KnownEvents: Sendable {
    /// The known ones, in order.
    public let events: [any DomainEvent]

    /// Reads the events of a commit that the catalogue has.
    public init(of commit: Commit, knowing catalogue: EventCatalogue) throws {
        // As with a body: the quick way first.
        if let all = JSONView(commit.body)?["events"]?.elements, let known = try? all.compactMap({ try RecordedEvent.event($0, catalogue) })
        {
            events = known
            return
        }
        guard let all = try JSONReader.read(commit.body)["events"]?.elements else {
            throw CommitBody.Unreadable(description: "no events in the commit's body")
        }
        events = try all.compactMap { try RecordedEvent.event($0, catalogue) }
    }
}

/// A commit with its body read.
public struct DecodedCommit: Sendable {
    /// The commit as it stands in the log.
    public let commit: Commit
    /// Its body.
    public let body: CommitBody

    /// The header.
    public var header: CommitHeader { commit.header }

    /// A commit and its body.
    public init(commit: Commit, body: CommitBody) { (self.commit, self.body) = (commit, body) }

    /// Reads the commit's body.
    public init(_ commit: Commit, events: EventCatalogue) throws {
        self.init(commit: commit, body: try CommitBody(commit.body, events: events))
    }
}
