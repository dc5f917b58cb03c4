import CommitLog
import Foundation
import Glibc
import LogConformance
import Testing

/// Real processes on one local log.
@Suite(.serialized) struct LocalProcessesTests {
    private let fixture: LocalFixture
    private var path: String { fixture.directory.path + "/log" }

    init() throws { fixture = try LocalFixture() }

    private func open(partitions: Int32) async throws -> LocalLog {
        let log = try fixture.openLocal()
        try await log.ensure([TopicSettings(name: "t", partitions: partitions, retention: .forever)])
        return log
    }

    private func records(of place: TopicPartition, in log: LocalLog) async throws -> [LogRecord] {
        let end = try await log.end(of: place)
        let reader = try await log.read(place, from: 0)
        var found: [LogRecord] = []
        while found.count < end { found += try await reader.next(limit: 1_000, timeout: .seconds(10)) }
        return found
    }

    private func text(_ record: LogRecord) -> String { String(decoding: record.value ?? [], as: UTF8.self) }

    /// Every acknowledged batch stands where it was said to stand, offsets have no holes, and no batch stands there in part.
    private func check(_ lines: [String], in log: LocalLog, partitions: Int32) async throws {
        for partition in 0..<partitions {
            let found = try await records(of: TopicPartition("t", partition), in: log)
            #expect(found.map(\.offset) == Array(0..<Offset(found.count)))
            for line in lines {
                let parts = line.split(separator: " ")
                guard parts.count == 3, parts[0] == "\(partition)", let offset = Int(parts[1]) else { continue }
                guard offset + 3 <= found.count else {
                    Issue.record("acknowledged and lost: \(line)")
                    continue
                }
                #expect(found[offset..<offset + 3].map(text) == (0..<3).map { "\(parts[2]).\($0)" })
            }
            for first in stride(from: 0, to: found.count, by: 3) {
                let batch = found[first..<min(first + 3, found.count)].map(text)
                #expect(
                    batch.map { $0.split(separator: ".").first }
                        == [String.SubSequence?](repeating: batch[0].split(separator: ".").first, count: 3))
            }
            #expect(Set(found.map(text)).count == found.count, "something stands there twice")
        }
    }

    @Test func `every append acknowledged before kill -9 is there, and the log goes on`() async throws {
        let log = try await open(partitions: 2)
        var acknowledged: [String] = []
        for round in 0..<5 {
            let probe = try Probe("append", "log=\(path)", "partitions=2", "tasks=6", "name=r\(round)")
            try await probe.waits(for: "acknowledgements") { $0.count >= 40 + 25 * round }
            acknowledged += try await probe.end()
        }
        #expect(acknowledged.count >= 200)
        try await check(acknowledged, in: log, partitions: 2)
        _ = try await log.append([NewRecord(key: nil, value: [1])], to: TopicPartition("t", 0))
        await fixture.finish()
    }

    @Test func `processes that append at once lose and repeat nothing, and killing one does not stop the other`() async throws {
        let log = try await open(partitions: 2)
        let survivor = try Probe("append", "log=\(path)", "partitions=2", "tasks=4", "name=survivor")
        var acknowledged: [String] = []
        for round in 0..<4 {
            let victim = try Probe("append", "log=\(path)", "partitions=2", "tasks=4", "name=v\(round)")
            try await victim.waits(for: "acknowledgements") { $0.count >= 30 }
            acknowledged += try await victim.end()
            let before = survivor.lines.count
            try await survivor.waits(for: "progress after a kill") { $0.count >= before + 10 }
        }
        acknowledged += try await survivor.end()
        try await check(acknowledged, in: log, partitions: 2)
        await fixture.finish()
    }

    @Test func `a reader in another process is woken by a commit, not by looking now and then`() async throws {
        let log = try await open(partitions: 1)
        let probe = try Probe("read", "log=\(path)", "recheck=3600000")
        try await probe.waits(for: "ready") { $0 == ["ready"] }
        for round in 0..<5 {
            try await Task.sleep(for: .milliseconds(20))
            _ = try await log.append([NewRecord(key: nil, value: Array("record \(round)".utf8))], to: TopicPartition("t", 0))
            try await probe.waits(for: "record \(round)") { $0.last == "\(round) record \(round)" }
        }
        try await probe.end()
        await fixture.finish()
    }

    @Test func `the partitions of a killed process move at once, those of a stopped one after the session timeout`() async throws {
        let log = try await open(partitions: 4)
        // Heartbeats so rare that only the end of the process itself can tell, and a session that no test waits for.
        let killed = try Probe("join", "log=\(path)", "member=b", "heartbeat=20000", "session=600000")
        try await killed.waits(for: "all partitions") { $0.last == "has 0,1,2,3" }
        let survivor = try Probe("join", "log=\(path)", "member=a", "heartbeat=20000", "session=600000")
        try await survivor.waits(for: "half") { $0.last == "has 0,1" }
        try await killed.waits(for: "half") { $0.last == "has 2,3" }
        try await killed.end()
        try await survivor.waits(for: "all partitions") { $0.last == "has 0,1,2,3" }
        try await survivor.end()

        let stopped = try Probe("join", "log=\(path)", "member=b", "heartbeat=100", "session=1000")
        let other = try Probe("join", "log=\(path)", "member=a", "heartbeat=100", "session=1000")
        try await stopped.waits(for: "half") { $0.last == "has 2,3" }
        try await other.waits(for: "half") { $0.last == "has 0,1" }
        stopped.send(SIGSTOP)
        try await other.waits(for: "all partitions") { $0.last == "has 0,1,2,3" }
        stopped.send(SIGCONT)
        try await other.waits(for: "half again") { $0.last == "has 0,1" }
        try await stopped.waits(for: "half again") { $0.last == "has 2,3" }
        try await stopped.end()
        try await other.end()
        await log.close()
        await fixture.finish()
    }

    @Test(arguments: ["die", "go on"])
    func `a commit that the system refuses in the middle leaves what was acknowledged, and the log goes on`(_ then: String) async throws {
        let log = try await open(partitions: 1)
        let probe = try Probe("fill", "log=\(path)", "limit=600000", "then=\(then)")
        let lines = try await probe.lastWords()
        let failures = lines.filter { $0.hasPrefix("failed") }
        #expect(failures.count == 1)
        #expect(failures.allSatisfy { $0.hasPrefix("failed log_unavailable") || $0.hasPrefix("failed outcome_unknown") })
        #expect(lines.last?.hasSuffix(" after") == (then == "go on"))
        let landed = lines.filter { $0.hasPrefix("landed") }.map { $0.dropFirst("landed ".count) }
        #expect(landed.count > 5)
        let found = try await records(of: TopicPartition("t", 0), in: log).map { "\($0.offset) \(text($0).prefix { $0 != "x" })" }
        // The one in doubt may be there or not; with a certain refusal it must not be.
        let certain = failures.first?.hasPrefix("failed log_unavailable") == true
        for line in landed { #expect(found.contains { $0.trimmingCharacters(in: .whitespaces) == line }, "lost: \(line)") }
        #expect(certain ? found.count == landed.count : (landed.count...landed.count + 1).contains(found.count))
        await fixture.finish()
    }
}
