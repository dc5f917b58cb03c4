/// The keys about snapshots, which every service has. Off unless a place is named: a copy of all that a municipality has registered is not laid
/// where nobody asked for it, and on the disk of the stores it would only take their room.
public struct SnapshotKeys: Sendable {
    /// `SAKARKIV_SNAPSHOTS`.
    public let place = ConfigurationKey(
        "SAKARKIV_SNAPSHOTS", .optional(.snapshotPlace),
        "where snapshots of the stores are kept, the same for all instances: a directory that is there, or s3://bucket/prefix; none are made "
            + "when not given")
    /// `SAKARKIV_SNAPSHOT_HOURS`.
    public let hours = ConfigurationKey(
        "SAKARKIV_SNAPSHOT_HOURS", .integer(1...8_760), default: "24", unit: "hours",
        "how often the owner of a municipality makes a snapshot of its store, when enough has happened since the last")
    /// `SAKARKIV_SNAPSHOTS_KEPT`.
    public let kept = ConfigurationKey(
        "SAKARKIV_SNAPSHOTS_KEPT", .integer(1...1_000), default: "3", unit: "snapshots", "how many of each municipality are kept")
    /// `SAKARKIV_SNAPSHOTS_S3_ENDPOINT`.
    public let endpoint = ConfigurationKey(
        "SAKARKIV_SNAPSHOTS_S3_ENDPOINT", .optional(.url), "server of the bucket for snapshots, https://host")
    /// `SAKARKIV_SNAPSHOTS_S3_REGION`.
    public let region = ConfigurationKey(
        "SAKARKIV_SNAPSHOTS_S3_REGION", .text, default: "us-east-1", "the region of the bucket for snapshots")
    /// `SAKARKIV_SNAPSHOTS_S3_ACCESS_KEY_ID`.
    public let accessKey = ConfigurationKey(
        "SAKARKIV_SNAPSHOTS_S3_ACCESS_KEY_ID", .optional(.text), "who we are to the server of the bucket for snapshots")
    /// `SAKARKIV_SNAPSHOTS_S3_SECRET_ACCESS_KEY`.
    public let secretKey = ConfigurationKey(
        "SAKARKIV_SNAPSHOTS_S3_SECRET_ACCESS_KEY", .optional(.text), secret: true, "signs the requests to that server")
    /// `SAKARKIV_SNAPSHOTS_S3_PATH_STYLE`.
    public let isPathStyle = ConfigurationKey(
        "SAKARKIV_SNAPSHOTS_S3_PATH_STYLE", .flag, default: "true", "whether that bucket is part of the path, or of the host's name")

    /// The keys.
    public init() {}

    /// The keys for a table, in the order they are shown.
    public var listed: [ListedKey] {
        [
            place.listed, hours.listed, kept.listed, endpoint.listed, region.listed, accessKey.listed, secretKey.listed, isPathStyle.listed,
        ]
    }
}

/// Where snapshots are kept.
public enum SnapshotPlace: Sendable, Hashable {
    /// A directory.
    case directory(String)
    /// A bucket, and what its keys begin with: empty, or ending in a slash.
    case bucket(String, prefix: String)
}

extension SettingType where Value == SnapshotPlace {
    /// A directory's path, or `s3://bucket` with a prefix or without.
    public static let snapshotPlace = SettingType(accepts: "a path, or s3://bucket/prefix") { text in
        guard let colon = text.firstRange(of: "://") else {
            return text.isEmpty || text.utf8.contains(0) ? nil : .directory(DataDirectory(text).path)
        }
        guard text[..<colon.lowerBound] == "s3" else { return nil }
        let parts = text[colon.upperBound...].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let bucket = parts.first, !bucket.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        let folders = (parts.count > 1 ? parts[1] : "").split(separator: "/")
        return .bucket(String(bucket), prefix: folders.map { $0 + "/" }.joined())
    }
}
