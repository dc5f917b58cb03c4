import Contracts
import Domain

/// One record of a trace, as a service's `/admin/trace/{id}` tells of it.
struct TraceEntry: Sendable, Equatable {
    /// A place in a topic.
    struct Place: Hashable, Sendable {
        let topic: String
        let partition: Int64
        let offset: Int64
    }

    /// Of a commit: its number, the moment of the decision and what made it.
    struct Commit: Sendable, Equatable {
        let kommune: String
        let sequence: Int64
        let decided: Int64
        /// The trace it belongs to; nil when it belongs to none.
        let traceID: String?
        /// The input record, where the commit answers one.
        let cause: Place?
        let events: [EventName]
        let partners: [String]
    }

    /// An event of a commit.
    struct EventName: Sendable, Equatable {
        let type: String
        /// How many dokumentobjekter it is about.
        let dokumentobjekter: Int64?
    }

    /// Of a message, receipt or public event.
    struct Event: Sendable, Equatable {
        let type: String
        let id: String
        let source: String
        let time: Int64?
        let correlationID: String?
    }

    let service: ServiceName
    /// `message`, `command`, `commit`, `receipt`, `event`.
    let kind: String
    let place: Place
    /// When it was appended, milliseconds since the epoch.
    let time: Int64
    let commit: Commit?
    let event: Event?

    /// Reads a record of an answer; nil for one without place or time.
    init?(_ json: JSONValue, of service: ServiceName) {
        guard let kind = json["kind"]?.text, let place = Place(json), let time = Self.moment(json["time"]) else { return nil }
        (self.service, self.kind, self.place, self.time) = (service, kind, place, time)
        commit = json["commit"].map { commit in
            Commit(
                kommune: commit["kommune"]?.text ?? "", sequence: commit["sequence"]?.integer ?? 0,
                decided: Self.moment(commit["decided"]) ?? time, traceID: commit["traceparent"]?.text.flatMap(TraceSubject.traceID),
                cause: commit["cause"].flatMap(Place.init),
                events: (commit["events"]?.elements ?? []).map { event in
                    EventName(type: event["type"]?.text ?? "", dokumentobjekter: event["dokumentobjekter"]?.integer)
                },
                partners: (commit["partners"]?.elements ?? []).compactMap(\.text))
        }
        event = json["event"].map { event in
            Event(
                type: event["type"]?.text ?? "", id: event["id"]?.text ?? "", source: event["source"]?.text ?? "",
                time: Self.moment(event["time"]), correlationID: event["correlationid"]?.text)
        }
    }

    private static func moment(_ json: JSONValue?) -> Int64? { json?.text.flatMap { Tidspunkt($0) }?.milliseconds }
}

extension TraceEntry.Place {
    /// Reads topic, partition and offset; nil where one is missing.
    init?(_ json: JSONValue) {
        guard let topic = json["topic"]?.text, let partition = json["partition"]?.integer, let offset = json["offset"]?.integer else {
            return nil
        }
        self.init(topic: topic, partition: partition, offset: offset)
    }
}
