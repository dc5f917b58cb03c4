import CommitLog
import Contracts
import ServiceTestSupport
import ShardRuntime

/// What stands in the topics, as an outsider reads it.
extension DataFolder {
    /// The events that documents has committed, by their names.
    func committed(_ type: String? = nil) async throws -> [JSONValue] {
        try await records { $0.commits("documents") }.compactMap { record -> Commit? in
            guard case .commit(let commit) = LogEntry(record) else { return nil }
            return commit
        }.flatMap { try JSONReader.read($0.body)["events"]?.elements ?? [] }.filter { type == nil || $0["type"]?.text == type }
    }

    /// What a partner was told.
    func receipts(_ partner: String = "byggsak") async throws -> [JSONValue] { try await values { $0.receipts(partner) } }
}
