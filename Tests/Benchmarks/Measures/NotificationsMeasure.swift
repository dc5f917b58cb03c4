import CommitLog
import Contracts
import Foundation
import ServiceTestSupport
import ShardRuntime
import Transfer

/// What happens until those who follow see it: latency at 200 a second, and thousands of connections.
struct NotificationsMeasure {
    let subject: BenchmarkSubject
    let options: BenchmarkOptions
    /// How often a message is sent in the latency run, milliseconds.
    private static let everyMilliseconds = 5
    /// Messages of the fan-out, one at a time.
    private static let fanOutMessages = 20
    /// Connections that follow one subscription.
    private static let followersEach = 500

    /// Measures; returns the number of the next message.
    func run(from first: Int, _ table: inout FigureTable) async throws -> Int {
        let notifications = RegistryProcess("notifications", beside: subject.registry)
        _ = try await notifications.start()
        defer { notifications.stop() }
        var next = first
        try await waitUntilCaughtUp(notifications)
        next = try await latency(notifications, from: next, &table)
        next = try await fanOut(notifications, from: next, &table)
        return next
    }

    private func latency(_ notifications: RegistryProcess, from first: Int, _ table: inout FigureTable) async throws -> Int {
        var paths: [String] = []
        for (kommune, _, _) in BenchmarkMessage.kommuner { paths.append(try await subscribe(notifications, kommune)) }
        let swarm = try SubscriberSwarm.watching(notifications, paths: paths, count: paths.count)
        let count = options.seconds * 1_000 / Self.everyMilliseconds
        let watch = try await ReceiptWatch(subject.log, subject.topics)
        defer { watch.end() }
        let (log, start) = (subject.log, ContinuousClock.now)
        var due: [ContinuousClock.Instant] = []
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<count {
                due.append(start + .milliseconds(index * Self.everyMilliseconds))
                try await Task.sleep(until: due[index])
                let (record, place) = (BenchmarkMessage.record(first + index), inbound(first + index))
                group.addTask { _ = try await log.append([record], to: place) }
            }
            try await group.waitForAll()
        }
        try await swarm.wait(for: first..<first + count, times: 1)
        _ = try await watch.wait(for: count)
        let seen = Percentiles(
            due.indices.compactMap { index in swarm.arrivals(first + index).first.map { ($0.at - due[index]).inSeconds * 1_000 } })
        let receipts = watch.arrivals
        let answered = Percentiles(
            due.indices.compactMap { index in receipts[first + index].map { ($0 - due[index]).inSeconds * 1_000 } })
        table.add("publish to SSE at 200/s, p50", seen(50), "ms", baseline: answered(50), "publish to kvittering, same messages")
        table.add("publish to SSE at 200/s, p99", seen(99), "ms", baseline: answered(99), "publish to kvittering, same messages")
        try await swarm.end()
        return first + count
    }

    private func fanOut(_ notifications: RegistryProcess, from first: Int, _ table: inout FigureTable) async throws -> Int {
        let kommune = BenchmarkMessage.kommuner[0].0
        var paths: [String] = []
        for _ in 0..<max(1, options.followers / Self.followersEach) { paths.append(try await subscribe(notifications, kommune)) }
        let before = try notifications.memory().now
        let swarm = try SubscriberSwarm.watching(notifications, paths: paths, count: options.followers)
        try await swarm.waitUntilAnswered(options.followers)
        let open = try notifications.memory().now
        table.add("connections that follow feeds", Double(options.followers), "")
        table.add("  memory they take, all together", open - before, "MiB")
        table.add("  memory each", (open - before) * 1_024 / Double(options.followers), "KiB")
        var (reached, last): ([Double], [Double]) = ([], [])
        var number = first
        let processor = try notifications.processorSeconds()
        for _ in 0..<Self.fanOutMessages {
            // The next one of that municipality.
            while BenchmarkMessage.kommune(number) != kommune { number += 1 }
            let sent = ContinuousClock.now
            _ = try await subject.log.append([BenchmarkMessage.record(number)], to: inbound(number))
            try await swarm.wait(for: number..<number + 1, times: options.followers)
            let latencies = swarm.arrivals(number).map { ($0.at - sent).inSeconds * 1_000 }
            reached += latencies
            last.append(latencies.max() ?? .nan)
            number += 1
        }
        let all = Percentiles(reached)
        table.add("publish to each of them, p50", all(50), "ms")
        table.add("publish to each of them, p99", all(99), "ms")
        table.add("publish to the last of them, median", Percentiles(last)(50), "ms")
        let used = try notifications.processorSeconds() - processor
        table.add("  processor time a delivery", used * 1_000_000 / Double(reached.count), "µs")
        try await swarm.end()
        return number
    }

    /// What earlier measures have made is taken in first: it would stand in line before what is measured.
    private func waitUntilCaughtUp(_ notifications: RegistryProcess) async throws {
        _ = try await subscribe(notifications, BenchmarkMessage.kommuner[0].0)
        let deadline = ContinuousClock.now + .seconds(300)
        while ContinuousClock.now < deadline {
            let answer = try await subject.client.send(HTTPClientRequest(url: "\(notifications.url)/metrics"))
            let lags = String(decoding: answer.body, as: UTF8.self).split(separator: "\n").filter { $0.hasPrefix("sakarkiv_input_lag{") }
            if !lags.isEmpty, lags.allSatisfy({ $0.hasSuffix(" 0") }) { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw BenchmarkFailure("notifications does not catch up")
    }

    private func inbound(_ number: Int) -> TopicPartition {
        TopicPartition(
            subject.topics.inbound(BenchmarkMessage.partner), subject.topics.partition(of: BenchmarkMessage.kommune(number)))
    }

    /// Subscribes to the letters of a municipality, waiting until it is taken in; the path of the feed from now on.
    private func subscribe(_ notifications: RegistryProcess, _ kommune: String) async throws -> String {
        let body = """
            {"navn":"måling","filter":{"kommune":"\(kommune)","hendelsestyper":["journalpost.opprettet"]},"levering":{"type":"sse"}}
            """
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            let headers: HTTPClientHeaders = ["Authorization": "Bearer \(try notifications.token("saksbehandler"))"]
            let answer = try await subject.client.send(
                HTTPClientRequest(method: "POST", url: "\(notifications.url)/abonnementer", headers: headers, body: Array(body.utf8)))
            if answer.status == 201, let id = try JSONReader.read(answer.body)["id"]?.text {
                return "/abonnementer/\(id)/hendelser?after=siste"
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw BenchmarkFailure("nobody could subscribe")
    }
}
