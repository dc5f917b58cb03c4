/// A case was made and got its number.
public struct SaksmappeOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "saksmappe.opprettet"

    /// The case.
    public var saksmappe: Saksmappe

    /// A fact.
    public init(saksmappe: Saksmappe) { self.saksmappe = saksmappe }

    /// What the outside is told.
    public static var outside: Outside<SaksmappeOpprettet> {
        .told { event in
            PublicFact(event.saksmappe.mappe).with {
                $0.set("saksaar", event.saksmappe.saksaar)
                $0.set("sakssekvensnummer", event.saksmappe.sakssekvensnummer)
            }
        }
    }

    /// What followers make of it.
    public var fact: RegistryFact { .nyMappe(.saksmappe(saksmappe)) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(.saksmappe(saksmappe))
    }
}
