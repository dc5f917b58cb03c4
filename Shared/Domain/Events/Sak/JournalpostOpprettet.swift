/// A journalpost was made and got its numbers.
public struct JournalpostOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "journalpost.opprettet"

    /// The journalpost.
    public var journalpost: Journalpost

    /// A fact.
    public init(journalpost: Journalpost) { self.journalpost = journalpost }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(.journalpost(journalpost))
    }
}
