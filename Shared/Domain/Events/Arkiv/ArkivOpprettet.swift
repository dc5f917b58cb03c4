/// An arkiv was made.
public struct ArkivOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "arkiv.opprettet"

    /// The arkiv.
    public var arkiv: Arkiv

    /// A fact.
    public init(arkiv: Arkiv) { self.arkiv = arkiv }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(arkiv)
    }
}
