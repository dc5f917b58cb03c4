/// The names under which readers note their positions in `owners`.
public enum ReaderName {
    /// The publisher of a partition's commits.
    public static func publisher(_ service: String, _ partition: Int32) -> String { "publisher/\(service)/\(partition)" }

    /// The intake of one partition of a partner's messages.
    public static func intake(_ partner: String, _ partition: Int32) -> String { "intake/\(partner)/\(partition)" }

    /// The intake of one partition of what a partner posted over HTTP. No partner's name has a dot.
    public static func intake(posted partner: String, _ partition: Int32) -> String { intake("posted.\(partner)", partition) }

    /// A service's owner that follows another service's commits: what asked for nothing need not be read again.
    static func follower(_ service: String, of upstream: String, _ partition: Int32) -> String {
        "follower/\(service)/\(upstream)/\(partition)"
    }

    /// The key under which a reader's checkpoint is noted.
    static func checkpoint(of reader: String) -> String { checkpointPrefix + reader }

    /// The reader whose checkpoint is noted under a key; nil when none is.
    static func reader(ofCheckpoint key: String) -> String? {
        key.hasPrefix(checkpointPrefix) ? String(key.dropFirst(checkpointPrefix.count)) : nil
    }

    private static var checkpointPrefix: String { "checkpoint/" }

    static func isOne(_ key: String) -> Bool { ["publisher/", "intake/", "follower/"].contains { key.hasPrefix($0) } }
}
