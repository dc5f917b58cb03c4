/// Undoes an avskrivning (Fiks Arkiv's `avskrivning.slett`): the journalpost waits again.
public struct OpphevAvskrivning: RegistryCommand {
    /// The stable name.
    public static let commandType = "journalpost.opphevavskrivning"

    /// The journalpost.
    public var journalpost: ReferanseTilRegistrering
    /// The avskrivning; all of them when left out.
    public var avskrivning: SystemID?

    /// A wish.
    public init(journalpost: ReferanseTilRegistrering, avskrivning: SystemID? = nil) {
        (self.journalpost, self.avskrivning) = (journalpost, avskrivning)
    }

    /// Grants it unless the case is closed.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Utfoert> {
        let post = try arkiv.kravdJournalpost(journalpost, "/journalpost", circumstances.innsyn(arkiv))
        let reply = Utfoert(systemID: post.systemID)
        let undone = post.avskrivning.filter { avskrivning == nil || $0.systemID == avskrivning }
        guard !undone.isEmpty else { return Decision([], reply: reply) }
        if let sak = arkiv.mappe(post.mappe), Saksstatuskode.erLukket(sak.saksstatus) {
            throw Faults.refuse("/journalpost", .caseClosed, "The case \(sak.mappeID) is closed")
        }
        let events = undone.map {
            AvskrivningOpphevet(
                journalpost: post.systemID, mappe: post.mappe, avskrivning: $0.systemID, endretDato: circumstances.now,
                endretAv: circumstances.actor)
        }
        return Decision(events, reply: reply)
    }
}
