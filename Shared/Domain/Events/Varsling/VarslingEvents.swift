/// The catalogue of the notifications service's own events, apart from those of delivery.
///
/// - Warning: Their names are the storage format. Add types; never rename or remove one.
public enum VarslingEvents {
    /// Every type.
    public static let all: [any DomainEvent.Type] = [
        TilgangFulgt.self, OffentligTittelFulgt.self, AbonnementOpprettet.self, AbonnementEndret.self, AbonnementSlettet.self,
        AbonnementLest.self, HendelseVarslet.self, HendelseUtsatt.self, HendelserFjernet.self, FristPaaminnet.self,
    ]
}
