import Contracts
import Domain
import Foundation
import Observability
import SQLite
import Testing

@testable import ShardRuntime

/// A directory with snapshots, and what makes and uses them.
struct TestShelf {
    let path: String
    let catalogue: SnapshotCatalogue
    let meters: SnapshotMeters
    let disk = SnapshotDisk()
    let restorer: SnapshotRestorer

    /// - Parameter other: a shelf instead of the directory.
    init(_ installation: Installation, limits: SnapshotLimits = SnapshotLimits(), other: (any SnapshotShelf)? = nil) throws {
        path = installation.root.appendingPathComponent("shelf").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        catalogue = SnapshotCatalogue(shelf: other ?? DirectoryShelf(path: path, disk: disk), time: SystemClock(), limits: limits)
        meters = SnapshotMeters(MetricsRegistry(), time: SystemClock())
        restorer = SnapshotRestorer(catalogue: catalogue, meters: meters, disk: disk)
    }

    /// Makes a snapshot of the counter's store of an instance.
    func make(_ kommune: Organisasjonsnummer, in environment: OwnerEnvironment) async throws -> SnapshotManifest? {
        let maker = SnapshotMaker(
            service: "counter", environment: environment, reads: ShardReads(directory: environment.directory), catalogue: catalogue,
            disk: disk)
        return try await maker.make(kommune)
    }

    /// The path of a snapshot's store.
    func file(_ manifest: SnapshotManifest) -> String {
        "\(path)/\(SnapshotName.folder(manifest.service, manifest.kommune))/\(manifest.name.store)"
    }

    /// Puts another description beside a snapshot's store, under another name when the new one asks for it.
    func describe(_ manifest: SnapshotManifest, as other: SnapshotManifest) async throws {
        let folder = SnapshotName.folder(manifest.service, manifest.kommune)
        try await catalogue.shelf.remove("\(folder)/\(manifest.name.description)")
        let description = try JSONBytes.encode(other)
        try await catalogue.shelf.write(description, as: "\(folder)/\(other.name.description)")
        guard other.name != manifest.name else { return }
        try FileManager.default.moveItem(atPath: file(manifest), toPath: "\(path)/\(folder)/\(other.name.store)")
    }

    /// The names of the files of a shard on the shelf.
    func files(_ kommune: Organisasjonsnummer) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(SnapshotName.folder("counter", kommune))").sorted()
    }
}

extension OwnerEnvironment {
    /// Waits until a store of the instance contains so many commits: receipts may be out before the store has theirs.
    func contains(_ commits: Int, of kommune: Organisasjonsnummer) async throws {
        let (reads, deadline) = (ShardReads(directory: directory), Date().addingTimeInterval(120))
        while true {
            let found = try await reads.read(kommune) { try $0.first("SELECT next_sequence FROM shard") { $0.int(0) } ?? 0 } ?? 0
            if found >= commits { return }
            try #require(Date() < deadline, "\(found) of \(commits) commits")
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}
