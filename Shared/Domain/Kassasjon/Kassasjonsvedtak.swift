/// A decision as it stands on an object, with who made it.
public struct Kassasjonsvedtak: Codable, Sendable, Equatable {
    /// What was decided.
    public var kassasjon: Kassasjon
    /// When.
    public var vedtattDato: Tidspunkt
    /// By whom.
    public var vedtattAv: String
    /// Why, where it was said.
    public var begrunnelse: String?

    /// A decision.
    public init(_ kassasjon: Kassasjon, vedtattDato: Tidspunkt, vedtattAv: String, begrunnelse: String? = nil) {
        self.kassasjon = kassasjon
        self.vedtattDato = vedtattDato
        self.vedtattAv = vedtattAv
        self.begrunnelse = begrunnelse
    }

    /// The decision an object was made with, if it was.
    init?(_ kassasjon: Kassasjon?, _ dato: Tidspunkt, _ av: String) {
        guard let kassasjon else { return nil }
        self.init(kassasjon, vedtattDato: dato, vedtattAv: av)
    }
}
