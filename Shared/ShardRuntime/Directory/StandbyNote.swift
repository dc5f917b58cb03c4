import Domain

/// What an instance says of itself while it takes part: the value of a record in `owners`, keyed `standby/<service>/<member>`.
public struct StandbyNote: Codable, Sendable, Hashable {
    /// The instance.
    public var instance: String
    /// Where it is reached.
    public var url: String
    /// The partitions whose stores have caught up with the log there, in order.
    public var ready: [Int32]
    /// True while it is being stopped.
    public var isLeaving: Bool

    /// A note with all its parts.
    public init(instance: String, url: String, ready: [Int32], isLeaving: Bool) {
        (self.instance, self.url, self.ready, self.isLeaving) = (instance, url, ready, isLeaving)
    }

    private static let prefix = "standby/"

    /// The key of a member's note.
    static func key(_ service: String, _ member: String) -> String { "\(prefix)\(service)/\(member)" }

    /// Service and member of a key; nil for a key of another kind.
    static func place(_ key: String) -> (service: String, member: String)? {
        guard key.hasPrefix(prefix) else { return nil }
        let parts = key.dropFirst(prefix.count).split(separator: "/", maxSplits: 1)
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
}
