import CommitLog
import Crypto
import Domain
import Foundation
import Testing

/// The story: an older log was restored. One owner went on from it; later another one came with a store of the time before, claimed the next
/// epoch and went on from a history that the log does not have. Every reader stopped at the gap, for ever, and no tool told what lay where.
@Suite struct BranchAnalysisTests {
    private let hamar = Organisasjonsnummer("970540008")

    /// A partition as writers with different pasts would write it.
    private struct Forgery {
        let kommune: Organisasjonsnummer
        var records: [LogRecord] = []
        var epoch: UInt64 = 0

        /// A store's idea of the chain.
        struct Past {
            var next: UInt64 = 0
            var hash = CommitHeader.noPrevious
        }

        private mutating func append(_ record: NewRecord) {
            let offset = Offset(records.count)
            records.append(
                LogRecord(
                    place: TopicPartition("c", 0), offset: offset, key: record.key, value: record.value, headers: record.headers,
                    timestamp: 0))
        }

        mutating func claim(_ instance: String) throws {
            epoch += 1
            append(try Claim(service: "counter", epoch: epoch, instance: instance, time: Tidspunkt(milliseconds: 0)).record())
        }

        /// Commits that go on from a past; not appended: they are lost. The name makes histories differ.
        mutating func commit(_ names: [String], after past: inout Past, epoch: UInt64? = nil, isLost: Bool = false) throws {
            for name in names {
                let body = Array(name.utf8)
                let commit = try Commit(
                    header: CommitHeader(
                        service: "counter", kommune: kommune, epoch: epoch ?? self.epoch, sequence: past.next, previous: past.hash,
                        cause: Cause(source: "/test", id: name), time: Tidspunkt(milliseconds: 0), body: SHA256.hex(body)), body: body)
                if !isLost { append(commit.record()) }
                past = Past(next: past.next + 1, hash: commit.hash)
            }
        }

        /// Both runs.
        func analysed(voided: [Offset: String] = [:]) -> BranchAnalysis {
            var analysis = BranchAnalysis(voided: voided)
            for record in records { analysis.consider(record) }
            var parents = BranchParents(analysis, voided: voided)
            for record in records { parents.consider(record) }
            return parents.analysis
        }

        /// What the rule accepts, and at which offsets it finds corruption.
        func folded(voided: [Offset: String] = [:]) -> (accepted: [Offset], corrupt: [Offset]) {
            var fold = AcceptanceFold(voided: voided)
            var (accepted, corrupt): ([Offset], [Offset]) = ([], [])
            for record in records {
                switch fold.consider(LogEntry(record), at: record.offset) {
                case .accepted: accepted.append(record.offset)
                case .corrupt: corrupt.append(record.offset)
                case .newEpoch, .ignored: break
                }
            }
            return (accepted, corrupt)
        }
    }

