import CommitLog
import Observability
import ShardRuntime
import Synchronization

/// The partners' own topics: made where they are missing, else taken as they are. One that cannot be had is an alarm of that partner's intake
/// and is tried again; nothing else waits for it, neither a start nor another partner.
final class StrangersTopics: Sendable {
    /// How often it is looked whether they are all there, seconds: a topic that was deleted is made again within this time.
    static let lookSeconds = 20
    /// The same while the log does not answer.
    static let retrySeconds = 1

    private let settings: [TopicSettings]
    private let prefix: String
    private let log: any Log
    private let alarms: IntakeAlarms
    private let time: any TimeSource
    private let present = Mutex<Set<String>>([])
    private let looked = Mutex(false)

    init(partners: [String], topics: Topics, log: any Log, alarms: IntakeAlarms, time: any TimeSource) {
        settings = partners.flatMap { topics.settings(ofPartner: $0) }.filter { $0.writers == .strangers }
        prefix = topics.inbound("")
        (self.log, self.alarms, self.time) = (log, alarms, time)
    }

    /// Whether the topic was there at the last look.
    func isPresent(_ topic: String) -> Bool { present.withLock { $0.contains(topic) } }

    /// Whether a look has ended, whatever came of it.
    var hasLooked: Bool { looked.withLock { $0 } }

    /// Looks again and again, until cancelled.
    func keep() async throws {
        while true { try await time.sleep(for: .seconds(await look() ? Self.lookSeconds : Self.retrySeconds)) }
    }

    /// Looks once; false when the log does not answer, which the readers tell.
    func look() async -> Bool {
        defer { looked.withLock { $0 = true } }
        let found: Set<String>
        do { found = Set(try await log.topics(prefix: prefix).keys) } catch { return false }
        let known = present.withLock { present in
            present.formIntersection(found)
            return present
        }
        await withDiscardingTaskGroup { group in
            for topic in settings where !known.contains(topic.name) { group.addTask { await self.ensure(topic) } }
        }
        return true
    }

    private func ensure(_ topic: TopicSettings) async {
        do {
            try await log.ensure([topic])
            present.withLock { _ = $0.insert(topic.name) }
            alarms.isThere(topic.name)
        } catch {
            alarms.isMissing(topic.name, error)
        }
    }
}
