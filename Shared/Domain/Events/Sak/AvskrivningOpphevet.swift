/// A journalpost counts as not written off again.
public struct AvskrivningOpphevet: RegistryEvent {
    /// The stable name.
    public static let eventType = "journalpost.avskrivningopphevet"

    /// The journalpost.
    public var journalpost: SystemID
    /// The case it lies in.
    public var mappe: SystemID
    /// What was undone.
    public var avskrivning: SystemID
    /// When.
    public var endretDato: Tidspunkt
    /// By whom.
    public var endretAv: String

    /// A fact.
    public init(journalpost: SystemID, mappe: SystemID, avskrivning: SystemID, endretDato: Tidspunkt, endretAv: String) {
        self.journalpost = journalpost
        self.mappe = mappe
        self.avskrivning = avskrivning
        self.endretDato = endretDato
        self.endretAv = endretAv
    }

    /// What the outside is told.
    public static var outside: Outside<AvskrivningOpphevet> {
        .told { PublicFact($0.journalpost, i: $0.mappe) }
    }

    /// What followers make of it.
    public var fact: RegistryFact { .avskrivningOpphevet(self) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.endreJournalpost(journalpost) { $0.avskrivning.removeAll { $0.systemID == avskrivning } }
    }
}
