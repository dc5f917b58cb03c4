/// A legal hold was set.
public struct KassasjonssperreSatt: RetentionEvent {
    /// The stable name.
    public static let eventType = "kassasjonssperre.satt"
    /// The hold.
    public let sperre: Kassasjonssperre

    /// A fact.
    public init(sperre: Kassasjonssperre) { self.sperre = sperre }

    /// Nobody outside is told.
    public static var outside: Outside<KassasjonssperreSatt> { .nothing }

    /// What followers make of it.
    public var fact: RetentionFact { .intern }
}

/// A legal hold was lifted.
public struct KassasjonssperreOpphevet: RetentionEvent {
    /// The stable name.
    public static let eventType = "kassasjonssperre.opphevet"
    /// The hold.
    public let sperre: SystemID
    /// When.
    public let opphevetDato: Tidspunkt
    /// By whom.
    public let opphevetAv: String
    /// Why.
    public let begrunnelse: String

    /// A fact.
    public init(sperre: SystemID, opphevetDato: Tidspunkt, opphevetAv: String, begrunnelse: String) {
        (self.sperre, self.opphevetDato, self.opphevetAv, self.begrunnelse) = (sperre, opphevetDato, opphevetAv, begrunnelse)
    }

    /// Nobody outside is told.
    public static var outside: Outside<KassasjonssperreOpphevet> { .nothing }

    /// What followers make of it.
    public var fact: RetentionFact { .intern }
}
