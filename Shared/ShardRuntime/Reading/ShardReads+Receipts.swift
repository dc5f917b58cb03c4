import Domain
import SQLite

extension ShardReads {
    /// The receipts given so far to a message, in order; nil when the shard has no store here.
    public func receipts(_ kommune: Organisasjonsnummer, source: String, id: String) async throws -> [Receipt]? {
        try await read(kommune) { database in
            try ShardStore.answers(source: source, id: id, in: database).flatMap { $0.receipts ?? [] }
        }
    }
}
