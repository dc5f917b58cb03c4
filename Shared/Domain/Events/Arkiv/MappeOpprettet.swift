/// A plain mappe was made.
public struct MappeOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "mappe.opprettet"

    /// The mappe.
    public var mappe: Mappe

    /// A fact.
    public init(mappe: Mappe) { self.mappe = mappe }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(.mappe(mappe))
    }
}
