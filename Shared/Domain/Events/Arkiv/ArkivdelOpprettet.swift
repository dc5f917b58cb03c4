/// An arkivdel was made.
public struct ArkivdelOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "arkivdel.opprettet"

    /// The arkivdel.
    public var arkivdel: Arkivdel

    /// A fact.
    public init(arkivdel: Arkivdel) { self.arkivdel = arkivdel }

    /// Nobody outside is told.
    public static var outside: Outside<ArkivdelOpprettet> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .arkivdelOpprettet(self) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(arkivdel)
    }
}
