/// Subscribers are reminded of a deadline.
public struct FristPaaminnet: DomainEvent {
    /// The stable name.
    public static let eventType = "frist.paaminnet"

    /// The journalpost that waits.
    public var journalpost: SystemID
    /// Which of the reminders: so many days before the date, 0 = at the date.
    public var dagerFoer: Int
    /// What is told.
    public var hendelse: Hendelse

    /// A fact.
    public init(journalpost: SystemID, dagerFoer: Int, hendelse: Hendelse) {
        (self.journalpost, self.dagerFoer, self.hendelse) = (journalpost, dagerFoer, hendelse)
    }
}
