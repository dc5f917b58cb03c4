import ServiceKit

/// How often stored files are read again, how fast, and how long bytes without a commit are kept.
struct FixityPlan: Sendable {
    /// No file goes longer without being read.
    var interval: Duration = .seconds(90 * 86_400)
    /// A damaged one is looked at more often: it may have been stored again.
    var damagedInterval: Duration = .seconds(3_600)
    /// Bytes a second, of all municipalities of this instance together.
    var bytesPerSecond: Int64 = 20_000_000
    /// Bytes without a commit are removed when they have lain that long.
    var orphanGrace: Duration = .seconds(7 * 86_400)
    /// Between two searches for such bytes.
    var orphanInterval: Duration = .seconds(86_400)

    /// The most files in one report, which is one commit.
    static let reportFilesMax = 200
    /// A report is made after so long, also with fewer files.
    static let reportInterval: Duration = .seconds(60)
    /// Between two looks for work when there was none.
    var idleInterval: Duration { min(.seconds(30), interval) }

    static let interval = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_FIXITY_INTERVAL_SECONDS", .seconds(1...315_360_000), default: "7776000", unit: "seconds",
        "no stored file goes longer without being read again and compared with its checksum")
    static let rate = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_FIXITY_BYTES_PER_SECOND", .integer(10_000...10_000_000_000), default: "20000000", unit: "bytes per second",
        "how fast stored files are read again, all municipalities of this instance together")
    static let grace = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_ORPHAN_GRACE_SECONDS", .seconds(3_600...31_536_000), default: "604800", unit: "seconds",
        "bytes that no document and no upload is recorded for, and unfinished uploads, are removed after this time")
    static let orphans = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_ORPHAN_SEARCH_SECONDS", .seconds(60...31_536_000), default: "86400", unit: "seconds",
        "how often such bytes are searched for")

    /// For the service's table of keys.
    static let keys = [interval.listed, rate.listed, grace.listed, orphans.listed]

    /// The defaults.
    init() {}

    /// As configured.
    init(_ configuration: Configuration) {
        interval = configuration[Self.interval]
        bytesPerSecond = Int64(configuration[Self.rate])
        orphanGrace = configuration[Self.grace]
        orphanInterval = configuration[Self.orphans]
    }
}
