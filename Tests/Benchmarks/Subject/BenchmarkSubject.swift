import CommitLog
import Foundation
import Kafka
import ShardRuntime
import Transfer

/// What is measured: a running registry, a log to it, and a client.
struct BenchmarkSubject {
    let registry: RegistryProcess
    let log: any Log
    let topics: Topics
    let client = HTTPClient()

    /// Starts a registry and sets up three municipalities.
    static func start(_ options: BenchmarkOptions) async throws -> BenchmarkSubject {
        let prefix = "bench\(UInt32.random(in: 0 ... .max))."
        let registry = try RegistryProcess(kafka: options.kafka, topicPrefix: prefix)
        _ = try await registry.start()
        let log: any Log
        if let kafka = options.kafka {
            log = try KafkaLog(KafkaLogConfiguration(bootstrap: kafka, clientID: "benchmarks"))
        } else {
            log = try LocalLog(directory: "\(registry.data)/log")
        }
        let subject = BenchmarkSubject(registry: registry, log: log, topics: Topics(prefix: prefix))
        for (number, kommunenummer, navn) in BenchmarkMessage.kommuner {
            let body = #"{"organisasjonsnummer":"\#(number)","kommunenummer":"\#(kommunenummer)","navn":"\#(navn)"}"#
            let answer = try await subject.send("POST", "/kommuner", as: "operator", body: Array(body.utf8))
            guard answer.status < 300 else {
                throw BenchmarkFailure("POST /kommuner: \(answer.status) \(String(decoding: answer.body, as: UTF8.self))")
            }
        }
        // The municipality is known to the intake when it has come back over the log.
        try await Task.sleep(for: .seconds(1))
        return subject
    }

    /// Ends everything.
    func end() async {
        await client.shutdown()
        await log.close()
        registry.end()
    }

    /// Sends a request as one of the development identities.
    func send(_ method: String, _ path: String, as identity: String, type: String = "application/json", body: [UInt8] = []) async throws
        -> HTTPClientResponse
    {
        try await client.send(request(method, path, as: identity, type: type, body: body))
    }

    /// A request as one of the development identities.
    func request(_ method: String, _ path: String, as identity: String, type: String = "application/json", body: [UInt8] = []) throws
        -> HTTPClientRequest
    {
        HTTPClientRequest(
            method: method, url: registry.url + path,
            headers: [
                "Authorization": "Bearer \(try registry.token(identity))", "Content-Type": type,
                "Idempotency-Key": "benchmarks-\(UInt64.random(in: 0 ... .max))",
            ], body: body)
    }

    /// The records of the registry's commit log, by partition, claims left out.
    func commits() async throws -> [Int32: [LogRecord]] {
        var all: [Int32: [LogRecord]] = [:]
        for partition in 0..<topics.partitions {
            let place = TopicPartition(topics.commits("registry"), partition)
            let end = try await log.end(of: place)
            let reader = try await log.read(place, from: 0)
            var next: Offset = 0
            while next < end {
                let records = try await reader.next(limit: 1_000, timeout: .seconds(5))
                guard let last = records.last else { break }
                all[partition, default: []] += records
                next = last.offset + 1
            }
            await reader.close()
        }
        return all
    }

    /// A counter or sum of the registry's metrics.
    func metric(_ name: String) async throws -> Double {
        let answer = try await send("GET", "/metrics", as: "operator")
        let lines = String(decoding: answer.body, as: UTF8.self).split(separator: "\n")
        return lines.filter { $0.hasPrefix("\(name) ") || $0.hasPrefix("\(name){") }
            .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.reduce(0, +)
    }
}
