import CommitLog
import Domain
import Foundation
import Synchronization

/// What lies in a service's quarantine: follows the topic, keeps the newest messages without their bytes, and what was done with each.
public final class QuarantineIndex: Sendable {
    /// Most messages listed; older ones stay in the topic.
    public static let limitMessages = 100_000

    /// What became of a message.
    public enum State: String, Sendable, Codable {
        /// Nobody has acted yet.
        case open
        /// It was sent again.
        case resubmitted
        /// It was put away for good, with a reason; the bytes stay in the topic.
        case discarded
    }

    /// A message without its bytes.
    public struct Entry: Sendable {
        /// The message; `raw` is empty.
        public var message: QuarantinedMessage
        /// How many bytes it has.
        public var bytes: Int
        /// Where it lies.
        public var offset: Offset
        /// What became of it.
        public var state: State
        /// Times it was sent again.
        public var resubmissions: Int
    }

    /// What an operator did: the value of a record of kind `resolution`.
    private struct Resolution: Codable {
        var id: String
        var state: State
        var by: String
        var reason: String?
        var time: Tidspunkt
    }

    private struct Content {
        var order: [String] = []
        var entries: [String: Entry] = [:]
    }

    private let log: any Log
    private let place: TopicPartition
    private let content = Mutex(Content())

    /// An index over a service's quarantine topic.
    public init(log: any Log, topics: Topics, service: String) {
        (self.log, place) = (log, TopicPartition(topics.quarantine(service), 0))
    }

    /// Follows the topic until cancelled.
    public func follow() async throws { try await CompactedTopic(log: log, place: place).follow { self.take($0) } }

    /// How many messages nobody has acted on.
    public var openCount: Int { content.withLock { content in content.entries.values.count { $0.state == .open } } }

    /// Messages after one (by id; nil: from the first), oldest first, of those that `isShown` says.
    public func list(after id: String?, limit: Int, where isShown: (Entry) -> Bool = { _ in true }) -> [Entry] {
        content.withLock { content in
            let start = id.flatMap { content.order.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
            var found: [Entry] = []
            for id in content.order[min(start, content.order.count)...] where found.count < limit {
                if let entry = content.entries[id], isShown(entry) { found.append(entry) }
            }
            return found
        }
    }

    /// One message.
    public func entry(_ id: String) -> Entry? { content.withLock { $0.entries[id] } }

    /// One message with its bytes, from the topic.
    public func message(_ id: String) async throws -> QuarantinedMessage? {
        guard let entry = entry(id) else { return nil }
        let reader = try await log.read(place, from: entry.offset)
        do {
            let record = try await reader.next(limit: 1, timeout: .seconds(5)).first
            await reader.close()
            guard let value = record?.value else { return nil }
            return try JSONDecoder().decode(QuarantinedMessage.self, from: Data(value))
        } catch {
            await reader.close()
            throw error
        }
    }

    /// Writes what was done with a message, by whom and why.
    public func resolve(_ id: String, _ state: State, by identity: String, reason: String?, at moment: Tidspunkt) async throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        let value = Array(try encoder.encode(Resolution(id: id, state: state, by: identity, reason: reason, time: moment)))
        _ = try await log.append(
            [NewRecord(key: Array(id.utf8), value: value, headers: [RecordHeader("kind", "resolution")])], to: place)
    }

    private func take(_ record: LogRecord) {
        guard let value = record.value else { return }
        // Somebody else's records in this topic are left alone: they are neither messages nor resolutions.
        if record.header("kind") == "resolution" {
            guard let resolution = try? JSONDecoder().decode(Resolution.self, from: Data(value)) else { return }
            content.withLock { content in
                content.entries[resolution.id]?.state = resolution.state
                if resolution.state == .resubmitted { content.entries[resolution.id]?.resubmissions += 1 }
            }
            return
        }
        // Not a message of ours: left alone, as above.
        guard var message = try? JSONDecoder().decode(QuarantinedMessage.self, from: Data(value)) else { return }
        let bytes = message.raw.count
        message.raw = Data()
        content.withLock { [message] content in
            guard content.entries[message.id] == nil else { return }
            content.entries[message.id] = Entry(message: message, bytes: bytes, offset: record.offset, state: .open, resubmissions: 0)
            content.order.append(message.id)
            if content.order.count > Self.limitMessages {
                content.entries[content.order.removeFirst()] = nil
            }
        }
    }
}
