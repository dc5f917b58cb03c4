/// A case was made and got its number.
public struct SaksmappeOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "saksmappe.opprettet"

    /// The case.
    public var saksmappe: Saksmappe

    /// A fact.
    public init(saksmappe: Saksmappe) { self.saksmappe = saksmappe }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(.saksmappe(saksmappe))
    }
}
