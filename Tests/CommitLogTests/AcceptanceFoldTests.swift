import CommitLog
import Crypto
import Domain
import Foundation
import Testing

/// What writers may do to a partition of a commit log: each step is one record.
private enum Step: CaseIterable {
    case claimNext, claimOld, claimTooHigh, commitNext, commitOfOldEpoch, commitRepeated, commitOutOfChain
}

/// A small generator of random numbers, so that a failing run can be repeated by its seed.
private struct Generator: RandomNumberGenerator {
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

@Suite struct AcceptanceFoldTests {
    private let kommuner = ["970540008", "964950679", "970169717"].compactMap { Organisasjonsnummer($0) }

    @Test(arguments: 0..<200)
    func `whatever zombies and late claims write, history is the chain of accepted commits`(seed: UInt64) throws {
        var random = Generator(state: seed)
        var fold = AcceptanceFold()
        // What a reader must believe, kept in the plainest way there is.
        var epoch: UInt64 = 0
        var chains: [Organisasjonsnummer: [String]] = [:]
        for number in 0..<300 {
            let kommune = try #require(kommuner.randomElement(using: &random))
            let chain = chains[kommune, default: []]
            let last = chain.last ?? CommitHeader.noPrevious
            let hash = SHA256.hex("\(seed) \(number)")
            let comment: Comment = "seed \(seed), step \(number)"
            switch try #require(Step.allCases.randomElement(using: &random)) {
            case .claimNext:
                #expect(fold.consider(claim: epoch + 1) == .newEpoch, comment)
                epoch += 1
            case .claimOld:
                #expect(fold.consider(claim: epoch) == .ignored(.lateClaim), comment)
            case .claimTooHigh:
                #expect(fold.consider(claim: epoch + 2 + UInt64(number)) == .ignored(.lateClaim), comment)
            case .commitNext:
                let verdict = fold.consider(commit: kommune, epoch: epoch, sequence: UInt64(chain.count), previous: last, hash: hash)
                #expect(verdict == .accepted, comment)
                chains[kommune] = chain + [hash]
            case .commitOfOldEpoch:
                guard epoch > 0 else { continue }
                let verdict = fold.consider(commit: kommune, epoch: epoch - 1, sequence: UInt64(chain.count), previous: last, hash: hash)
                #expect(verdict == .ignored(.foreignEpoch), comment)
            case .commitRepeated:
                guard !chain.isEmpty else { continue }
                let verdict = fold.consider(commit: kommune, epoch: epoch, sequence: UInt64(chain.count - 1), previous: last, hash: hash)
                #expect(verdict == .ignored(.repeated), comment)
            case .commitOutOfChain:
                let verdict = fold.consider(commit: kommune, epoch: epoch, sequence: UInt64(chain.count), previous: hash, hash: hash)
                #expect(verdict == .ignored(.notInChain), comment)
            }
        }
        #expect(fold.epoch == epoch)
        for (kommune, chain) in chains where !chain.isEmpty {
            #expect(fold.tips[kommune] == ShardTip(next: UInt64(chain.count), hash: chain.last ?? ""))
        }
    }

    @Test(arguments: 0..<50)
    func `a reader that stops anywhere and goes on from its state comes to the same result`(seed: UInt64) throws {
        var random = Generator(state: seed)
        var whole = AcceptanceFold()
        var resumed = AcceptanceFold()
        var next: [Organisasjonsnummer: ShardTip] = [:]
        for number in 0..<200 {
            let kommune = try #require(kommuner.randomElement(using: &random))
            if Int.random(in: 0..<10, using: &random) == 0 {
                let claim = whole.epoch + UInt64.random(in: 0...2, using: &random)
                #expect(whole.consider(claim: claim) == resumed.consider(claim: claim))
            } else {
                let tip = next[kommune] ?? ShardTip()
                let hash = SHA256.hex("\(seed) \(number)")
                let isZombie = whole.epoch > 0 && Int.random(in: 0..<4, using: &random) == 0
                let commitEpoch = isZombie ? whole.epoch - 1 : whole.epoch
                let verdict = whole.consider(commit: kommune, epoch: commitEpoch, sequence: tip.next, previous: tip.hash, hash: hash)
                #expect(
                    resumed.consider(commit: kommune, epoch: commitEpoch, sequence: tip.next, previous: tip.hash, hash: hash) == verdict)
                if verdict == .accepted { next[kommune] = ShardTip(next: tip.next + 1, hash: hash) }
            }
            if number % 17 == 0 { resumed = AcceptanceFold(epoch: resumed.epoch, tips: resumed.tips) }
        }
        #expect(whole.tips == resumed.tips && whole.epoch == resumed.epoch)
    }

    @Test func `a hole in the sequence of an accepted epoch is corruption, never passed over`() {
        var fold = AcceptanceFold()
        #expect(fold.consider(claim: 1) == .newEpoch)
        #expect(
            fold.consider(commit: kommuner[0], epoch: 1, sequence: 3, previous: CommitHeader.noPrevious, hash: "h")
                == .corrupt(expected: 0, found: 3))
        // In another epoch it is nobody's business.
        #expect(
            fold.consider(commit: kommuner[0], epoch: 7, sequence: 3, previous: CommitHeader.noPrevious, hash: "h")
                == .ignored(.foreignEpoch))
    }
}

@Suite struct CommitFormTests {
    @Test func `a commit's hash is taken over the bytes before the line feed, and its body is the one the header names`() throws {
        let kommune = try #require(Organisasjonsnummer("970540008"))
        let body = Array(#"{"events":[]}"#.utf8)
        let header = CommitHeader(
            service: "registry", kommune: kommune, epoch: 3, sequence: 7, previous: CommitHeader.noPrevious,
            cause: Cause(source: "/a", id: "1"), time: Tidspunkt(milliseconds: 0), body: SHA256.hex(body))
        let commit = try Commit(header: header, body: body)
        let value = try #require(commit.record().value)
        let line = try #require(value.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first)
        #expect(SHA256.hex(Array(line)) == commit.hash)
        #expect(try Commit(value).header == header)
        #expect(throws: Commit.Malformed.self) { try Commit(value + [0x20]) }
    }

    @Test(arguments: [
        ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
        ("a-little-bit-longer-string", -1_486_304_829), ("abc", 479_470_107),
    ])
    func `keys go to the partition that Kafka's own client would choose`(key: String, murmur2: Int32) {
        #expect(Partitioner.partition(of: key, among: 7) == (murmur2 & 0x7FFF_FFFF) % 7)
        #expect(Partitioner.partition(of: key, among: 1_000_003) == (murmur2 & 0x7FFF_FFFF) % 1_000_003)
    }
}
