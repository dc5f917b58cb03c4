import CommitLog
import Contracts
import Foundation
import ShardRuntime

/// What stands in the topics, as an outsider reads it.
extension DataFolder {
    /// Every value of a topic, in order, partition by partition.
    func values(_ topic: (Topics) -> String) async throws -> [JSONValue] {
        try await records(topic).compactMap { try $0.value.map { try JSONReader.read($0) } }
    }

    /// The events that documents has committed, by their names.
    func committed(_ type: String? = nil) async throws -> [JSONValue] {
        try await records { $0.commits("documents") }.compactMap { record -> Commit? in
            guard case .commit(let commit) = LogEntry(record) else { return nil }
            return commit
        }.flatMap { try JSONReader.read($0.body)["events"]?.elements ?? [] }.filter { type == nil || $0["type"]?.text == type }
    }

    /// What a partner was told.
    func receipts(_ partner: String = "byggsak") async throws -> [JSONValue] { try await values { $0.receipts(partner) } }

    private func records(_ topic: (Topics) -> String) async throws -> [LogRecord] {
        try await withLog { log, topics in
            let name = topic(topics)
            var found: [LogRecord] = []
            let partitions = try await log.topics(prefix: name)[name] ?? 0
            for partition in 0..<partitions {
                let place = TopicPartition(name, partition)
                var next = try await log.start(of: place)
                let end = try await log.end(of: place)
                let reader = try await log.read(place, from: next)
                while next < end {
                    for record in try await reader.next(limit: 1_000, timeout: .seconds(10)) {
                        found.append(record)
                        next = record.offset + 1
                    }
                }
                await reader.close()
            }
            return found
        }
    }
}
