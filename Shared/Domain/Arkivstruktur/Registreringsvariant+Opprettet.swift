extension Registreringsvariant {
    /// The registrering that an event made; nil for an event of another kind.
    public init?(opprettetAv event: any DomainEvent) {
        switch event {
        case let event as RegistreringOpprettet: self = .registrering(event.registrering)
        case let event as JournalpostOpprettet: self = .journalpost(event.journalpost)
        case let event as ArkivnotatOpprettet: self = .arkivnotat(event.arkivnotat)
        case let event as MoeteregistreringOpprettet: self = .moeteregistrering(event.moeteregistrering)
        default: return nil
        }
    }
}
