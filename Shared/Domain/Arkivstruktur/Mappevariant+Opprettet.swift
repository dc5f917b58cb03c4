extension Mappevariant {
    /// The mappe that an event made; nil for an event of another kind.
    public init?(opprettetAv event: any DomainEvent) {
        guard case .nyMappe(let made) = RegistryFact(event) else { return nil }
        self = made
    }
}