    private func forgery() throws -> Forgery { Forgery(kommune: try #require(hamar)) }

    private func voided(_ commits: [HangingCommit]) -> [Offset: String] {
        Dictionary(commits.map { ($0.point.offset, $0.point.hash) }, uniquingKeysWith: { _, last in last })
    }

    @Test func `a store of a lost future leaves a gap: the branch has no parent here, and its causes are told`() throws {
        var log = try forgery()
        var (standing, lost) = (Forgery.Past(), Forgery.Past())
        try log.claim("registry-1")
        try log.commit(["a", "b"], after: &standing)
        lost = standing
        try log.commit(["c", "d", "e"], after: &lost, isLost: true)
        try log.claim("registry-4")
        try log.commit(["c"], after: &standing)
        try log.claim("registry-1")
        try log.commit(["c", "f"], after: &lost)
        try log.claim("registry-4")
        try log.commit(["g"], after: &standing)
        let analysis = log.analysed()
        let chain = try #require(analysis.chains.values.first)
        #expect(chain.commits == 4)
        #expect(chain.instances == ["registry-1", "registry-4"])
        let branch = try #require(analysis.branches.first)
        #expect(analysis.branches.count == 1)
        #expect(branch.parent == nil)
        #expect(branch.commits == 2)
        #expect(branch.instances == ["registry-1"])
        #expect(analysis.hanging.map(\.effect) == [.stops(expected: 3), .stops(expected: 3)])
        // What «c» asked for is done on the chain as its third commit; nobody else did «f».
        #expect(analysis.hanging.map(\.answered) == [2, nil])
        #expect(analysis.open == 2)
        #expect(log.folded().corrupt.count == 2)
        #expect(log.folded(voided: voided(analysis.hanging)).corrupt.isEmpty)
        #expect(log.analysed(voided: voided(analysis.hanging)).open == 0)
    }

    @Test func `a store of a shorter history that the log has grown past hangs without a gap`() throws {
        var log = try forgery()
        var standing = Forgery.Past()
        try log.claim("registry-1")
        try log.commit(["a", "b"], after: &standing)
        var other = standing
        try log.claim("registry-4")
        try log.commit(["c", "d", "e"], after: &standing)
        // Rooted at the same commit: an unclean election gave the partition to a follower that had not «c».
        try log.claim("registry-1")
        try log.commit(["x", "y"], after: &other)
        let analysis = log.analysed()
        let branch = try #require(analysis.branches.first)
        #expect(branch.parent?.offset == 2)
        #expect(branch.parent?.sequence == 1)
        #expect(branch.parent?.isFollowed == true)
        #expect(analysis.hanging.map(\.effect) == [.ignored(.repeated), .ignored(.repeated)])
        #expect(analysis.chains.values.first?.commits == 5)
    }

    @Test func `a zombie's commits are fenced, not a branch, unless they go on with one`() throws {
        var log = try forgery()
        var standing = Forgery.Past()
        try log.claim("one")
        try log.commit(["a"], after: &standing)
        var zombie = standing
        try log.claim("two")
        try log.commit(["late"], after: &zombie, epoch: 1)
        #expect(log.analysed().branches.isEmpty)
        #expect(log.analysed().fenced == 1)
        var lost = Forgery.Past(next: 7, hash: SHA256.hex("lost"))
        try log.commit(["x"], after: &lost)
        try log.claim("one")
        try log.commit(["y"], after: &lost, epoch: 2)
        let analysis = log.analysed()
        #expect(analysis.fenced == 1)
        #expect(analysis.branches.map(\.commits) == [2])
        #expect(analysis.hanging.last?.effect == .ignored(.foreignEpoch))
    }

    @Test func `a decision says nothing of another record at the same offset`() throws {
        var log = try forgery()
        var standing = Forgery.Past()
        try log.claim("one")
        try log.commit(["a", "b"], after: &standing)
        #expect(log.folded(voided: [1: SHA256.hex("another"), 2: SHA256.hex("another")]).accepted == [1, 2])
    }

    @Test(arguments: UInt64(0)..<100)
    func `however logs are forked, what hangs and what is followed are all there is, and void commits change no history`(
        seed: UInt64
    ) throws {
        var random = SeededNumbers(state: seed)
        var log = try forgery()
        var pasts = [Forgery.Past()]
        // The plainest belief: the log's own chain, and the offsets on and off it.
        var (truth, followed, hanging) = (Forgery.Past(), [Offset](), Set<Offset>())
        try log.claim("i0")
        for step in 0..<60 {
            let writer = Int.random(in: 0..<pasts.count, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0: pasts.append(pasts[writer])
            case 1: try log.commit(["lost \(step)"], after: &pasts[writer], isLost: true)
            case 2, 3: try log.claim("i\(writer)")
            case 4: pasts[writer] = truth
            default:
                let (offset, before) = (Offset(log.records.count), pasts[writer])
                try log.commit(["\(step)"], after: &pasts[writer])
                if before.next == truth.next, before.hash == truth.hash {
                    truth = pasts[writer]
                    followed.append(offset)
                } else {
                    hanging.insert(offset)
                }
            }
        }
        let analysis = log.analysed()
        let comment: Comment = "seed \(seed)"
        #expect(analysis.chains.values.first?.commits ?? 0 == UInt64(followed.count), comment)
        #expect(Set(analysis.hanging.map(\.point.offset)) == hanging, comment)
        #expect(analysis.branches.reduce(0) { $0 + $1.commits } == UInt64(hanging.count), comment)
        #expect(analysis.fenced == 0, comment)
        let void = voided(analysis.hanging)
        #expect(log.folded().accepted == followed, comment)
        #expect(log.folded(voided: void).accepted == followed, comment)
        #expect(log.folded(voided: void).corrupt.isEmpty, comment)
    }
}

/// A small generator of random numbers, so that a failing run can be repeated by its seed.
private struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var mixed = state
        mixed ^= mixed >> 33
        mixed = mixed &* 0xff51_afd7_ed55_8ccd
        mixed ^= mixed >> 33
        return mixed
    }
}
