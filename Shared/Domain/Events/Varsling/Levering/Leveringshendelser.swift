/// Every event of delivery, for catalogues.
public enum Leveringshendelser {
    /// The types.
    public static let alle: [any DomainEvent.Type] = [
        LeveringsnoekkelOpprettet.self, LeveringerForsoekt.self, LeveringDeaktivert.self, LeveringAktivert.self, LeveringGjentatt.self,
        SammendragForsoekt.self, BekreftelseForsoekt.self, LeveringBekreftet.self, LeveringAvsluttet.self,
    ]
}
