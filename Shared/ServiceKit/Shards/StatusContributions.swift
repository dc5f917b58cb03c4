import Contracts
import Domain
import Synchronization

/// What a service adds to `/admin/status` beside its owners' partitions: alarms, and members of its own.
public final class StatusContributions: Sendable {
    /// Something that an operator has to look at and that no partition of the commit log tells of.
    public struct Alarm: Sendable, Hashable {
        /// The kind, stable.
        public let code: String
        /// What is the matter, for a person.
        public let message: String
        /// The topic that it is about.
        public let topic: String
        /// The topic's partition; nil for the whole topic.
        public let partition: Int32?
        /// When it began.
        public let since: Tidspunkt

        /// An alarm with all its parts.
        public init(code: String, message: String, topic: String, partition: Int32?, since: Tidspunkt) {
            (self.code, self.message, self.topic, self.partition, self.since) = (code, message, topic, partition, since)
        }

        /// Topic and partition as one name.
        public var place: String { partition.map { "\(topic)/\($0)" } ?? topic }

        var json: JSONValue {
            [
                "code": .string(code), "message": .string(message), "topic": .string(topic),
                "partition": partition.map { .int(Int64($0)) } ?? .null, "since": .string(since.description),
            ]
        }
    }

    private struct State {
        var alarms: [@Sendable () -> [Alarm]] = []
        var members: [String: @Sendable () -> JSONValue] = [:]
    }

    private let state = Mutex(State())

    /// Nothing yet.
    public init() {}

    /// Adds alarms, asked for at each report; `read` must be quick and must not wait.
    public func add(_ read: @escaping @Sendable () -> [Alarm]) { state.withLock { $0.alarms.append(read) } }

    /// Adds a member to the report, asked for each time; `read` must be quick and must not wait.
    public func add(_ name: String, _ read: @escaping @Sendable () -> JSONValue) { state.withLock { $0.members[name] = read } }

    /// The members, with `alarms`.
    var members: [String: JSONValue] {
        let state = state.withLock { $0 }
        var members = state.members.mapValues { $0() }
        members["alarms"] = .array(state.alarms.flatMap { $0() }.map(\.json))
        return members
    }
}
