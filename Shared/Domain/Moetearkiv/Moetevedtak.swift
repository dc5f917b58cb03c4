/// What a meeting decided in an item.
public struct Moetevedtak: Codable, Sendable, Equatable {
    /// The decision.
    public var vedtakstekst: Tekst
    /// Who voted what.
    public var votering: [Votering] = []
    /// How it was dealt with.
    public var behandlingsprotokoll: Tekst?
    /// Documents of the registrering that belong to the decision.
    public var referanseVedtaksdokument: [SystemID] = []
    /// When it was decided.
    public var dato: Tidspunkt

    /// With what is required; everything else left out.
    public init(vedtakstekst: Tekst, dato: Tidspunkt) {
        (self.vedtakstekst, self.dato) = (vedtakstekst, dato)
    }
}
