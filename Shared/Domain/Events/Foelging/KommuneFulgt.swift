/// A following service has taken in a municipality: from here on it follows what the registry commits for it.
public struct KommuneFulgt: DomainEvent {
    /// The name in the log.
    public static let eventType = "kommune.fulgt"
    /// Which municipality.
    public let kommune: Organisasjonsnummer
    /// Its name, as the registry had it then.
    public let navn: String

    /// A municipality taken in.
    public init(kommune: Organisasjonsnummer, navn: String) { (self.kommune, self.navn) = (kommune, navn) }

    /// What a following service takes in of the events of a commit of the registry's.
    public static func events(av events: [any DomainEvent]) -> [KommuneFulgt] {
        events.compactMap { event in
            guard case .kommuneOpprettet(let made) = RegistryFact(event) else { return nil }
            return KommuneFulgt(kommune: made.kommune.organisasjonsnummer, navn: made.kommune.navn)
        }
    }
}
