import Domain
import ServiceKit

/// Every key of the service's own, with its default and unit.
struct NotificationsConfiguration: Sendable {
    /// The keys.
    struct Keys: Sendable {
        let fristDager = ConfigurationKey(
            "SAKARKIV_NOTIFICATIONS_DEADLINE_DAYS", .days, default: "7,3,1", unit: "days",
            "how long before a forfallsdato a reminder is given; one more is given on the day itself")
        let fristSekunder = ConfigurationKey(
            "SAKARKIV_NOTIFICATIONS_DEADLINE_CHECK_SECONDS", .seconds(1...86_400), default: "60", unit: "seconds",
            "how often deadlines and the age of what is kept are looked at")
        let feedAntall = ConfigurationKey(
            "SAKARKIV_NOTIFICATIONS_FEED_KEPT_COUNT", .integer(100...100_000_000), default: "1000000", unit: "hendelser",
            "how many hendelser of each municipality are kept")
        let feedDager = ConfigurationKey(
            "SAKARKIV_NOTIFICATIONS_FEED_KEPT_DAYS", .integer(1...36_500), default: "90", unit: "days",
            "how long hendelser are kept; who asks for older ones is told of the gap")

        let lesere = ConfigurationKey(
            "SAKARKIV_NOTIFICATIONS_FOLLOWERS", .integer(1...100_000), default: "10000", unit: "connections",
            "how many connections may follow feeds on this instance at once")
        let lesereHver = ConfigurationKey(
            "SAKARKIV_NOTIFICATIONS_FOLLOWERS_PER_SUBSCRIPTION", .integer(1...100_000), default: "1000", unit: "connections",
            "how many connections may follow one subscription on this instance at once")
        let stille = ConfigurationKey(
            "SAKARKIV_NOTIFICATIONS_STALLED_SECONDS", .seconds(1...3_600), default: "60", unit: "seconds",
            "after how long a connection that takes nothing is cut off; it loses nothing when it comes back")
        let hjerteslag = ConfigurationKey(
            "SAKARKIV_NOTIFICATIONS_HEARTBEAT_SECONDS", .seconds(1...30), default: "15", unit: "seconds",
            "after how long without anything else a heartbeat is sent to who follows; a connection that is gone is noticed by the second one"
        )

        var listed: [ListedKey] {
            [
                fristDager.listed, fristSekunder.listed, feedAntall.listed, feedDager.listed, lesere.listed, lesereHver.listed,
                stille.listed, hjerteslag.listed,
            ]
        }
    }

    static let keys = Keys()

    /// When reminders are given.
    let frister: Frister
    /// How often the clock is looked at.
    let fristSekunder: Duration
    /// How many hendelser are kept.
    let feedAntall: Int
    /// How long they are kept, days.
    let feedDager: Int
    /// What following feeds may cost.
    let feeds: FeedLimits
    /// Connections for everything else.
    private static let otherConnections = 1_024

    /// Connections the server must be able to hold.
    var connections: Int { feeds.readers + Self.otherConnections }

    init(_ configuration: Configuration) {
        let keys = Self.keys
        frister = Frister(dagerFoer: configuration[keys.fristDager])
        fristSekunder = configuration[keys.fristSekunder]
        feedAntall = configuration[keys.feedAntall]
        feedDager = configuration[keys.feedDager]
        var feeds = FeedLimits()
        feeds.readers = configuration[keys.lesere]
        feeds.readersPerAbonnement = configuration[keys.lesereHver]
        feeds.stalled = configuration[keys.stille]
        feeds.heartbeat = configuration[keys.hjerteslag]
        self.feeds = feeds
    }
}

extension SettingType where Value == [Int] {
    /// Days before a date, such as `7,3,1`.
    static let days = SettingType(accepts: "up to 10 numbers of days from 1 to 365, separated by commas") { text in
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0.filter { $0 != " " }) }
        let days = parts.compactMap(\.self)
        guard days.count == parts.count, days.count <= 10, days.allSatisfy({ (1...365).contains($0) }) else { return nil }
        return days
    }
}
