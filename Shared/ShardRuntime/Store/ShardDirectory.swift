import Domain
import Foundation

/// The folder with an instance's stores: `<data>/<service>/<orgnr>.sqlite`.
public struct ShardDirectory: Sendable {
    /// The folder.
    public let path: String
    /// Who reads the stores just now.
    let gate = ReadGate()

    /// The stores in this folder; it is created when missing.
    public init(path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// The file of one shard.
    public func file(of kommune: Organisasjonsnummer) -> String { "\(path)/\(kommune.rawValue).sqlite" }

    /// Where it is kept what was last known of the stores. It is gone as soon as one of them is put aside by the
    /// program: the next one is not whole yet.
    public var lastKnownFile: String { "\(path)/last-known.json" }

    /// The shards that have a file.
    public func shards() throws -> [Organisasjonsnummer] {
        try FileManager.default.contentsOfDirectory(atPath: path).compactMap { name in
            guard name.hasSuffix(".sqlite") else { return nil }
            return Organisasjonsnummer(name.dropLast(7))
        }.sorted()
    }

    /// Puts a shard's files aside under a name with the moment in it, so that a new store can be built; nothing is deleted. Waits for readers.
    func setAside(_ kommune: Organisasjonsnummer, at moment: Tidspunkt, because reason: String) throws {
        try gate.holding(kommune) { try setAsideHeld(kommune, at: moment, because: reason) }
    }

    /// The same, for whoever holds the shard already.
    func setAsideHeld(_ kommune: Organisasjonsnummer, at moment: Tidspunkt, because reason: String) throws {
        if FileManager.default.fileExists(atPath: lastKnownFile) { try FileManager.default.removeItem(atPath: lastKnownFile) }
        let stamp = moment.description.replacingOccurrences(of: ":", with: "")
        for suffix in ["", "-wal", "-shm"] {
            let from = file(of: kommune) + suffix
            guard FileManager.default.fileExists(atPath: from) else { continue }
            try FileManager.default.moveItem(atPath: from, toPath: "\(path)/\(kommune.rawValue).\(reason)-\(stamp)\(suffix).aside")
        }
    }
}
