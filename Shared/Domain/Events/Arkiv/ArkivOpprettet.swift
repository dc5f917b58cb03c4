/// An arkiv was made.
public struct ArkivOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "arkiv.opprettet"

    /// The arkiv.
    public var arkiv: Arkiv

    /// A fact.
    public init(arkiv: Arkiv) { self.arkiv = arkiv }

    /// Nobody outside is told.
    public static var outside: Outside<ArkivOpprettet> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .intern }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(arkiv)
    }
}
