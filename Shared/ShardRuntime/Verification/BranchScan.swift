import CommitLog
import Domain

/// Reads a partition of a commit log from its start to its end and tells which commits lie on which branch, and declares void what hangs.
public struct BranchScan: Sendable {
    /// Why commits are not declared void.
    public enum Refusal: Error, Sendable, Hashable {
        /// The stretch has a commit of the chain that the rule follows.
        case followed(offset: Offset, sequence: UInt64)
        /// Nothing hangs there.
        case nothingHangs
        /// All that hangs there is void already.
        case isVoid
        /// More hang there than one decision may name.
        case tooMany(Int)
    }

    private static let limitReadRecords = 1_000
    /// Longest silence before the end of the log, seconds.
    private static let limitSilenceSeconds = 30

    private let service: String
    private let log: any Log
    private let topics: Topics
    private let decisions: Decisions

    /// A look at the commit log of one service.
    public init(service: String, log: any Log, topics: Topics, decisions: Decisions) {
        (self.service, self.log, self.topics, self.decisions) = (service, log, topics, decisions)
    }

    /// What a partition's branches are, as of now: the log is read once, and a second time when something hangs.
    ///
    /// - Parameters:
    ///   - kommune: only this municipality's; nil for all of the partition.
    ///   - watched: a stretch for which `BranchAnalysis.followedInWatch` is wanted.
    public func run(
        partition: Int32, kommune: Organisasjonsnummer? = nil, watching watched: ClosedRange<Offset>? = nil
    ) async throws -> BranchAnalysis {
        let place = TopicPartition(topics.commits(service), partition)
        let voided = try await decisions.voided(of: service, partition: partition)
        var analysis = BranchAnalysis(of: kommune, watching: watched, voided: voided)
        try await read(place, to: try await log.end(of: place)) { analysis.consider($0) }
        if analysis.branches.isEmpty { return analysis }
        var parents = BranchParents(analysis, voided: voided)
        try await read(place, to: analysis.position) { parents.consider($0) }
        return parents.analysis
    }

    /// Declares the hanging commits of a municipality in a stretch of its partition void, for ever.
    ///
    /// - Returns: the decision, and the commits that it is about, with their causes.
    /// - Throws: `Refusal`; an error of the log.
    public func void(
        _ range: ClosedRange<Offset>, of kommune: Organisasjonsnummer, because reason: String, by identity: String, id: String,
        at moment: Tidspunkt
    ) async throws -> (decision: VoidDecision, commits: [HangingCommit]) {
        let partition = topics.partition(of: kommune.rawValue)
        let analysis = try await run(partition: partition, kommune: kommune, watching: range)
        if let followed = analysis.followedInWatch { throw Refusal.followed(offset: followed.offset, sequence: followed.sequence) }
        let there = analysis.hanging.filter { range.contains($0.point.offset) }
        let commits = there.filter { !$0.isVoid }
        guard !there.isEmpty else { throw Refusal.nothingHangs }
        guard !commits.isEmpty else { throw Refusal.isVoid }
        guard commits.count <= VoidDecision.limitCommits else { throw Refusal.tooMany(commits.count) }
        let decision = VoidDecision(
            id: id, service: service, kommune: kommune, partition: partition, from: range.lowerBound, to: range.upperBound,
            commits: commits.map { VoidDecision.VoidedCommit(offset: $0.point.offset, hash: $0.point.hash) }, reason: reason, by: identity,
            time: moment)
        try await decisions.append(decision)
        return (decision, commits)
    }

    /// True when the record that caused a commit can still be read where the cause names it.
    public func isThere(_ cause: Cause) async throws -> Bool {
        guard let place = cause.place, let offset = cause.offset else { return false }
        do {
            let (start, end) = (try await log.start(of: place), try await log.end(of: place))
            return start <= offset && offset < end
        } catch let error as LogError where error.code == .unknownPartition {
            return false
        }
    }

    private func read(_ place: TopicPartition, to end: Offset, _ body: (LogRecord) -> Void) async throws {
        var next = try await log.start(of: place)
        if next >= end { return }
        let reader = try await log.read(place, from: next)
        do {
            while next < end {
                let records = try await reader.next(limit: Self.limitReadRecords, timeout: .seconds(Self.limitSilenceSeconds))
                guard let last = records.last else { throw LogError(.unavailable, "\(place) gave nothing at \(next), its end is \(end)") }
                for record in records where record.offset < end { body(record) }
                next = last.offset + 1
            }
        } catch {
            await reader.close()
            throw error
        }
        await reader.close()
    }
}
