/// An event of retention alone; what it takes in like every follower is `KommuneFulgt` and `TilgangFulgt`.
public protocol RetentionEvent: AnsweringEvent {
    /// The event as those look at it who follow retention.
    var fact: RetentionFact { get }
}

/// What happened in retention, as those who follow it look at it. Whoever follows names every case.
public enum RetentionFact: Sendable {
    /// A date, or that there is none, was worked out.
    case kassasjonBeregnet(KassasjonBeregnet)
    /// It concerns retention alone.
    case intern

    /// An event as those who follow retention look at it; nil for another service's.
    public init?(_ event: any DomainEvent) {
        guard let event = event as? any RetentionEvent else { return nil }
        self = event.fact
    }
}

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
