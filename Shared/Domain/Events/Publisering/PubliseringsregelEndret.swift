/// The municipality publishes by another policy from now on.
public struct PubliseringsregelEndret: RegistryEvent {
    /// The stable name.
    public static let eventType = "publiseringsregel.endret"

    /// The policy now.
    public var regel: Publiseringsregel
    /// The policy before.
    public var forrige: Publiseringsregel
    /// When.
    public var endretDato: Tidspunkt
    /// By whom.
    public var endretAv: String
    /// Why.
    public var begrunnelse: String

    /// A fact.
    public init(regel: Publiseringsregel, forrige: Publiseringsregel, endretDato: Tidspunkt, endretAv: String, begrunnelse: String) {
        (self.regel, self.forrige) = (regel, forrige)
        (self.endretDato, self.endretAv, self.begrunnelse) = (endretDato, endretAv, begrunnelse)
    }

    /// Nobody outside is told.
    public static var outside: Outside<PubliseringsregelEndret> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .publiseringsregelEndret(self) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) { lager.sett(regel) }
}
