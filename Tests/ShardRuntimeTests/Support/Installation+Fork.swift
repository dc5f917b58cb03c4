import CommitLog
import Crypto
import Domain
import ShardRuntime

extension Installation {
    /// Appends what such an owner would: a claim of the next epoch, and commits from that sequence on whose parent is lost.
    func fork(from sequence: UInt64, count: Int) async throws -> ClosedRange<Offset> {
        let place = TopicPartition(topics.commits("counter"), 0)
        let kommune = try hamar()
        let epoch = try log.records(of: place).reduce(UInt64(0)) { epoch, record in
            if case .claim(let claim) = LogEntry(record), claim.epoch == epoch + 1 { claim.epoch } else { epoch }
        }
        let moment = Tidspunkt(milliseconds: 0)
        var records = [try Claim(service: "counter", epoch: epoch + 1, instance: "old", time: moment).record()]
        var previous = SHA256.hex("a commit that was lost")
        for number in 0..<count {
            let body = Array(#"{"events":[]}"#.utf8)
            let commit = try Commit(
                header: CommitHeader(
                    service: "counter", kommune: kommune, epoch: epoch + 1, sequence: sequence + UInt64(number), previous: previous,
                    cause: Cause(
                        topic: topics.commands("counter"), partition: 0, offset: 0, source: "/test", id: "lost-\(number)"),
                    time: moment, body: SHA256.hex(body)), body: body)
            records.append(commit.record())
            previous = commit.hash
        }
        let offsets = try await log.append(records, to: place)
        return offsets[1]...offsets[count]
    }
}
