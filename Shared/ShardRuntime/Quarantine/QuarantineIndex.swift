import CommitLog
import Domain
import Foundation
import Observability
import Synchronization

/// What lies in a service's quarantine: follows the topic, keeps the newest messages without their bytes, and what was done with each.
///
/// A message has its time. When that is over nobody gets its content any more, and if nobody has acted on it by then, it counts as discarded.
public final class QuarantineIndex: Sendable {
    /// Most messages listed; older ones stay in the topic.
    public static let limitMessages = 100_000
    /// Most messages that are decided about at once, in one append.
    public static let limitDecisions = 1_000

    /// What was decided: the value of a record of kind `resolution`.
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
    private let service: String
    private let keptMilliseconds: Int64
    private let time: any TimeSource
    private let content = Mutex(Content())

    /// An index over a service's quarantine topic; a message's time is over after so many days.
    public init(log: any Log, topics: Topics, service: String, days: Int = Topics.limitQuarantineDays, time: any TimeSource) {
        (self.log, place, self.service, self.time) = (log, TopicPartition(topics.quarantine(service), 0), service, time)
        keptMilliseconds = Int64(days) * 86_400_000
    }

    /// Follows the topic until cancelled.
    public func follow() async throws { try await CompactedTopic(log: log, place: place).follow { self.take($0) } }

    /// How many messages nobody has acted on.
    public var openCount: Int { openCounts().values.reduce(0, +) }

    /// How many messages nobody has acted on, by the code of the first reason; 0 for a code of which every message was decided about.
    public func openCounts(where isCounted: (Entry) -> Bool = { _ in true }) -> [String: Int] {
        let now = time.now()
        return content.withLock { content in
            content.entries.values.reduce(into: [:]) { counts, entry in
                guard isCounted(entry) else { return }
                counts[entry.code, default: 0] += entry.asOf(now, in: service).state == .open ? 1 : 0
            }
        }
    }

    /// Messages after one (by id; nil: from the first), oldest first, of those that `isShown` says.
    public func list(after id: String? = nil, limit: Int, where isShown: (Entry) -> Bool = { _ in true }) -> [Entry] {
        let now = time.now()
        return content.withLock { content in
            let start = id.flatMap { content.order.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
            var found: [Entry] = []
            for id in content.order[min(start, content.order.count)...] where found.count < limit {
                if let entry = content.entries[id]?.asOf(now, in: service), isShown(entry) { found.append(entry) }
            }
            return found
        }
    }

    /// One message.
    public func entry(_ id: String) -> Entry? {
        let now = time.now()
        return content.withLock { $0.entries[id]?.asOf(now, in: service) }
    }

    /// One message with its bytes, from the topic; nil when its time is over, or the topic has it no more.
    public func message(_ id: String) async throws -> QuarantinedMessage? {
        guard let entry = entry(id), time.now() < entry.expires, try await log.start(of: place) <= entry.offset else { return nil }
        let reader = try await log.read(place, from: entry.offset)
        do {
            let record = try await reader.next(limit: 1, timeout: .seconds(5)).first
            await reader.close()
            guard let record, record.offset == entry.offset, let value = record.value else { return nil }
            return try JSONDecoder().decode(QuarantinedMessage.self, from: Data(value))
        } catch {
            await reader.close()
            throw error
        }
    }

    /// Writes what was done with messages, by whom and why; at most ``limitDecisions`` of them.
    public func resolve(_ ids: [String], _ state: State, by identity: String, reason: String?, at moment: Tidspunkt) async throws {
        precondition(ids.count <= Self.limitDecisions, "more decisions than fit into one append")
        if ids.isEmpty { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        let resolutions = ids.map { Resolution(id: $0, state: state, by: identity, reason: reason, time: moment) }
        _ = try await log.append(
            try resolutions.map { resolution in
                NewRecord(
                    key: Array(resolution.id.utf8), value: Array(try encoder.encode(resolution)),
                    headers: [RecordHeader("kind", "resolution")])
            }, to: place)
        // Whoever asks next shall not find open what was just discarded; to read it again from the topic changes nothing.
        if state == .discarded { content.withLock { content in resolutions.forEach { Self.settle($0, &content) } } }
    }

    /// Writes that messages were discarded because their time is over, and says how many; at most ``limitDecisions`` of them.
    public func expire() async throws -> Int {
        let now = time.now()
        let over = content.withLock { content in
            var found: [String] = []
            for id in content.order where found.count < Self.limitDecisions {
                if let entry = content.entries[id], entry.state == .open, now >= entry.expires { found.append(id) }
            }
            return found
        }
        try await resolve(over, .discarded, by: service, reason: Self.expired, at: now)
        return over.count
    }

    private func take(_ record: LogRecord) {
        guard let value = record.value else { return }
        // Somebody else's records in this topic are left alone: they are neither messages nor resolutions.
        if record.header("kind") == "resolution" {
            guard let resolution = try? JSONDecoder().decode(Resolution.self, from: Data(value)) else { return }
            content.withLock { Self.settle(resolution, &$0) }
            return
        }
        // Not a message of ours: left alone, as above.
        guard var message = try? JSONDecoder().decode(QuarantinedMessage.self, from: Data(value)) else { return }
        let bytes = message.wholeBytes ?? message.raw.count
        message.type = message.type ?? message.headers[CommandRecord.type] ?? message.headers["ce_type"]
        (message.raw, message.headers) = (Data(), [:])
        // Of a time when reasons still quoted the message.
        message.reasons = message.reasons.map(QuarantineReason.shown)
        let expires = Tidspunkt(milliseconds: message.received.milliseconds + keptMilliseconds)
        content.withLock { [message] content in
            guard content.entries[message.id] == nil else { return }
            content.entries[message.id] = Entry(
                message: message, bytes: bytes, offset: record.offset, state: .open, resubmissions: 0, expires: expires)
            content.order.append(message.id)
            if content.order.count > Self.limitMessages {
                content.entries[content.order.removeFirst()] = nil
            }
        }
    }

    private static func settle(_ resolution: Resolution, _ content: inout Content) {
        guard var entry = content.entries[resolution.id] else { return }
        // Somebody has acted at the last moment, and the service did not know it yet.
        if resolution.reason == expired, resolution.state == .discarded, entry.state != .open { return }
        entry.state = resolution.state
        entry.decision = Decision(by: resolution.by, reason: resolution.reason, time: resolution.time)
        if resolution.state == .resubmitted { entry.resubmissions += 1 }
        content.entries[resolution.id] = entry
    }
}
