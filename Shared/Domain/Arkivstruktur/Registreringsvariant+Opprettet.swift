extension Registreringsvariant {
    /// The registrering that an event made; nil for an event of another kind.
    public init?(opprettetAv event: any DomainEvent) {
        guard case .nyRegistrering(let made) = RegistryFact(event) else { return nil }
        self = made
    }
}
