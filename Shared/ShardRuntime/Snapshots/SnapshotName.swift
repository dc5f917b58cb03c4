import CommitLog
import Domain

/// What a snapshot is called: the position up to which it contains the log, and the beginning of its chain's hash.
struct SnapshotName: Hashable, Sendable {
    /// The offset after the last record that the snapshot contains.
    let position: Offset
    /// The first 16 hexadecimal digits of the chain's hash: two histories of one log have two names.
    let hash: String

    private static let hashDigits = 16

    /// The name of a snapshot at that position.
    init(position: Offset, hash: String) { (self.position, self.hash) = (position, String(hash.prefix(Self.hashDigits))) }

    /// Reads the name of a snapshot's description, `<position>-<hash>.json`; nil for any other file.
    init?(description file: String) {
        guard file.hasSuffix(Self.descriptionEnding) else { return nil }
        self.init(stem: file.dropLast(Self.descriptionEnding.count))
    }

    /// Reads the name of either of a snapshot's two files; nil for any other file.
    init?(either file: String) {
        guard let ending = [Self.descriptionEnding, Self.storeEnding].first(where: file.hasSuffix) else { return nil }
        self.init(stem: file.dropLast(ending.count))
    }

    private init?(stem: Substring) {
        let parts = stem.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let position = Offset(parts[0]), position >= 0, String(position) == parts[0],
            parts[1].utf8.count == Self.hashDigits, parts[1].utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        (self.position, hash) = (position, String(parts[1]))
    }

    /// The folder of a shard's snapshots on the shelf.
    static func folder(_ service: String, _ kommune: Organisasjonsnummer) -> String { "\(service)/\(kommune.rawValue)" }

    /// The file with the store.
    var store: String { "\(position)-\(hash)\(Self.storeEnding)" }
    /// The file that describes it; it is written last and removed first, so a store without it is none.
    var description: String { "\(position)-\(hash)\(Self.descriptionEnding)" }

    private static let storeEnding = ".sqlite"
    private static let descriptionEnding = ".json"
}
