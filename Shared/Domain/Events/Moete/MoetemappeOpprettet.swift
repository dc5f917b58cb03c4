/// A meeting was made.
public struct MoetemappeOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "moetemappe.opprettet"

    /// The meeting.
    public var moetemappe: Moetemappe

    /// A fact.
    public init(moetemappe: Moetemappe) { self.moetemappe = moetemappe }

    /// What the outside is told.
    public static var outside: Outside<MoetemappeOpprettet> {
        .told { PublicFact($0.moetemappe.mappe) }
    }

    /// What followers make of it.
    public var fact: RegistryFact { .nyMappe(.moetemappe(moetemappe)) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(.moetemappe(moetemappe))
    }
}
