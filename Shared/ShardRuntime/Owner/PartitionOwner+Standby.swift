import CommitLog
import Domain

extension PartitionOwner {
    /// How many commits each open store contains.
    var commitsInStores: [Organisasjonsnummer: UInt64] { stores.mapValues(\.state.tip.next) }

    /// Opens the stores once, which gives them this program's form, and lets them be read as of a moment at which they were whole.
    func openForReading(asOf moment: Int64, of known: [Organisasjonsnummer: UInt64]) throws {
        let found = Set(try environment.directory.shards())
        for kommune in found.union(known.keys).sorted() where environment.topics.partition(of: kommune.rawValue) == partition {
            if found.contains(kommune) { try openStore(kommune) }
            if stopped[kommune] != nil { continue }
            // Gone, put aside just now, or an older copy: only the log has what belongs there.
            if stores[kommune].map(\.state.tip.next) ?? 0 < known[kommune] ?? .max { status.rebuilding(kommune) }
        }
        stores = [:]
        inputs = [:]
        status.wasWhole(asOf: moment)
    }

    /// Follows the commit log without owning it, so that the stores are warm. Returns when the duty is another.
    ///
    /// A log that does not answer is waited for: what has come to the stores can be read meanwhile, as of when it came.
    func follow() async throws {
        let reader = try await openReader()
        do {
            try await follow(reader)
        } catch {
            await reader.close()
            throw error
        }
        await reader.close()
    }

    private func follow(_ reader: any LogReader) async throws {
        let (limits, time) = (environment.limits, environment.time)
        let (start, began) = (position, time.now().milliseconds)
        // Where the log ended when it was last asked, and when: what is applied up to there makes the stores whole as of then.
        var (end, lookedAt) = (try await environment.log.end(of: commits), began)
        var isCatchingUp = true
        tellCatchingUp(to: end)
        see(end, at: began)
        while order.duty == .follow {
            if !replayed.isEmpty { throw RebuildWanted() }
            let taken = time.now().milliseconds
            let records = try await order.whileIt(is: .follow) {
                try await reader.next(limit: limits.readRecords, timeout: .milliseconds(limits.standbyLookMilliseconds))
            }
            guard let records else { continue }
            try apply(records)
            see(end, at: lookedAt)
            if isCatchingUp { status.progress(position: position, start: start, end: max(end, position)) }
            let now = time.now().milliseconds
            if records.isEmpty || now - lookedAt >= limits.standbyLookMilliseconds, let seen = try await lookForEnd() {
                (end, lookedAt) = (seen, now)
                see(end, at: now)
            }
            if isCatchingUp, position >= end {
                isCatchingUp = false
                tellCaughtUp(from: start, since: began)
            }
            try await pace(records.count, since: taken)
        }
    }

    private func see(_ end: Offset, at moment: Int64) {
        guard replayed.isEmpty, expected.isEmpty || position < end else { return }
        status.follows(position: position, end: end, limitBehind: environment.limits.standbyReadyRecords, at: moment)
    }

    /// The log's end; nil while it does not answer.
    private func lookForEnd() async throws -> Offset? {
        do {
            return try await environment.log.end(of: commits)
        } catch let error as LogError where error.code == .unavailable {
            return nil
        }
    }

    /// Leaves the machine to those who own, while far behind.
    private func pace(_ commits: Int, since began: Int64) async throws {
        let rate = environment.limits.standbyCommitsPerSecond
        guard rate > 0, commits == environment.limits.readRecords else { return }
        let left = Int64(commits * 1_000 / rate) - (environment.time.now().milliseconds - began)
        guard left > 0 else { return }
        _ = try await order.whileIt(is: .follow) { [time = environment.time] in try await time.sleep(for: .milliseconds(left)) }
    }
}
