/// Somebody's standing wish to be told of what happens in one municipality's archive.
public struct Abonnement: Codable, Sendable, Equatable {
    /// Names it in the municipality.
    public var systemID: SystemID
    /// What its owner calls it.
    public var navn: String
    /// Whose it is.
    public var eier: Abonnementseier
    /// The identity that made it.
    public var opprettetAv: String
    /// When.
    public var opprettetDato: Tidspunkt
    /// What it is about.
    public var filter: Abonnementsfilter
    /// How its owner is told.
    public var levering: Levering
    /// The feed begins after this cursor: what had happened before is not told.
    public var fra: Int64

    /// A subscription.
    public init(
        systemID: SystemID, navn: String, eier: Abonnementseier, opprettetAv: String, opprettetDato: Tidspunkt, filter: Abonnementsfilter,
        levering: Levering, fra: Int64
    ) {
        (self.systemID, self.navn, self.eier, self.opprettetAv) = (systemID, navn, eier, opprettetAv)
        (self.opprettetDato, self.filter, self.levering, self.fra) = (opprettetDato, filter, levering, fra)
    }

    /// The longest name, characters.
    public static let limitNavnCharacters = 200
    /// Most subscriptions of one owner in one municipality.
    public static let limitPerEier = 200
    /// Most subscriptions in one municipality.
    public static let limitPerKommune = 20_000
}
