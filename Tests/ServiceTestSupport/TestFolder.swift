import CommitLog
import Contracts
import Foundation
import ShardRuntime

/// A data directory of its own for one test, removed with it.
public final class TestFolder: Sendable {
    /// Where it is.
    public let path: String

    /// In the system's temporary directory, or below a given one.
    public init(below parent: String? = nil) throws {
        let parent = parent.map { URL(fileURLWithPath: $0) } ?? FileManager.default.temporaryDirectory
        path = parent.appendingPathComponent("sakarkiv-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit {
        // Left-overs in the system's temporary directory harm nobody.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The log, by a handle of the test's own: what a partner with its own client, or another program, sees.
    public func withLog<Value: Sendable>(_ body: @Sendable (LocalLog, Topics) async throws -> Value) async throws -> Value {
        let log = try LocalLog(directory: "\(path)/log")
        do {
            let value = try await body(log, Topics())
            await log.close()
            return value
        } catch {
            await log.close()
            throw error
        }
    }

    /// Every record that stands in a topic now, in order, partition by partition.
    public func records(_ topic: @Sendable (Topics) -> String) async throws -> [LogRecord] {
        try await withLog { log, topics in
            let name = topic(topics)
            var found: [LogRecord] = []
            for partition in 0..<(try await log.topics(prefix: name)[name] ?? 0) {
                let place = TopicPartition(name, partition)
                var next = try await log.start(of: place)
                let end = try await log.end(of: place)
                let reader = try await log.read(place, from: next)
                while next < end {
                    for record in try await reader.next(limit: 1_000, timeout: .seconds(30)) {
                        found.append(record)
                        next = record.offset + 1
                    }
                }
                await reader.close()
            }
            return found
        }
    }

    /// Every value that stands in a topic now, in order, partition by partition.
    public func values(_ topic: @Sendable (Topics) -> String) async throws -> [JSONValue] {
        try await records(topic).compactMap { try $0.value.map { try JSONReader.read($0) } }
    }
}
