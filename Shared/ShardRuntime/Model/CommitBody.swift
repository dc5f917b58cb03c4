import CommitLog
import Contracts
import Domain
import Foundation

/// The body of a commit as JSON: `{"events": [{"type", "data"}], "receipts": […], "answer": …, "quarantine": …}`.
public struct CommitBody: Sendable, Codable {
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
        quarantine = decision.quarantine
    }

    /// Reads a body.
    ///
    /// - Throws: A decoding error, also for an event type that the catalogue does not have: a newer program wrote it.
    public init(_ bytes: [UInt8], events catalogue: EventCatalogue) throws {
        let decoder = JSONDecoder()
        decoder.userInfo[.eventCatalogue] = catalogue
        self = try decoder.decode(CommitBody.self, from: Data(bytes))
    }

    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}

/// An event with its type's name beside it.
public struct RecordedEvent: Sendable, Codable {
    /// The event.
    public let event: any DomainEvent

    init(_ event: any DomainEvent) { self.event = event }

    private enum CodingKeys: String, CodingKey { case type, data }

    /// Reads the type's name, then the event by the decoder's catalogue.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .type)
        guard let catalogue = decoder.userInfo[.eventCatalogue] as? EventCatalogue, let type = catalogue[name] else {
            throw DecodingError.dataCorruptedError(forKey: .type, in: container, debugDescription: "unknown event type «\(name)»")
        }
        event = try type.init(from: container.superDecoder(forKey: .data))
    }

    /// Writes name and event.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(event.eventType, forKey: .type)
        try event.encode(to: container.superEncoder(forKey: .data))
    }
}

/// The events of another service's commit that a reader knows; the rest is passed over, so that a service may add event types before its readers do.
public struct KnownEvents: Sendable, Decodable {
    /// The known ones, in order.
    public let events: [any DomainEvent]

    private struct Entry: Decodable {
        let event: (any DomainEvent)?
        private enum CodingKeys: String, CodingKey { case type, data }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let name = try container.decode(String.self, forKey: .type)
            guard let type = (decoder.userInfo[.eventCatalogue] as? EventCatalogue)?[name] else {
                event = nil
                return
            }
            event = try type.init(from: container.superDecoder(forKey: .data))
        }
    }
    private enum CodingKeys: String, CodingKey { case events }

    /// Reads the events of a body.
    public init(from decoder: any Decoder) throws {
        events = try decoder.container(keyedBy: CodingKeys.self).decode([Entry].self, forKey: .events).compactMap(\.event)
    }

    /// Reads the events of a commit that the catalogue has.
    public init(of commit: Commit, knowing catalogue: EventCatalogue) throws {
        let decoder = JSONDecoder()
        decoder.userInfo[.eventCatalogue] = catalogue
        self = try decoder.decode(KnownEvents.self, from: Data(commit.body))
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
