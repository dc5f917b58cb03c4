/// A journalpost got another status.
public struct JournalstatusEndret: RegistryEvent {
    /// The stable name.
    public static let eventType = "journalpost.statusendret"

    /// The journalpost.
    public var journalpost: SystemID
    /// The case it lies in.
    public var mappe: SystemID
    /// M053 before.
    public var fra: Kode
    /// M053 now.
    public var til: Kode
    /// M101, when it was journalled by this.
    public var journaldato: Dato?
    /// M604, when it was archived by this.
    public var arkivertDato: Tidspunkt?
    /// When.
    public var endretDato: Tidspunkt
    /// By whom.
    public var endretAv: String

    /// A fact.
    public init(
        journalpost: SystemID, mappe: SystemID, fra: Kode, til: Kode, journaldato: Dato? = nil, arkivertDato: Tidspunkt? = nil,
        endretDato: Tidspunkt, endretAv: String
    ) {
        self.journalpost = journalpost
        self.mappe = mappe
        self.fra = fra
        self.til = til
        self.journaldato = journaldato
        self.arkivertDato = arkivertDato
        self.endretDato = endretDato
        self.endretAv = endretAv
    }

    /// What the outside is told.
    public static var outside: Outside<JournalstatusEndret> {
        .told { PublicFact($0.journalpost, i: $0.mappe) }
    }

    /// What followers make of it.
    public var fact: RegistryFact { .journalstatusEndret(self) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.endreJournalpost(journalpost) { post in
            post.journalstatus = til
            if let journaldato { post.journaldato = journaldato }
            if let arkivertDato { (post.registrering.arkivertDato, post.registrering.arkivertAv) = (arkivertDato, endretAv) }
            (post.registrering.endretDato, post.registrering.endretAv) = (endretDato, endretAv)
        }
    }
}
