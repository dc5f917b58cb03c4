/// A mappe whose documents the service may come to keep, as earlier programs took it in; `TilgangFulgt` says it now. An event of the documents
/// service.
public struct MappeFulgt: DocumentEvent {
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

    /// A fact.
    public init(mappe: SystemID, forelder: SystemID?, skjerming: Skjerming?, erGradert: Bool) {
        (self.mappe, self.forelder, self.skjerming, self.erGradert) = (mappe, forelder, skjerming, erGradert)
    }

    /// What protects the mappe.
    public var tidligereTilgang: Tilgangsledd {
        Tilgangsledd(systemID: mappe, over: forelder, eget: Tilgang(tidligere: skjerming, erGradert: erGradert))
    }

    /// Nobody outside is told.
    public static var outside: Outside<MappeFulgt> { .nothing }

    /// What followers make of it.
    public var fact: DocumentFact { .intern }
}
