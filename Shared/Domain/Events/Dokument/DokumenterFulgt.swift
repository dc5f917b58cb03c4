/// A registrering with documents was made in the registry: documents keeps them from here on. An event of the documents service.
public struct DokumenterFulgt: DomainEvent {
    /// The stable name.
    public static let eventType = "dokumenter.fulgt"

    /// The registrering.
    public var registrering: SystemID
    /// The mappe it lies in.
    public var mappe: SystemID?
    /// The registrering's own screening.
    public var skjerming: Skjerming?
    /// Whether the registrering is graded.
    public var erGradert: Bool
    /// Who it belongs to: its caseworkers, by the names a token may have.
    public var deltakere: [String]
    /// The documents as the registry made them, in their order.
    public var dokumentbeskrivelse: [Dokumentbeskrivelse]

    /// A fact.
    public init(
        registrering: SystemID, mappe: SystemID?, skjerming: Skjerming?, erGradert: Bool, deltakere: [String],
        dokumentbeskrivelse: [Dokumentbeskrivelse]
    ) {
        (self.registrering, self.mappe, self.skjerming) = (registrering, mappe, skjerming)
        (self.erGradert, self.deltakere, self.dokumentbeskrivelse) = (erGradert, deltakere, dokumentbeskrivelse)
    }
}
