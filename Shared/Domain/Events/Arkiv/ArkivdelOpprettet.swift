/// An arkivdel was made.
public struct ArkivdelOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "arkivdel.opprettet"

    /// The arkivdel.
    public var arkivdel: Arkivdel

    /// A fact.
    public init(arkivdel: Arkivdel) { self.arkivdel = arkivdel }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(arkivdel)
    }
}
