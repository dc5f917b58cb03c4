import CommitLog
import Domain
import Foundation

/// Makes a snapshot of one shard while its owner goes on, and keeps it.
struct SnapshotMaker: Sendable {
    let service: String
    let environment: OwnerEnvironment
    let reads: ShardReads
    let catalogue: SnapshotCatalogue
    let disk: SnapshotDisk

    /// What a copy that is being made ends with.
    static let ending = ".snapshot"

    /// Makes one; nil when the shard has no store here.
    func make(_ kommune: Organisasjonsnummer) async throws -> SnapshotManifest? {
        let path = "\(environment.directory.path)/\(kommune.rawValue).\(environment.identifiers.next())\(Self.ending)"
        do {
            let manifest = try await make(kommune, at: path)
            try await disk.run { try Self.remove(path) }
            return manifest
        } catch {
            let reason = error
            // The reason why it failed is the one to tell; what stays here is removed at the next start.
            try? await disk.run { try Self.remove(path) }
            throw reason
        }
    }

    private func make(_ kommune: Organisasjonsnummer, at path: String) async throws -> SnapshotManifest? {
        // SQLite takes an empty file for none, and leaves its mode as it is.
        try await disk.run { try SnapshotDisk.create(path) }
        guard try await reads.snapshot(kommune, to: path) else { return nil }
        let (row, file) = try await disk.run { (try ShardRow(path: path), try SnapshotDisk.look(path)) }
        guard row.service == service, row.kommune == kommune, row.log == environment.logIdentity else {
            throw SnapshotError(.unfitting, "the store is of \(row.service)/\(row.kommune) on the log \(row.log)")
        }
        let place = TopicPartition(environment.topics.commits(service), environment.topics.partition(of: kommune.rawValue))
        let record = try await PrecedingRecord.before(row.state.position, in: place, of: environment.log, catalogue.limits)
        if row.state.position > 0 {
            guard let record else { throw SnapshotError(.unfitting, "\(place) has no record at \(row.state.position - 1)") }
            guard record.kommune != kommune || record.mark == row.state.tip.hash else {
                throw SnapshotError(.unfitting, "\(place) has another commit at \(row.state.position - 1) than the store")
            }
        }
        let manifest = SnapshotManifest(row, record: record?.mark, file: file, made: environment.time.now())
        try await catalogue.put(file, manifest)
        return manifest
    }

    /// Removes copies that an earlier process has left.
    static func removeLeftovers(in directory: ShardDirectory) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: directory.path) where name.hasSuffix(ending) {
            try remove("\(directory.path)/\(name)")
        }
    }

    private static func remove(_ path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw SnapshotDisk.error("removing \(path)", errno) }
    }
}
