/// What protects the registry's objects has changed: a service that follows the registry has taken it in. An event of every following service.
public struct TilgangFulgt: DomainEvent {
    /// The stable name.
    public static let eventType = "tilgang.fulgt"

    /// What changed, in the order it happened.
    public var endringer: [Tilgangsendring]

    /// A fact.
    public init(endringer: [Tilgangsendring]) { self.endringer = endringer }

    /// What changed in one commit of the registry; nil when nothing did.
    public init?(av registeret: [any DomainEvent]) {
        let endringer = registeret.flatMap { Tilgangsendring.av($0) }
        guard !endringer.isEmpty else { return nil }
        self.init(endringer: endringer)
    }

    /// The same as what a follower commits of it: one event, or none.
    public static func events(av registeret: [any DomainEvent]) -> [any DomainEvent] {
        TilgangFulgt(av: registeret).map { [$0] } ?? []
    }
}
