/// Somebody asked for hendelser to be delivered once more, whatever became of them before. Their ids stay the same.
public struct LeveringGjentatt: DomainEvent {
    /// The name in the log.
    public static let eventType = "levering.gjentatt"
    /// Whose.
    public let abonnement: SystemID
    /// The first number in the feed.
    public let fra: Int64
    /// The last number in the feed.
    public let til: Int64
    /// Who wanted it.
    public let av: String

    /// Hendelser to deliver again.
    public init(abonnement: SystemID, fra: Int64, til: Int64, av: String) {
        (self.abonnement, self.fra, self.til, self.av) = (abonnement, fra, til, av)
    }
}
