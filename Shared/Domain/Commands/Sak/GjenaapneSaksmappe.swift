/// Opens a closed case again; logged (krav 3.2.11). Who may is the caller's to check.
public struct GjenaapneSaksmappe: RegistryCommand {
    /// The stable name.
    public static let commandType = "saksmappe.gjenaapne"

    /// The case.
    public var saksmappe: ReferanseTilMappe
    /// Why.
    public var begrunnelse: String?

    /// A wish.
    public init(saksmappe: ReferanseTilMappe, begrunnelse: String? = nil) {
        (self.saksmappe, self.begrunnelse) = (saksmappe, begrunnelse)
    }

    /// Grants it unless the arkivdel's period is over.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Utfoert> {
        let sak = try arkiv.kravdSak(saksmappe, "/saksmappe", circumstances.innsyn(arkiv))
        let reply = Utfoert(systemID: sak.systemID)
        guard let current = sak.saksstatus, Saksstatuskode.erLukket(current) else { return Decision([], reply: reply) }
        if arkiv.arkivdel(sak.arkivdel)?.avsluttetDato != nil {
            throw Faults.refuse("/saksmappe", .arkivdelClosed, "The arkivdel of the case is closed (krav 6.2.6)")
        }
        let open = try arkiv.kravdKode(Saksstatuskode.underBehandling.rawValue, i: .saksstatus, "")
        let event = SaksmappeGjenaapnet(
            saksmappe: sak.systemID, fra: current, til: open, begrunnelse: begrunnelse, endretDato: circumstances.now,
            endretAv: circumstances.actor)
        return Decision([event], reply: reply)
    }
}
