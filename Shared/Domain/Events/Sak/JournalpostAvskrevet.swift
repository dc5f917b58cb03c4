/// A journalpost was written off (krav 3.4).
public struct JournalpostAvskrevet: RegistryEvent {
    /// The stable name.
    public static let eventType = "journalpost.avskrevet"

    /// The journalpost.
    public var journalpost: SystemID
    /// The case it lies in.
    public var mappe: SystemID
    /// How.
    public var avskrivning: Avskrivning

    /// A fact.
    public init(journalpost: SystemID, mappe: SystemID, avskrivning: Avskrivning) {
        self.journalpost = journalpost
        self.mappe = mappe
        self.avskrivning = avskrivning
    }

    /// What the outside is told.
    public static var outside: Outside<JournalpostAvskrevet> {
        .told { event in
            PublicFact(event.journalpost, i: event.mappe).with {
                $0.set("referanseAvskrivesAvJournalpost", event.avskrivning.referanseAvskrivesAvJournalpost)
            }
        }
    }

    /// What followers make of it.
    public var fact: RegistryFact { .journalpostAvskrevet(self) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.endreJournalpost(journalpost) { $0.avskrivning.append(avskrivning) }
    }
}
