/// Moves a journalpost on: drafted, sent, journalled, archived, or «Utgår».
public struct EndreJournalstatus: RegistryCommand {
    /// The stable name.
    public static let commandType = "journalpost.endrestatus"

    /// The journalpost.
    public var journalpost: ReferanseTilRegistrering
    /// M053, the code.
    public var journalstatus: String

    /// A wish.
    public init(journalpost: ReferanseTilRegistrering, journalstatus: String) {
        (self.journalpost, self.journalstatus) = (journalpost, journalstatus)
    }

    /// Grants a step of the status machine; coming into the journal sets journaldato (M101), archiving sets arkivertDato (krav 3.2.13).
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Utfoert> {
        let post = try arkiv.kravdJournalpost(journalpost, "/journalpost", circumstances.innsyn(arkiv))
        let status = try arkiv.kravdKode(journalstatus, i: .journalstatus, "/journalstatus")
        let reply = Utfoert(systemID: post.systemID)
        if status.kode == post.journalstatus.kode { return Decision([], reply: reply) }
        var faults = Faults()
        if let sak = arkiv.mappe(post.mappe), Saksstatuskode.erLukket(sak.saksstatus) {
            faults.add("/journalpost", .caseClosed, "The case \(sak.mappeID) is closed")
        }
        let target = Journalstatuskode(rawValue: status.kode)
        let from = Journalstatuskode(rawValue: post.journalstatus.kode)
        if !step(from, target) {
            faults.add("/journalstatus", .statusNotAllowed, "No way from «\(post.journalstatus.kodenavn)» to «\(status.kodenavn)»")
        }
        if let target, let type = Journalposttypekode(rawValue: post.journalposttype), !target.passer(type) {
            faults.add("/journalstatus", .statusNotAllowed, "«\(status.kodenavn)» is not for journalposttype \(type.rawValue)")
        }
        if target?.kreverFerdigstilteDokumenter == true, post.dokumenterUnderRedigering > 0 {
            let count = post.dokumenterUnderRedigering
            faults.add("/journalstatus", .documentNotFinal, "\(count) documents are still being edited (krav 3.2.30)")
        }
        try faults.check()
        let wasJournalfoert = Journalstatuskode.erJournalfoert(post.journalstatus.kode)
        let event = JournalstatusEndret(
            journalpost: post.systemID, mappe: post.mappe, fra: post.journalstatus, til: status,
            journaldato: Journalstatuskode.erJournalfoert(status.kode) && !wasJournalfoert ? circumstances.today : nil,
            arkivertDato: target == .arkivert ? circumstances.now : nil, endretDato: circumstances.now, endretAv: circumstances.actor)
        return Decision(arkiv.medPublisering([event], circumstances), reply: reply)
    }

    /// A value the municipality added is a draft: it is reached from drafts only.
    private func step(_ from: Journalstatuskode?, _ to: Journalstatuskode?) -> Bool {
        guard let to else { return from?.erUtkast ?? true }
        return Journalstatuskode.kanGaa(fra: from, til: to)
    }
}
