import CommitLog
import Domain

extension ShardReads {
    /// How much of the commit log the shard's store contains; nil when it has no store here.
    func position(_ kommune: Organisasjonsnummer) async throws -> Offset? {
        try await read(kommune) { database in try database.first("SELECT position FROM shard WHERE id = 1") { Offset($0.int(0)) } ?? 0 }
    }
}
