/// Gives an open case another status. Closing has its own command (`AvsluttSaksmappe`), opening again too (`GjenaapneSaksmappe`).
public struct EndreSaksstatus: RegistryCommand {
    /// The stable name.
    public static let commandType = "saksmappe.endrestatus"

    /// The case.
    public var saksmappe: ReferanseTilMappe
    /// M052, the code.
    public var saksstatus: String

    /// A wish.
    public init(saksmappe: ReferanseTilMappe, saksstatus: String) { (self.saksmappe, self.saksstatus) = (saksmappe, saksstatus) }

    /// Grants it unless the case is closed. «Utgår» closes a case too, when nothing in it counts.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Utfoert> {
        let sak = try arkiv.kravdSak(saksmappe, "/saksmappe", circumstances.innsyn(arkiv))
        let status = try arkiv.kravdKode(saksstatus, i: .saksstatus, "/saksstatus")
        let reply = Utfoert(systemID: sak.systemID)
        guard let current = sak.saksstatus else { throw Faults.refuse("/saksmappe", .notFound, "The mappe is no saksmappe") }
        if current.kode == status.kode { return Decision([], reply: reply) }
        guard !Saksstatuskode.erLukket(current) else {
            throw Faults.refuse("/saksmappe", .caseClosed, "The case is «\(current.kodenavn)»")
        }
        let target = Saksstatuskode(rawValue: status.kode)
        if target == .avsluttet {
            throw Faults.refuse("/saksstatus", .statusNotAllowed, "A case is closed by the command \(AvsluttSaksmappe.commandType)")
        }
        if target == .utgaar {
            let counting = arkiv.journalposter(sak: sak.systemID).filter { $0.journalstatus.kode != Journalstatuskode.utgaar.rawValue }
            guard counting.isEmpty else {
                let names = counting.map(\.registreringsID).joined(separator: ", ")
                throw Faults.refuse("/saksstatus", .statusNotAllowed, "The case has journalposter that count: \(names)")
            }
        }
        let event = SaksstatusEndret(
            saksmappe: sak.systemID, fra: current, til: status, avsluttetDato: target == .utgaar ? circumstances.now : nil,
            endretDato: circumstances.now, endretAv: circumstances.actor)
        return Decision([event], reply: reply)
    }
}
