/// A plain mappe was made.
public struct MappeOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "mappe.opprettet"

    /// The mappe.
    public var mappe: Mappe

    /// A fact.
    public init(mappe: Mappe) { self.mappe = mappe }

    /// What the outside is told.
    public static var outside: Outside<MappeOpprettet> {
        .told { PublicFact($0.mappe) }
    }

    /// What followers make of it.
    public var fact: RegistryFact { .nyMappe(.mappe(mappe)) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(.mappe(mappe))
    }
}
