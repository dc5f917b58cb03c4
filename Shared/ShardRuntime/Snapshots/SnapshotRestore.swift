import CommitLog
import Domain
import Foundation
import SQLite

/// One shard's way from a shelf to a store.
struct SnapshotRestore: Sendable {
    let kommune: Organisasjonsnummer
    let service: String
    let migrations: [Migration]
    let replayedSince: Int
    let environment: OwnerEnvironment
    let catalogue: SnapshotCatalogue
    let disk: SnapshotDisk
    /// Told of each snapshot that is not used, and why.
    let passedOver: @Sendable (SnapshotName, any Error) -> Void

    private static let ending = ".restoring"

    /// Tries one snapshot after the other, those that contain most first; nil when there is none that fits.
    ///
    /// - Throws: what is wrong with shelf, disk or log rather than with a snapshot.
    func restore() async throws -> SnapshotManifest? {
        try await disk.run { try removeLeftovers() }
        for name in try await catalogue.names(service, kommune).prefix(catalogue.limits.candidates) {
            do {
                let manifest = try await catalogue.manifest(service, kommune, name)
                try await judge(manifest)
                try await use(manifest)
                return manifest
            } catch let error as SnapshotError where [.missing, .damaged, .unfitting].contains(error.code) {
                passedOver(name, error)
            } catch let error as SQLiteError where !error.isDiskFull {
                passedOver(name, error)
            }
        }
        return nil
    }

    /// What can be said before anything large is fetched: by the description, and by the log.
    private func judge(_ manifest: SnapshotManifest) async throws {
        let wanted = "\(service)/\(kommune) on the log \(environment.logIdentity)"
        guard manifest.service == service, manifest.kommune == kommune, manifest.log == environment.logIdentity else {
            throw SnapshotError(
                .unfitting, "it is of \(manifest.service)/\(manifest.kommune) on the log \(manifest.log), not of \(wanted)")
        }
        guard manifest.schema >= replayedSince else {
            throw SnapshotError(.unfitting, "its schema \(manifest.schema) is from before \(replayedSince): it lacks what only the log has")
        }
        guard manifest.schema <= migrations.count else {
            throw SnapshotError(.unfitting, "its schema \(manifest.schema) is newer than this program's, \(migrations.count)")
        }
        let place = TopicPartition(environment.topics.commits(service), environment.topics.partition(of: kommune.rawValue))
        let end = try await environment.log.end(of: place)
        guard manifest.position <= end else {
            throw SnapshotError(.unfitting, "it is at \(manifest.position), the log \(place) ends at \(end)")
        }
        let record = try await PrecedingRecord.before(manifest.position, in: place, of: environment.log, catalogue.limits)
        guard record?.mark == manifest.record else {
            throw SnapshotError(.unfitting, "the log \(place) has another record at \(manifest.position - 1) than when it was made")
        }
    }

    /// Fetches it, sees that it is what it is said to be, and gives it the store's name.
    private func use(_ manifest: SnapshotManifest) async throws {
        let path = "\(environment.directory.path)/\(kommune.rawValue).\(environment.identifiers.next())\(Self.ending)"
        do {
            try await catalogue.fetch(manifest, to: path)
            try await disk.run {
                try inspect(path, manifest)
                try place(path)
            }
        } catch {
            let reason = error
            // The reason is the one to tell; what stays here is removed before the next snapshot is fetched.
            try? await disk.run { try remove(path) }
            throw reason
        }
    }

    private func inspect(_ path: String, _ manifest: SnapshotManifest) throws {
        let file = try SnapshotDisk.look(path)
        guard file.bytes == manifest.bytes, file.sha256 == manifest.sha256 else {
            throw SnapshotError(
                .damaged,
                "the file has \(file.bytes) bytes with SHA-256 \(file.sha256) instead of \(manifest.bytes) with \(manifest.sha256)")
        }
        let row = try ShardRow(path: path)
        guard SnapshotManifest(row, record: manifest.record, file: file, made: manifest.made) == manifest else {
            throw SnapshotError(.damaged, "the file says otherwise of itself than its description")
        }
        guard migrations.starts(with: row.migrations) else {
            throw SnapshotError(.unfitting, "its schema was made by other steps than this program's")
        }
        // From here on it is a store like any other: readers beside the owner need its write-ahead log.
        let database = try Database(path: path)
        defer { database.close() }
        let faults = try database.quickCheck()
        guard faults.isEmpty else { throw SnapshotError(.damaged, faults.prefix(3).joined(separator: "; ")) }
    }

    private func place(_ path: String) throws {
        let descriptor = try SnapshotDisk.open(path, O_RDONLY)
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SnapshotDisk.error("fsync", errno) }
        let store = environment.directory.file(of: kommune)
        try environment.directory.gate.holding(kommune) {
            guard FileIdentity(store) == nil else { throw SnapshotError(.unavailable, "\(store) is there by now") }
            // The write-ahead log of a store that somebody has removed would be taken for this one's.
            try environment.directory.setAsideHeld(kommune, at: environment.time.now(), because: "left")
            try SnapshotDisk.place(path, as: store)
        }
    }

    private func removeLeftovers() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: environment.directory.path)
        where name.hasPrefix(kommune.rawValue + ".") && name.contains(Self.ending) {
            try remove("\(environment.directory.path)/\(name)")
        }
    }

    private func remove(_ path: String) throws {
        for name in [path, path + "-wal", path + "-shm"] {
            guard unlink(name) == 0 || errno == ENOENT else { throw SnapshotDisk.error("removing \(name)", errno) }
        }
    }
}
