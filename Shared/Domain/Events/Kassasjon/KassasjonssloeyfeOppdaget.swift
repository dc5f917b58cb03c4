/// Classes, or mapper, lie in each other in a ring: no decision can be found from there. An alarm for the archivist.
public struct KassasjonssloeyfeOppdaget: RetentionEvent {
    /// The stable name.
    public static let eventType = "kassasjonssloeyfe.oppdaget"
    /// The objects that form it.
    public let enheter: [Kassasjonsenhet]

    /// A fact.
    public init(enheter: [Kassasjonsenhet]) { self.enheter = enheter }

    /// Nobody outside is told.
    public static var outside: Outside<KassasjonssloeyfeOppdaget> { .nothing }

    /// What followers make of it.
    public var fact: RetentionFact { .intern }
}
