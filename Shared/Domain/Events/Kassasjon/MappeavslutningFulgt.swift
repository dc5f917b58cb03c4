/// Retention has taken in that a mappe was closed, or opened again.
public struct MappeavslutningFulgt: RetentionEvent {
    /// The stable name.
    public static let eventType = "mappeavslutning.fulgt"
    /// The mappe.
    public let mappe: SystemID
    /// M602; nil when it was opened again.
    public let avsluttetDato: Tidspunkt?

    /// A fact.
    public init(mappe: SystemID, avsluttetDato: Tidspunkt?) { (self.mappe, self.avsluttetDato) = (mappe, avsluttetDato) }

    /// Nobody outside is told.
    public static var outside: Outside<MappeavslutningFulgt> { .nothing }

    /// What followers make of it.
    public var fact: RetentionFact { .intern }
}

/// Retention has taken in that a mappe lies in another arkivdel, or under another class.
public struct MappeplasseringFulgt: RetentionEvent {
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

    /// Nobody outside is told.
    public static var outside: Outside<MappeplasseringFulgt> { .nothing }

    /// What followers make of it.
    public var fact: RetentionFact { .intern }
}
