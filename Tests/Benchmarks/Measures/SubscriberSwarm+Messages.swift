import ServiceTestSupport

extension SubscriberSwarm {
    /// Before the number of a message in what is told of it. A new case has the same number in its title: the letter is the one that counts.
    private static let mark = Array("tiltak, Furubakken ".utf8)

    /// Connections that watch for the benchmark's messages.
    static func watching(_ notifications: RegistryProcess, paths: [String], count: Int) throws -> SubscriberSwarm {
        SubscriberSwarm(port: notifications.port, paths: paths, token: try notifications.token("saksbehandler"), count: count) { line in
            guard let found = line.firstRange(of: mark) else { return nil }
            return Int(String(decoding: line[found.upperBound...].prefix { (48...57).contains($0) }, as: UTF8.self))
        }
    }

    /// Waits until all of them have an answer.
    func waitUntilAnswered(_ count: Int) async throws {
        while answered < count {
            if let failure { throw BenchmarkFailure("\(failure)") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Waits until every message of a range has arrived so many times.
    func wait(for numbers: Range<Int>, times: Int) async throws {
        for number in numbers {
            let deadline = ContinuousClock.now + .seconds(120)
            while arrivals(number).count < times {
                guard ContinuousClock.now < deadline else {
                    throw BenchmarkFailure("message \(number) arrived at \(arrivals(number).count) of \(times) connections")
                }
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }
}
