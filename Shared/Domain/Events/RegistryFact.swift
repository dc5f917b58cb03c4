/// What happened in the registry, as those who follow it look at it. Whoever follows names every case: when one is added the compiler tells where.
public enum RegistryFact: Sendable {
    /// A municipality was set up.
    case kommuneOpprettet(KommuneOpprettet)
    /// An arkivdel was made.
    case arkivdelOpprettet(ArkivdelOpprettet)
    /// A class was made.
    case klasseOpprettet(KlasseOpprettet)
    /// A mappe of any kind was made.
    case nyMappe(Mappevariant)
    /// A registrering of any kind was made.
    case nyRegistrering(Registreringsvariant)
    /// A mappe went to another arkivdel.
    case mappeFlyttet(MappeFlyttetTilArkivdel)
    /// A mappe got another class.
    case mappeOmklassifisert(MappeOmklassifisert)
    /// What becomes of something was decided.
    case kassasjonEndret(KassasjonEndret)
    /// What screens something was changed.
    case skjermingEndret(SkjermingEndret)
    /// A case got another status.
    case saksstatusEndret(SaksstatusEndret)
    /// A closed case was opened.
    case saksmappeGjenaapnet(SaksmappeGjenaapnet)
    /// A journalpost got another status.
    case journalstatusEndret(JournalstatusEndret)
    /// A journalpost was written off.
    case journalpostAvskrevet(JournalpostAvskrevet)
    /// Writing off was taken back.
    case avskrivningOpphevet(AvskrivningOpphevet)
    /// The files of a message are to be fetched.
    case filerOppgitt(FilerOppgitt)
    /// What protects objects was said again.
    case tilgangGjengitt(TilgangGjengitt)
    /// What the public is told follows another policy.
    case publiseringsregelEndret(PubliseringsregelEndret)
    /// It concerns the registry alone: set-up, free text, what came of files, what the public was told.
    case intern
}

extension RegistryFact {
    /// An event as those who follow the registry look at it; nil for another service's.
    public init?(_ event: any DomainEvent) {
        guard let event = event as? any RegistryEvent else { return nil }
        self = event.fact
    }
}
