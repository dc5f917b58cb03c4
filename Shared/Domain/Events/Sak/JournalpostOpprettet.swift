/// A journalpost was made and got its numbers.
public struct JournalpostOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "journalpost.opprettet"

    /// The journalpost.
    public var journalpost: Journalpost

    /// A fact.
    public init(journalpost: Journalpost) { self.journalpost = journalpost }

    /// What the outside is told.
    public static var outside: Outside<JournalpostOpprettet> {
        .told { event in
            PublicFact(event.journalpost.registrering).with {
                $0.set("journalaar", event.journalpost.journalaar)
                $0.set("journalsekvensnummer", event.journalpost.journalsekvensnummer)
                $0.set("journalpostnummer", event.journalpost.journalpostnummer)
                $0.set("journalposttype", event.journalpost.journalposttype)
            }
        }
    }

    /// What followers make of it.
    public var fact: RegistryFact { .nyRegistrering(.journalpost(journalpost)) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(.journalpost(journalpost))
    }
}
