import CommitLog
import Domain
import Observability

/// What a stretch of a service's topics says of one trace.
public struct TraceFindings: Sendable {
    /// The records, by the time of their appending.
    public var records: [TracedRecord]
    /// How many records were looked at.
    public var examined: Int
    /// Where to look on; nil when the stretch was looked at to its end.
    public var next: Tidspunkt?
}

/// Finds the records of one trace in a service's own topics: its commands, commits and public events, and the receipts that its commits gave.
///
/// Nothing is kept for it, so nothing is paid for it when commits are made: the stretch of the log from a known moment on is read, and any
/// instance can do it. Every limit is one of a single look; `TraceFindings.next` goes on.
public struct TraceScan: Sendable {
    /// How much of one partition is read in a single look.
    public struct Limits: Sendable, Hashable {
        /// Most records.
        public var records = 20_000
        /// Most bytes.
        public var bytes = 64 * 1024 * 1024
        /// Longest time, milliseconds.
        public var milliseconds: Int64 = 4_000

        /// The defaults.
        public init() {}
    }

    /// Clocks of two machines may differ by this much, milliseconds: so much earlier the look begins, and so much later it ends.
    public static let clockSlackMilliseconds: Int64 = 2_000

    /// Where a command came from: the partner's record that an intake made it of; nil for a command without such a record.
    public typealias Origin = @Sendable (_ type: String, _ payload: [UInt8]) -> (place: TopicPartition, offset: Offset)?

    private let service: String
    private let log: any Log
    private let topics: Topics
    private let time: any TimeSource
    private let origin: Origin?
    private let decisions: Decisions
    private let limits: Limits

    /// A look at the topics of one service.
    public init(service: String, log: any Log, topics: Topics, time: any TimeSource, origin: Origin? = nil, limits: Limits = Limits()) {
        (self.service, self.log, self.topics, self.time, self.origin, self.limits) = (service, log, topics, time, origin, limits)
        decisions = Decisions(log: log, topics: topics)
    }

    /// Whose records are looked for.
    private struct Wanted {
        let mark: TraceMark
        /// The municipality's number, as records are keyed; nil for every one.
        let key: [UInt8]?
    }

    /// One partition's share.
    private struct Stretch {
        var records: [TracedRecord] = []
        var origins: [(place: TopicPartition, offset: Offset)] = []
        var examined = 0
        var next: Int64?
    }

    /// Looks at a stretch of time.
    ///
    /// - Parameters:
    ///   - mark: the trace, or an object of the archive.
    ///   - kommune: whose records; nil for those of every municipality.
    ///   - from: the moment the trace may have begun.
    ///   - until: where to stop; nil for the end of the log as it is now.
    public func run(
        _ mark: TraceMark, kommune: Organisasjonsnummer?, from: Tidspunkt, until: Tidspunkt? = nil
    ) async throws -> TraceFindings {
        let window = (from.milliseconds - Self.clockSlackMilliseconds, (until?.milliseconds).map { $0 + Self.clockSlackMilliseconds })
        let partitions = kommune.map { [topics.partition(of: $0.rawValue)] } ?? Array(0..<topics.partitions)
        let own = [topics.commits(service), topics.commands(service), topics.events(service)]
        let wanted = Wanted(mark: mark, key: kommune.map { Array($0.rawValue.utf8) })
        var stretches = try await look(own.flatMap { topic in partitions.map { TopicPartition(topic, $0) } }, window, wanted)
        let partners = Set(stretches.flatMap(\.records).flatMap { $0.commit?.partners ?? [] }).sorted()
        stretches += try await look(
            partners.flatMap { name in partitions.map { TopicPartition(topics.receipts(name), $0) } }, window, wanted)
        var findings = TraceFindings(records: stretches.flatMap(\.records), examined: stretches.reduce(0) { $0 + $1.examined }, next: nil)
        for (place, offset) in stretches.flatMap(\.origins) {
            if let record = try await record(at: offset, in: place) { findings.records.append(TracedRecord(.message, event: record)) }
        }
        findings.records.sort { ($0.timestamp, $0.place.topic, $0.offset) < ($1.timestamp, $1.place.topic, $1.offset) }
        findings.next = stretches.compactMap(\.next).min().map { Tidspunkt(milliseconds: $0 + Self.clockSlackMilliseconds) }
        return findings
    }

