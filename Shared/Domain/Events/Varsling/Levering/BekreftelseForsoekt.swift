/// An e-mail that asks the holder of an address to confirm it was handed to the mail server, or not.
public struct BekreftelseForsoekt: DomainEvent {
    /// The name in the log.
    public static let eventType = "levering.bekreftelse-forsoekt"
    /// Whose.
    public let abonnement: SystemID
    /// The address.
    public let adresse: String
    /// Which round of asking.
    public let runde: Int
    /// The attempt itself; its `hendelse` is 0.
    public let forsoek: LeveringerForsoekt.Forsoek
    /// How the target stands after it.
    public let maal: Leveringsmaal

    /// A confirmation asked for.
    public init(abonnement: SystemID, adresse: String, runde: Int, forsoek: LeveringerForsoekt.Forsoek, maal: Leveringsmaal) {
        (self.abonnement, self.adresse, self.runde) = (abonnement, adresse, runde)
        (self.forsoek, self.maal) = (forsoek, maal)
    }
}
