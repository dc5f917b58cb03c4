/// A case got another status.
public struct SaksstatusEndret: RegistryEvent {
    /// The stable name.
    public static let eventType = "saksmappe.statusendret"

    /// The case.
    public var saksmappe: SystemID
    /// M052 before.
    public var fra: Kode
    /// M052 now.
    public var til: Kode
    /// M602, when it was closed by this.
    public var avsluttetDato: Tidspunkt?
    /// When.
    public var endretDato: Tidspunkt
    /// By whom.
    public var endretAv: String

    /// A fact.
    public init(saksmappe: SystemID, fra: Kode, til: Kode, avsluttetDato: Tidspunkt? = nil, endretDato: Tidspunkt, endretAv: String) {
        self.saksmappe = saksmappe
        self.fra = fra
        self.til = til
        self.avsluttetDato = avsluttetDato
        self.endretDato = endretDato
        self.endretAv = endretAv
    }

    /// What the outside is told.
    public static var outside: Outside<SaksstatusEndret> {
        .told { PublicFact($0.saksmappe, i: nil) }
    }

    /// What followers make of it.
    public var fact: RegistryFact { .saksstatusEndret(self) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.endreSak(saksmappe) { sak in
            sak.saksstatus = til
            if let avsluttetDato { (sak.mappe.avsluttetDato, sak.mappe.avsluttetAv) = (avsluttetDato, endretAv) }
            (sak.mappe.endretDato, sak.mappe.endretAv) = (endretDato, endretAv)
        }
    }
}
