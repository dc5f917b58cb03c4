/// A closed case was opened again (krav 3.2.11).
public struct SaksmappeGjenaapnet: RegistryEvent {
    /// The stable name.
    public static let eventType = "saksmappe.gjenaapnet"

    /// The case.
    public var saksmappe: SystemID
    /// M052 before.
    public var fra: Kode
    /// M052 now.
    public var til: Kode
    /// Why.
    public var begrunnelse: String?
    /// When.
    public var endretDato: Tidspunkt
    /// By whom.
    public var endretAv: String

    /// A fact.
    public init(saksmappe: SystemID, fra: Kode, til: Kode, begrunnelse: String? = nil, endretDato: Tidspunkt, endretAv: String) {
        self.saksmappe = saksmappe
        self.fra = fra
        self.til = til
        self.begrunnelse = begrunnelse
        self.endretDato = endretDato
        self.endretAv = endretAv
    }

    /// What the outside is told.
    public static var outside: Outside<SaksmappeGjenaapnet> {
        .told { PublicFact($0.saksmappe, i: nil) }
    }

    /// What followers make of it.
    public var fact: RegistryFact { .saksmappeGjenaapnet(self) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.endreSak(saksmappe) { sak in
            sak.saksstatus = til
            (sak.mappe.avsluttetDato, sak.mappe.avsluttetAv) = (nil, nil)
            (sak.mappe.endretDato, sak.mappe.endretAv) = (endretDato, endretAv)
        }
    }
}
