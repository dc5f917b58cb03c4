import CommitLog

/// The names and settings of the suite's topics (DESIGN 4), with the installation's prefix.
public struct Topics: Sendable, Hashable {
    /// Put before every name; `sakarkiv.` unless configured.
    public let prefix: String
    /// The partition count of every keyed topic; fixed when the topics are created.
    public let partitions: Int32

    /// Names with this prefix and partition count.
    public init(prefix: String = "sakarkiv.", partitions: Int32 = 4) { (self.prefix, self.partitions) = (prefix, partitions) }

    /// Messages from one partner, which writes them itself.
    public func inbound(_ partner: String) -> String { "\(prefix)inbound.\(partner)" }
    /// Messages that one partner posted over HTTP.
    public func posted(_ partner: String) -> String { "\(prefix)posted.\(partner)" }
    /// What one partner is told.
    public func receipts(_ partner: String) -> String { "\(prefix)receipts.\(partner)" }
    /// Commands re-keyed by the intake.
    public func commands(_ service: String) -> String { "\(prefix)\(service).commands" }
    /// Claims and commits.
    public func commits(_ service: String) -> String { "\(prefix)\(service).commits" }
    /// Public CloudEvents.
    public func events(_ service: String) -> String { "\(prefix)\(service).events" }
    /// Raw messages with why they were set aside.
    public func quarantine(_ service: String) -> String { "\(prefix)\(service).quarantine" }
    /// What operators have declared void in the service's commit log.
    public func decisions(_ service: String) -> String { "\(prefix)\(service).decisions" }
    /// Who owns which partition, and how far its publisher has come; compacted.
    public var owners: String { "\(prefix)owners" }
    /// The municipalities; compacted.
    public var municipalities: String { "\(prefix)municipalities" }

    private static let day: Int64 = 86_400_000

    /// The topics of one service.
    public func settings(of service: String) -> [TopicSettings] {
        [
            TopicSettings(name: commands(service), partitions: partitions, retention: .milliseconds(7 * Self.day)),
            TopicSettings(name: commits(service), partitions: partitions, retention: .forever),
            TopicSettings(name: events(service), partitions: partitions, retention: .milliseconds(90 * Self.day)),
            TopicSettings(name: quarantine(service), partitions: 1, retention: .atLeast(milliseconds: Self.quarantineKeptMilliseconds)),
            TopicSettings(name: decisions(service), partitions: 1, retention: .forever),
        ] + shared
    }

    /// How long a message posted over HTTP is kept at least, milliseconds.
    public static let postedKeptMilliseconds = 30 * day

    /// The longest that a message may lie in quarantine, days; a topic that was made before there was an end to it keeps its records for ever.
    public static let limitQuarantineDays = 90
    /// How long a quarantine topic keeps its records at least, milliseconds.
    public static let quarantineKeptMilliseconds = Int64(limitQuarantineDays) * day

    /// The topics of one partner: the first is its own, a stranger's; the others are ours.
    public func settings(ofPartner partner: String) -> [TopicSettings] {
        [
            TopicSettings(name: inbound(partner), partitions: partitions, retention: .milliseconds(7 * Self.day), writers: .strangers),
            TopicSettings(name: posted(partner), partitions: partitions, retention: .atLeast(milliseconds: Self.postedKeptMilliseconds)),
            TopicSettings(name: receipts(partner), partitions: partitions, retention: .milliseconds(30 * Self.day)),
        ]
    }

    /// The topics that all services share.
    public var shared: [TopicSettings] {
        [
            TopicSettings(name: owners, partitions: 1, retention: .compacted),
            TopicSettings(name: municipalities, partitions: 1, retention: .compacted),
        ]
    }

    /// The settings of a topic that a service's publisher writes to; nil when it is none.
    func ofSuite(_ name: String, publishedBy service: String) -> TopicSettings? {
        if let known = settings(of: service).first(where: { $0.name == name }) { return known }
        let receipts = receipts("")
        guard name.hasPrefix(receipts) else { return nil }
        return settings(ofPartner: String(name.dropFirst(receipts.count))).first { $0.name == name }
    }

    /// The partition of a municipality in every keyed topic.
    public func partition(of kommune: String) -> Int32 { Partitioner.partition(of: kommune, among: partitions) }
}
