extension Mappevariant {
    /// The mappe that an event made; nil for an event of another kind.
    public init?(opprettetAv event: any DomainEvent) {
        switch event {
        case let event as MappeOpprettet: self = .mappe(event.mappe)
        case let event as SaksmappeOpprettet: self = .saksmappe(event.saksmappe)
        case let event as MoetemappeOpprettet: self = .moetemappe(event.moetemappe)
        default: return nil
        }
    }
}
