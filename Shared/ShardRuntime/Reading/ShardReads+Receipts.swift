import Domain
import SQLite

extension ShardReads {
    /// The receipts given so far to a message, in order; nil when the shard has no store here.
    public func receipts(_ kommune: Organisasjonsnummer, source: String, id: String) async throws -> [Receipt]? {
        try await read(kommune) { database in
            try ShardStore.answers(source: source, id: id, in: database).flatMap { $0.receipts ?? [] }
        }
    }

    /// True when the id was answered before to that partner, for other content; nil when the shard has no store here.
    public func isConflict(
        _ kommune: Organisasjonsnummer, source: String, id: String, of partner: String, digest: String
    ) async throws -> Bool? {
        try await read(kommune) { try ShardStore.isConflict(source: source, id: id, of: partner, digest: digest, in: $0) }
    }
}
