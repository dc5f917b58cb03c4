/// Nothing more is sent for a subscription until somebody enables it again. Its queue is kept.
public struct LeveringDeaktivert: DomainEvent {
    /// The name in the log.
    public static let eventType = "levering.deaktivert"
    /// Whose.
    public let abonnement: SystemID
    /// Why.
    public let grunn: Deaktiveringsgrunn
    /// When it began to fail, where it did.
    public let feilerSiden: Tidspunkt?
    /// The code of the last failure.
    public let sisteFeil: String?

    /// A subscription disabled.
    public init(abonnement: SystemID, grunn: Deaktiveringsgrunn, feilerSiden: Tidspunkt?, sisteFeil: String?) {
        (self.abonnement, self.grunn, self.feilerSiden, self.sisteFeil) = (abonnement, grunn, feilerSiden, sisteFeil)
    }
}
