import CommitLog
import Observability
import Synchronization

/// Compares this machine's clock with the broker's, now and then, and tells when they differ: dates in the archive are those of whoever owns a municipality.
///
/// The records of all other topics carry their writers' clocks, so they cannot tell. This one's topic, `<prefix>clock`, is stamped by the broker that leads
/// it. So it sees a difference between this machine and that broker, in either direction, as far as it is larger than the exchange took; it does not
/// see two machines that are wrong alike, nor which of the two is right. With the local log there is one clock, and nothing to compare.
final class ClockWatch: Sendable {
    /// More than this is told.
    static let limitSkewMilliseconds: Int64 = 2_000
    /// Between two comparisons.
    static let limitInterval: Duration = .seconds(60)
    /// How often each time: the quickest exchange tells most.
    static let limitExchanges = 3
    /// How long the topic's records are kept; nobody reads them again.
    private static let keptMilliseconds: Int64 = 24 * 3_600 * 1_000
    /// How long a record that was appended may take to be read.
    static let limitRead: Duration = .seconds(10)

    /// The topic's name.
    static func topic(prefix: String) -> String { "\(prefix)clock" }

    private struct State {
        var skew: ClockSkew?
        var isTold = false
        var isTopicReady = false
        var isTopicMissed = false
    }

    private let log: any Log
    private let place: TopicPartition
    private let time: any TimeSource
    private let logger: Logger
    private let state = Mutex(State())

    init(log: any Log, prefix: String, time: any TimeSource, logger: Logger) {
        (self.log, self.time, self.logger) = (log, time, logger)
        place = TopicPartition(Self.topic(prefix: prefix), 0)
    }

    /// What was found last; nil before the first comparison.
    var skew: ClockSkew? { state.withLock { $0.skew } }

    /// Adds the figure; there is none until the clocks were compared.
    func register(in metrics: MetricsRegistry) {
        metrics.gauges(
            "sakarkiv_clock_skew_seconds",
            help:
                "How far this machine's clock is ahead of the broker's (behind: negative), as far as it is certain; 0 when they may well agree."
        ) { [self] in skew.map { [MetricSample([:], Double($0.certain) / 1_000)] } ?? [] }
    }

    /// Compares until cancelled.
    func run() async throws {
        while true {
            if try await isTopicReady() { try await compare() }
            try await time.sleep(for: Self.limitInterval)
        }
    }

    /// Makes sure of the topic. Where it may not be made, or is stamped by its writers, nothing is compared, and that is told once.
    private func isTopicReady() async throws -> Bool {
        if state.withLock({ $0.isTopicReady }) { return true }
        let topic = TopicSettings(name: place.topic, partitions: 1, retention: .milliseconds(Self.keptMilliseconds), isStampedByLog: true)
        do {
            try await log.ensure([topic])
            state.withLock { $0.isTopicReady = true }
            return true
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            let isNews = state.withLock { state in
                defer { state.isTopicMissed = true }
                return !state.isTopicMissed
            }
            if isNews { logger.warning("the clocks cannot be compared", ["topic": .name(place.topic), "reason": .reason(error)]) }
            return false
        }
    }

    /// One comparison. What cannot be asked now is asked next time: that the log is away is told elsewhere.
    func compare() async throws {
        var found: [ClockSkew] = []
        do {
            for _ in 0..<Self.limitExchanges { found.append(try await exchange()) }
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            logger.debug("the broker's clock could not be asked", ["reason": .reason(error)])
        }
        if let skew = ClockSkew.narrowest(found) { judge(skew) }
    }

    /// Appends a record and reads back when the broker took it.
    private func exchange() async throws -> ClockSkew {
        let (asked, began) = (time.now().milliseconds, time.elapsed())
        guard let offset = try await log.append([NewRecord(key: nil, value: [])], to: place).first else {
            throw LogError(.unavailable, "a record was appended nowhere")
        }
        let took = (time.elapsed() - began).wholeMilliseconds
        let reader = try await log.read(place, from: offset)
        do {
            guard let stamped = try await reader.next(limit: 1, timeout: Self.limitRead).first?.timestamp else {
                throw LogError(.unavailable, "the record that was just appended does not come")
            }
            await reader.close()
            return ClockSkew(askedAt: asked, tookMilliseconds: took, stampedAt: stamped)
        } catch {
            await reader.close()
            throw error
        }
    }

    /// Tells once that the clocks differ, and once that they agree again.
    func judge(_ skew: ClockSkew) {
        let isFar = abs(skew.certain) > Self.limitSkewMilliseconds
        let isNews = state.withLock { state in
            state.skew = skew
            defer { state.isTold = isFar }
            return state.isTold != isFar
        }
        guard isNews else { return }
        if isFar {
            logger.warning(
                "this machine's clock differs from the broker's: dates in the archive are wrong on one of them; look at the time service",
                ["ahead_ms": .number(skew.certain), "limit_ms": .number(Self.limitSkewMilliseconds)])
        } else {
            logger.info("this machine's clock agrees with the broker's again", ["ahead_ms": .number(skew.certain)])
        }
    }
}

extension ShardService {
    /// Compares the clocks as long as the service runs, where there is another clock to compare with.
    func watchClock() {
        guard case .kafka = context.settings.log else { return }
        let watch = ClockWatch(log: log, prefix: topics.prefix, time: context.time, logger: context.logger)
        watch.register(in: context.metrics)
        background("clock") { try await watch.run() }
    }
}
