/// Retention has taken in that a mappe was closed, or opened again.
public struct MappeavslutningFulgt: DomainEvent {
    /// The stable name.
    public static let eventType = "mappeavslutning.fulgt"
    /// The mappe.
    public let mappe: SystemID
    /// M602; nil when it was opened again.
    public let avsluttetDato: Tidspunkt?

    /// A fact.
    public init(mappe: SystemID, avsluttetDato: Tidspunkt?) { (self.mappe, self.avsluttetDato) = (mappe, avsluttetDato) }
}

/// Retention has taken in that a mappe lies in another arkivdel, or under another class.
public struct MappeplasseringFulgt: DomainEvent {
    /// The stable name.
    public static let eventType = "mappeplassering.fulgt"
    /// The mappe.
    public let mappe: SystemID
    /// The arkivdel now, when that changed.
    public let arkivdel: SystemID?
    /// The primary class now, when that changed.
    public let klasse: SystemID?

    /// A fact.
    public init(mappe: SystemID, arkivdel: SystemID? = nil, klasse: SystemID? = nil) {
        (self.mappe, self.arkivdel, self.klasse) = (mappe, arkivdel, klasse)
    }
}
