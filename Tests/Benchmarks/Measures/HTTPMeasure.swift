import Transfer

/// Requests by so many clients at once, each sending its next when it has its answer.
struct HTTPMeasure {
    let subject: BenchmarkSubject

    struct Result {
        let perSecond: Double
        let milliseconds: Percentiles
    }

    /// Sends `count` requests, the same number by each client.
    func run(_ count: Int, clients: Int, expects status: Int, _ make: @escaping @Sendable (Int) -> HTTPClientRequest) async throws -> Result
    {
        let began = ContinuousClock.now
        let client = subject.client
        let times = try await withThrowingTaskGroup(of: [Double].self) { group in
            for number in 0..<clients {
                group.addTask {
                    var times: [Double] = []
                    for index in stride(from: number, to: count, by: clients) {
                        let sent = ContinuousClock.now
                        let answer = try await client.send(make(index))
                        guard answer.status == status else {
                            throw BenchmarkFailure("\(answer.status): \(String(decoding: answer.body.prefix(500), as: UTF8.self))")
                        }
                        times.append((ContinuousClock.now - sent).inSeconds * 1_000)
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        return Result(perSecond: Double(count) / (ContinuousClock.now - began).inSeconds, milliseconds: Percentiles(times))
    }

    /// `POST /cloudevents` with messages from that number on.
    func writes(_ count: Int, clients: Int, from first: Int) async throws -> Result {
        let base = try subject.request("POST", "/cloudevents", as: "byggsak", type: "application/cloudevents+json")
        return try await run(count, clients: clients, expects: 202) { index in
            var request = base
            request.body = BenchmarkMessage.event(first + index)
            return request
        }
    }

    /// `GET` of these paths in turn.
    func reads(_ count: Int, clients: Int, _ paths: [String], as identity: String = "saksbehandler") async throws -> Result {
        let requests = try paths.map { try subject.request("GET", $0, as: identity) }
        return try await run(count, clients: clients, expects: 200) { requests[$0 % requests.count] }
    }
}
