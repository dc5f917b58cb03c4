/// A letter with what happened was handed to the mail server, or not.
public struct SammendragForsoekt: DomainEvent {
    /// The name in the log.
    public static let eventType = "levering.sammendrag-forsoekt"
    /// Whose.
    public let abonnement: SystemID
    /// The letter's Message-ID; the same for every attempt at the same letter.
    public let messageID: String
    /// The last number in the feed that it tells of.
    public let tilOgMed: Int64
    /// How many lines it has.
    public let antall: Int
    /// The attempt itself; its `hendelse` is the first number in the feed that the letter tells of.
    public let forsoek: LeveringerForsoekt.Forsoek
    /// How the target stands after it.
    public let maal: Leveringsmaal

    /// A letter tried.
    public init(
        abonnement: SystemID, messageID: String, tilOgMed: Int64, antall: Int, forsoek: LeveringerForsoekt.Forsoek, maal: Leveringsmaal
    ) {
        (self.abonnement, self.messageID, self.tilOgMed, self.antall) = (abonnement, messageID, tilOgMed, antall)
        (self.forsoek, self.maal) = (forsoek, maal)
    }
}
