/// What following feeds may cost.
struct FeedLimits: Sendable {
    /// Readers that follow at once, over all subscriptions.
    var readers = 10_000
    /// Readers that follow one subscription at once.
    var readersPerAbonnement = 1_000
    /// Hendelser that wait for one reader; beyond that it is caught up from the store.
    var waitingPerReader = 256
    /// Bytes that wait for one connection, besides what the sockets hold.
    var queueBytesPerReader = 64 << 10
    /// How long a connection may take nothing at all before it is cut.
    var stalled: Duration = .seconds(60)
    /// After how long without anything else a heartbeat is sent.
    var heartbeat: Duration = .seconds(15)
    /// How often connections and ownership are looked at.
    var watch: Duration = .seconds(1)
    /// Hendelser read of the store at a time.
    var piece = 500
    /// The longest wait of a poll, seconds.
    var pollWaitSeconds = 30
    /// When a client whose connection ended comes back, milliseconds; as much again is added at random.
    var retryMilliseconds = 1_000
}
