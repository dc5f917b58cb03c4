/// Moves an arkivdel on in its period: «Aktiv» → «Overlapping» → «Avsluttet» (krav 6.2.3–6.2.7).
public struct EndreArkivdelstatus: RegistryCommand {
    /// The stable name.
    public static let commandType = "arkivdel.endrestatus"

    /// The arkivdel.
    public var arkivdel: SystemID
    /// M051, the code.
    public var arkivdelstatus: String
    /// The arkivdel that follows; needed for «Overlapping» unless it was given before.
    public var referanseArvtaker: SystemID?

    /// A wish.
    public init(arkivdel: SystemID, arkivdelstatus: String, referanseArvtaker: SystemID? = nil) {
        (self.arkivdel, self.arkivdelstatus, self.referanseArvtaker) = (arkivdel, arkivdelstatus, referanseArvtaker)
    }

    /// Grants it unless open mapper remain, or the period would go backwards.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Utfoert> {
        let innsyn = circumstances.innsyn(arkiv)
        try innsyn.krev(.arkivdel(arkivdel))
        guard let current = arkiv.arkivdel(arkivdel) else {
            throw Faults.refuse("/arkivdel", .notFound, "There is no arkivdel \(arkivdel)")
        }
        let status = try arkiv.kravdKode(arkivdelstatus, i: .arkivdelstatus, "/arkivdelstatus")
        let reply = Utfoert(systemID: arkivdel)
        if status.kode == current.arkivdelstatus.kode { return Decision([], reply: reply) }
        guard current.avsluttetDato == nil else { throw Faults.refuse("/arkivdel", .locked, "The arkivdel is closed") }
        let target = Arkivdelstatuskode(rawValue: status.kode)
        if target == .overlappingsperiode {
            guard let heir = referanseArvtaker ?? current.referanseArvtaker, heir != arkivdel, arkiv.arkivdel(heir) != nil,
                innsyn.kjenner(heir)
            else {
                throw Faults.refuse(
                    "/referanseArvtaker", .missingMember, "An overlapping period needs the arkivdel that follows (krav 6.2.5)")
            }
        }
        if target == .avsluttetPeriode, arkiv.harAapneMapper(arkivdel) {
            throw Faults.refuse("/arkivdel", .statusNotAllowed, "The arkivdel has open mapper (krav 6.2.6, 6.2.7)")
        }
        if target == .aktivPeriode, current.arkivdelstatus.kode == Arkivdelstatuskode.overlappingsperiode.rawValue {
            throw Faults.refuse("/arkivdelstatus", .statusNotAllowed, "An overlapping period does not become active again")
        }
        let event = ArkivdelstatusEndret(
            arkivdel: arkivdel, fra: current.arkivdelstatus, til: status, referanseArvtaker: referanseArvtaker,
            avsluttetDato: target == .avsluttetPeriode ? circumstances.now : nil, endretDato: circumstances.now,
            endretAv: circumstances.actor)
        return Decision([event], reply: reply)
    }
}
