import CommitLog
import Contracts
import Domain
import Observability

/// The snapshots on a shelf. A snapshot is two files: the store, and its description, which is written last and removed first.
public struct SnapshotCatalogue: Sendable {
    let shelf: any SnapshotShelf
    let time: any TimeSource
    let limits: SnapshotLimits

    /// The snapshots of a shelf.
    public init(shelf: any SnapshotShelf, time: any TimeSource, limits: SnapshotLimits = SnapshotLimits()) {
        (self.shelf, self.time, self.limits) = (shelf, time, limits)
    }

    /// The snapshots of a shard, the last made first.
    ///
    /// - Throws: `SnapshotError`. A description that cannot be read is passed over: its snapshot is none.
    public func all(_ service: String, _ kommune: Organisasjonsnummer) async throws -> [SnapshotManifest] {
        var found: [SnapshotManifest] = []
        for name in try await names(service, kommune) {
            do {
                found.append(try await manifest(service, kommune, name))
            } catch let error as SnapshotError where error.code == .damaged || error.code == .missing {
                continue
            }
        }
        return found.sorted { ($0.made, $0.position) > ($1.made, $1.position) }
    }

    /// The names of a shard's snapshots, those that contain most first.
    func names(_ service: String, _ kommune: Organisasjonsnummer) async throws -> [SnapshotName] {
        try await files(service, kommune).compactMap(SnapshotName.init(description:)).sorted { $0.position > $1.position }
    }

    /// What stands beside a snapshot.
    func manifest(_ service: String, _ kommune: Organisasjonsnummer, _ name: SnapshotName) async throws -> SnapshotManifest {
        let key = key(service, kommune, name.description)
        let bytes = try await time.within(seconds: limits.answerSeconds, "reading \(key)") { [shelf] in try await shelf.read(key) }
        let manifest: SnapshotManifest
        do { manifest = try JSONBytes.decode(bytes) } catch { throw SnapshotError(.damaged, "\(key): \(error)") }
        guard manifest.name == name else { throw SnapshotError(.damaged, "\(key) describes \(manifest.name.store)") }
        return manifest
    }

    /// Copies a snapshot's store to a new file of this machine.
    func fetch(_ manifest: SnapshotManifest, to path: String) async throws {
        let key = key(manifest.service, manifest.kommune, manifest.name.store)
        try await time.within(seconds: limits.fetchSeconds, "fetching \(key)") { [shelf] in try await shelf.fetch(key, to: path) }
    }

    /// Keeps a snapshot.
    func put(_ file: LocalFile, _ manifest: SnapshotManifest) async throws {
        let name = manifest.name
        let store = key(manifest.service, manifest.kommune, name.store)
        try await time.within(seconds: limits.putSeconds, "keeping \(store)") { [shelf] in try await shelf.put(file, as: store) }
        let description = key(manifest.service, manifest.kommune, name.description)
        let bytes = try JSONBytes.encode(manifest) + [UInt8(ascii: "\n")]
        try await time.within(seconds: limits.answerSeconds, "keeping \(description)") { [shelf] in
            try await shelf.write(bytes, as: description)
        }
    }

    /// Removes all but the last made of a shard's snapshots, and what was never finished.
    func prune(_ service: String, _ kommune: Organisasjonsnummer, keeping kept: Int) async throws {
        let keep = Set(try await all(service, kommune).prefix(max(1, kept)).map(\.name))
        guard !keep.isEmpty else { return }
        let folder = SnapshotName.folder(service, kommune)
        // Descriptions first: a snapshot that is half removed is none.
        let files = try await files(service, kommune)
        let (descriptions, others) = (
            files.filter { SnapshotName(description: $0) != nil }, files.filter { SnapshotName(description: $0) == nil }
        )
        for file in descriptions + others {
            if let name = SnapshotName(either: file), keep.contains(name) { continue }
            guard SnapshotName(either: file) != nil || file.hasSuffix(".part") else { continue }
            try await time.within(seconds: limits.answerSeconds, "removing \(folder)/\(file)") { [shelf] in
                try await shelf.remove("\(folder)/\(file)")
            }
        }
    }

    private func files(_ service: String, _ kommune: Organisasjonsnummer) async throws -> [String] {
        let folder = SnapshotName.folder(service, kommune)
        return try await time.within(seconds: limits.answerSeconds, "listing \(shelf.place)/\(folder)") { [shelf] in
            try await shelf.names(below: folder)
        }
    }

    private func key(_ service: String, _ kommune: Organisasjonsnummer, _ file: String) -> String {
        "\(SnapshotName.folder(service, kommune))/\(file)"
    }
}
