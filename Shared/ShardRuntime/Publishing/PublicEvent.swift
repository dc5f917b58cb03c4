import CommitLog
import Contracts
import Domain

/// What a service tells everybody of one event of a commit. The envelope is the same for all services: type, id, order and trace.
public struct PublicEvent: Sendable {
    /// The version of the public content; a breaking change gets a new one, and both are published for a while.
    private static let typeSuffix = ".v1"

    /// The event's stable name.
    private let eventType: String
    /// Its place in the commit.
    private let index: Int
    /// What it is about: a systemID, or a municipality's organisasjonsnummer.
    private let subject: String
    /// What `data` says.
    private let members: [String: JSONValue]

    /// What is told of the event of that stable name, at that place in its commit.
    public init(_ eventType: String, at index: Int, subject: String, members: [String: JSONValue]) {
        (self.eventType, self.index, self.subject, self.members) = (eventType, index, subject, members)
    }

    /// The CloudEvent type that a service's event of that stable name is published as.
    public static func type(of eventType: String, from service: String) -> String { "no.sakarkiv.\(service).\(eventType)\(typeSuffix)" }

    /// The event as it is published, with an id that is the same every time.
    public func cloudEvent(of header: CommitHeader) -> CloudEvent {
        let type = Self.type(of: eventType, from: header.service)
        var extensions = ["kommune": header.kommune.rawValue, "sequence": Self.sequence(header.sequence, index)]
        extensions["traceparent"] = header.traceparent
        return CloudEvent(
            id: "\(header.kommune)-\(header.sequence)-\(index)", source: "/no/\(header.kommune)/sak-arkiv/\(header.service)", type: type,
            subject: subject, time: header.time, datacontenttype: "application/json", dataschema: "urn:sakarkiv:schema:\(type)",
            extensions: extensions, data: .json(.object(members)))
    }

    /// The records for the topic of public events.
    public static func publications(_ events: [CloudEvent], of header: CommitHeader, topics: Topics) -> [Publication] {
        let key = Array(header.kommune.rawValue.utf8)
        let headers = CloudEvent.structuredHeaders.map { RecordHeader($0.name, $0.value) }
        return events.map { event in
            Publication(topic: topics.events(header.service), record: NewRecord(key: key, value: event.encoded(), headers: headers))
        }
    }

    /// The place in the municipality's history, to be compared as text (CloudEvents, extension `sequence`): commit, then event in it.
    private static func sequence(_ commit: UInt64, _ index: Int) -> String {
        func padded(_ number: String, _ width: Int) -> String { String(repeating: "0", count: max(0, width - number.count)) + number }
        return padded(String(commit), 20) + "." + padded(String(index), 4)
    }
}

extension PublicEvent {
    /// What an event tells, at its place in its commit; nil where it tells nothing.
    public init?(_ event: any DomainEvent, at index: Int) {
        guard let fact = (event as? any AnsweringEvent)?.publicFact else { return nil }
        self.init(event.eventType, at: index, subject: fact.subject, members: fact.members.mapValues(\.json))
    }
}

extension PublicFact {
    /// The `data` of its CloudEvent.
    public var data: JSONValue { .object(members.mapValues(\.json)) }
}

extension PublicFact.Value {
    /// As it stands in `data`.
    var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .number(let number): .int(Int64(number))
        case .flag(let flag): .bool(flag)
        case .kode(let kode): ["kode": .string(kode.kode), "kodenavn": .string(kode.kodenavn)]
        case .ids(let lists): .object(lists.mapValues { .array($0.map { .string($0.rawValue) }) })
        }
    }
}
