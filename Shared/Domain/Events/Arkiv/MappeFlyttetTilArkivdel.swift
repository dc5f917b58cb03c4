/// An open mappe moved to the next period because it got a new registrering (krav 6.2.5).
public struct MappeFlyttetTilArkivdel: RegistryEvent {
    /// The stable name.
    public static let eventType = "mappe.flyttettilarkivdel"

    /// The mappe.
    public var mappe: SystemID
    /// The arkivdel it lay in.
    public var fra: SystemID
    /// The arkivdel it lies in now.
    public var til: SystemID
    /// When.
    public var endretDato: Tidspunkt
    /// By whom.
    public var endretAv: String

    /// A fact.
    public init(mappe: SystemID, fra: SystemID, til: SystemID, endretDato: Tidspunkt, endretAv: String) {
        self.mappe = mappe
        self.fra = fra
        self.til = til
        self.endretDato = endretDato
        self.endretAv = endretAv
    }

    /// Nobody outside is told.
    public static var outside: Outside<MappeFlyttetTilArkivdel> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .mappeFlyttet(self) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.endre(mappe: mappe) { variant in
            variant.mappe.referanseArkivdel = til
            (variant.mappe.endretDato, variant.mappe.endretAv) = (endretDato, endretAv)
        }
    }
}