    private func look(_ places: [TopicPartition], _ window: (Int64, Int64?), _ wanted: Wanted) async throws -> [Stretch] {
        try await withThrowingTaskGroup(of: (Int, Stretch).self) { group in
            for (index, place) in places.enumerated() {
                group.addTask { (index, try await look(place, window, wanted)) }
            }
            var found: [Int: Stretch] = [:]
            for try await (index, stretch) in group { found[index] = stretch }
            return places.indices.compactMap { found[$0] }
        }
    }

    /// Reads one partition through the window, as far as the limits go.
    private func look(_ place: TopicPartition, _ window: (from: Int64, until: Int64?), _ wanted: Wanted) async throws -> Stretch {
        let end = try await log.end(of: place)
        var position = try await LogMoment.offset(of: window.from, in: place, of: log)
        guard position < end else { return Stretch() }
        let deadline = time.now().milliseconds + limits.milliseconds
        let isCommits = place.topic == topics.commits(service)
        let voided = isCommits ? try await decisions.voided(of: service, partition: place.partition) : [:]
        let reader = try await log.read(place, from: position)
        var (stretch, trail, bytes) = (Stretch(), CommitTrail(wanted.mark, key: wanted.key, voided: voided), 0)
        do {
            reading: while position < end {
                let records = try await reader.next(limit: min(1_000, limits.records), timeout: .seconds(LogMoment.limitWaitSeconds))
                guard let last = records.last else { break }
                for record in records {
                    // What is before the window is read only because its beginning is found to within some records.
                    if record.timestamp >= window.from {
                        stretch.examined += 1
                        bytes += (record.value?.count ?? 0) + 64
                    }
                    if isCommits { trail.consider(record) } else { keep(record, wanted, in: &stretch) }
                    if let until = window.until, record.timestamp > until { break reading }
                }
                position = last.offset + 1
                let isEnough = stretch.examined >= limits.records || bytes >= limits.bytes || time.now().milliseconds >= deadline
                if isEnough, position < end {
                    // At least one step further than this look began, or the next would be the same.
                    stretch.next = max(last.timestamp, window.from + 1)
                    break
                }
            }
            await reader.close()
        } catch {
            await reader.close()
            throw error
        }
        stretch.records += trail.found
        return stretch
    }

    private func keep(_ record: LogRecord, _ wanted: Wanted, in stretch: inout Stretch) {
        guard wanted.key == nil || record.key == wanted.key, wanted.mark.isOn(record) else { return }
        switch record.place.topic {
        case topics.commands(service):
            stretch.records.append(TracedRecord(.command, record))
            guard let type = record.header(CommandRecord.type), let origin = origin?(type, record.value ?? []) else { return }
            stretch.origins.append(origin)
        case topics.events(service): stretch.records.append(TracedRecord(.event, event: record))
        default: stretch.records.append(TracedRecord(.receipt, event: record))
        }
    }

    /// One record by its place; nil when the topic has let go of it.
    private func record(at offset: Offset, in place: TopicPartition) async throws -> LogRecord? {
        guard try await offset >= log.start(of: place), try await offset < log.end(of: place) else { return nil }
        let reader = try await log.read(place, from: offset)
        do {
            let record = try await reader.next(limit: 1, timeout: .seconds(LogMoment.limitWaitSeconds)).first
            await reader.close()
            return record?.offset == offset ? record : nil
        } catch {
            await reader.close()
            throw error
        }
    }
}
