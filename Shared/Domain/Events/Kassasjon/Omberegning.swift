/// A change concerns more objects than one commit takes: the rest is worked out bit by bit.
public struct OmberegningStartet: RetentionEvent {
    /// The stable name.
    public static let eventType = "omberegning.startet"
    /// Names it.
    public let omberegning: SystemID
    /// What is worked out.
    public let omfang: Kassasjonsomfang
    /// How far it has come already.
    public let posisjon: Omberegningsposisjon

    /// A fact.
    public init(omberegning: SystemID, omfang: Kassasjonsomfang, posisjon: Omberegningsposisjon) {
        (self.omberegning, self.omfang, self.posisjon) = (omberegning, omfang, posisjon)
    }

    /// Nobody outside is told.
    public static var outside: Outside<OmberegningStartet> { .nothing }

    /// What followers make of it.
    public var fact: RetentionFact { .intern }
}

/// A working out has come further.
public struct OmberegningFortsatt: RetentionEvent {
    /// The stable name.
    public static let eventType = "omberegning.fortsatt"
    /// Which one.
    public let omberegning: SystemID
    /// How far it has come; nil when it is done.
    public let posisjon: Omberegningsposisjon?
    /// Objects looked at in this part.
    public let vurdert: Int
    /// Those with a new outcome.
    public let endret: Int

    /// A fact.
    public init(omberegning: SystemID, posisjon: Omberegningsposisjon?, vurdert: Int, endret: Int) {
        (self.omberegning, self.posisjon, self.vurdert, self.endret) = (omberegning, posisjon, vurdert, endret)
    }

    /// Nobody outside is told.
    public static var outside: Outside<OmberegningFortsatt> { .nothing }

    /// What followers make of it.
    public var fact: RetentionFact { .intern }
}
