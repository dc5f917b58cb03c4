/// Old hendelser are no longer kept; who had not read them yet is told of the gap.
public struct HendelserFjernet: DomainEvent {
    /// The stable name.
    public static let eventType = "hendelser.fjernet"

    /// The last one that is gone; so are all before it.
    public var tilOgMed: Int64

    /// A fact.
    public init(tilOgMed: Int64) { self.tilOgMed = tilOgMed }
}
