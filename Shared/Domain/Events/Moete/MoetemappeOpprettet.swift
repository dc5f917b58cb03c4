/// A meeting was made.
public struct MoetemappeOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "moetemappe.opprettet"

    /// The meeting.
    public var moetemappe: Moetemappe

    /// A fact.
    public init(moetemappe: Moetemappe) { self.moetemappe = moetemappe }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(.moetemappe(moetemappe))
    }
}
