/// Closes a case (krav 3.2.5–3.2.10, 3.4.5).
public struct AvsluttSaksmappe: RegistryCommand {
    /// The stable name.
    public static let commandType = "saksmappe.avslutt"

    /// The case.
    public var saksmappe: ReferanseTilMappe
    /// Whether journalposter that still wait are written off with «saken ble avsluttet» (krav 3.4.5), instead of standing in the way.
    public var avskrivRestanser: Bool

    /// A wish.
    public init(saksmappe: ReferanseTilMappe, avskrivRestanser: Bool = false) {
        (self.saksmappe, self.avskrivRestanser) = (saksmappe, avskrivRestanser)
    }

    /// Grants it when the case has a primary class, every journalpost is archived, every document is in an archive format and
    /// nothing waits to be written off; refuses with everything that stands in the way.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Utfoert> {
        let innsyn = circumstances.innsyn(arkiv)
        let sak = try arkiv.kravdSak(saksmappe, "/saksmappe", innsyn)
        let reply = Utfoert(systemID: sak.systemID)
        guard let status = sak.saksstatus else { throw Faults.refuse("/saksmappe", .notFound, "The mappe is no saksmappe") }
        if status.kode == Saksstatuskode.avsluttet.rawValue { return Decision([], reply: reply) }
        guard status.kode != Saksstatuskode.utgaar.rawValue else {
            throw Faults.refuse("/saksmappe", .statusNotAllowed, "The case is «\(status.kodenavn)»")
        }
        var faults = Faults()
        if sak.klasse == nil { faults.add("/saksmappe", .missingMember, "The case has no primary class (krav 3.2.6)") }
        let posts = arkiv.journalposter(sak: sak.systemID)
        for post in posts { check(post, innsyn, &faults) }
        try faults.check()

        let maate = try arkiv.kravdKode(Avskrivningskode.sakenBleAvsluttet.rawValue, i: .avskrivningsmaate, "")
        let closed = try arkiv.kravdKode(Saksstatuskode.avsluttet.rawValue, i: .saksstatus, "")
        var events: [any DomainEvent] = posts.filter(\.erRestanse).map { post in
            let avskrivning = Avskrivning(
                systemID: circumstances.nextID(), avskrivningsdato: circumstances.today,
                avskrevetAv: Aktoer(navn: circumstances.actor), avskrivningsmaate: maate)
            return JournalpostAvskrevet(journalpost: post.systemID, mappe: sak.systemID, avskrivning: avskrivning)
        }
        events.append(
            SaksstatusEndret(
                saksmappe: sak.systemID, fra: status, til: closed, avsluttetDato: circumstances.now, endretDato: circumstances.now,
                endretAv: circumstances.actor))
        return Decision(events, reply: reply)
    }

    private func check(_ post: Journalpostkort, _ innsyn: Innsyn, _ faults: inout Faults) {
        let visning = innsyn.visning(.registrering(post.systemID))
        // What they may not see they do not write off.
        let mustNotWriteOff = avskrivRestanser && post.erRestanse && !visning.viserInnhold
        if visning.viserOffentligTittel, !mustNotWriteOff { return check(post, &faults) }
        // Of such a one its number may be known, and not how far it has come.
        var own = Faults()
        check(post, &own)
        if mustNotWriteOff || !own.isEmpty {
            faults.add("/saksmappe", .locked, "\(post.registreringsID) stands in the way (krav 3.2.7–3.2.9)")
        }
    }

    private func check(_ post: Journalpostkort, _ faults: inout Faults) {
        let status = Journalstatuskode(rawValue: post.journalstatus.kode)
        if status == .utgaar { return }
        if status != .arkivert {
            faults.add("/saksmappe", .statusNotAllowed, "\(post.registreringsID) is «\(post.journalstatus.kodenavn)» (krav 3.2.7)")
        }
        if post.dokumenterUtenArkivformat > 0 {
            let count = post.dokumenterUtenArkivformat
            faults.add("/saksmappe", .noArchiveFormat, "\(post.registreringsID) has \(count) documents in no archive format (krav 3.2.8)")
        }
        if post.erRestanse, !avskrivRestanser {
            faults.add("/saksmappe", .restanse, "\(post.registreringsID) is not written off (krav 3.2.9)")
        }
    }
}
