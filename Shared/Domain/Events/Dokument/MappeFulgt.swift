/// A mappe whose documents the service may come to keep: what decides who sees them. An event of the documents service.
public struct MappeFulgt: DomainEvent {
    /// The stable name.
    public static let eventType = "mappe.fulgt"

    /// The mappe.
    public var mappe: SystemID
    /// The mappe it lies in; what that one is screened by holds here too.
    public var forelder: SystemID?
    /// Its own screening.
    public var skjerming: Skjerming?
    /// Whether it is graded.
    public var erGradert: Bool
    /// Who it belongs to: its saksansvarlig, by the names a token may have.
    public var deltakere: [String]

    /// A fact.
    public init(mappe: SystemID, forelder: SystemID?, skjerming: Skjerming?, erGradert: Bool, deltakere: [String]) {
        (self.mappe, self.forelder, self.skjerming, self.erGradert, self.deltakere) = (mappe, forelder, skjerming, erGradert, deltakere)
    }
}
