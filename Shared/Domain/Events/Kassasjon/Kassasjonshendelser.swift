/// The catalogue of retention's events.
///
/// - Warning: Their names are the storage format. Add types; never rename or remove one.
public enum Kassasjonshendelser {
    /// Every type.
    public static let all: [any DomainEvent.Type] = [
        // What it follows
        KommuneFulgt.self, TilgangFulgt.self, KassasjonsarkivdelFulgt.self, KassasjonsklasseFulgt.self, KassasjonsmappeFulgt.self,
        KassasjonsregistreringFulgt.self, KassasjonsvedtakFulgt.self, MappeavslutningFulgt.self, MappeplasseringFulgt.self,
        // What it works out
        KassasjonBeregnet.self, KassasjonBortfalt.self, OmberegningStartet.self, OmberegningFortsatt.self, KassasjonssloeyfeOppdaget.self,
        // Legal holds
        KassasjonssperreSatt.self, KassasjonssperreOpphevet.self,
    ]
}
