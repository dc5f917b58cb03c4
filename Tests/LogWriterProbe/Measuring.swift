import CommitLog
import Foundation

/// Prints how fast the local log is here. Figures only; nothing is judged.
struct Measuring: Sendable {
    let directory: String
    let log: LocalLog

    private static let value = [UInt8](repeating: 42, count: 1_000)

    private func records(_ count: Int) -> [NewRecord] {
        [NewRecord](repeating: NewRecord(key: Array("970540008".utf8), value: Self.value), count: count)
    }

    func run() async throws {
        try await log.ensure(["rate", "latency", "remote"].map { TopicSettings(name: $0, partitions: 4, retention: .forever) })
        for (batch, tasks) in [(1, 1), (1, 16), (1, 256), (100, 1), (100, 4)] { try await measureRate(batch: batch, tasks: tasks) }
        try await measureReading()
        let here = try LocalLog(directory: directory)
        try await measureLatency("in the same handle", log, TopicPartition("latency", 0))
        try await measureLatency("in another handle of the process", here, TopicPartition("latency", 1))
        await here.close()
        try await measureRemoteLatency()
    }

    private func measureRate(batch: Int, tasks: Int) async throws {
        let seconds = 3.0
        let began = ContinuousClock.now
        let done = try await withThrowingTaskGroup(of: Int.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    var count = 0
                    while ContinuousClock.now - began < .seconds(seconds) {
                        _ = try await log.append(records(batch), to: TopicPartition("rate", Int32(task % 4)))
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        let rate = Double(done) / ((ContinuousClock.now - began) / .seconds(1))
        print("append, batches of \(batch) by \(tasks) tasks: \(Int(rate)) appends/s, \(Int(rate) * batch) records/s")
    }

    private func measureReading() async throws {
        let place = TopicPartition("rate", 0)
        let end = try await log.end(of: place)
        let reader = try await log.read(place, from: 0)
        let began = ContinuousClock.now
        var count: Offset = 0
        while count < end { count += Offset(try await reader.next(limit: 1_000, timeout: nil).count) }
        print("replay: \(Int(Double(count) / ((ContinuousClock.now - began) / .seconds(1)))) records/s")
    }

    private func measureLatency(_ what: String, _ other: LocalLog, _ place: TopicPartition) async throws {
        let reader = try await other.read(place, from: 0)
        var (appends, reads): ([Duration], [Duration]) = ([], [])
        for _ in 0..<2_000 {
            let began = ContinuousClock.now
            async let read = {
                _ = try await reader.next(limit: 10, timeout: nil)
                return ContinuousClock.now
            }()
            _ = try await log.append(records(1), to: place)
            appends.append(.now - began)
            reads.append(try await read - began)
            try await Task.sleep(for: .microseconds(300))
        }
        print("append alone: \(percentiles(appends)); append to read \(what): \(percentiles(reads))")
    }

    /// Another process reads and answers by appending to another partition: there and back again, so half of it is one way.
    private func measureRemoteLatency() async throws {
        let child = Process()
        child.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        child.arguments = ["read", "log=\(directory)", "topic=remote"]
        let pipe = Pipe()
        child.standardOutput = pipe
        try child.run()
        var buffer = Data()
        func line() -> String {
            while true {
                if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                    let line = String(decoding: buffer[..<end], as: UTF8.self)
                    buffer = Data(buffer[(end + 1)...])
                    return line
                }
                buffer += pipe.fileHandleForReading.availableData
            }
        }
        _ = line()
        var times: [Duration] = []
        for number in 0..<2_000 {
            let began = ContinuousClock.now
            _ = try await log.append([NewRecord(key: nil, value: Array("\(number)".utf8))], to: TopicPartition("remote", 0))
            while !line().hasSuffix(" \(number)") {}
            times.append(.now - began)
            try await Task.sleep(for: .microseconds(300))
        }
        print("append to read in another process, and a pipe back: \(percentiles(times))")
        child.terminate()
        child.waitUntilExit()
    }

    private func percentiles(_ times: [Duration]) -> String {
        let sorted = times.sorted()
        func at(_ share: Double) -> String { String(format: "%.2f", sorted[Int(Double(sorted.count - 1) * share)] / .milliseconds(1)) }
        return "p50 \(at(0.5)) ms, p99 \(at(0.99)) ms, max \(at(1)) ms"
    }
}
