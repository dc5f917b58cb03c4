/// Why somebody may not see an object, and who may all the same, as earlier programs kept it beside a hendelse; `Tilgang` has it now.
public struct Varslingsskjerming: Codable, Sendable, Hashable {
    /// What stood for a security grading among the codes.
    static let gradert = "gradert"

    /// The tilgangsrestriksjoner (M500); empty when nothing is screened.
    public var koder: [String]
    /// Identities, names and partners that belong to the object.
    public var deltakere: [String]

    /// Screening by its codes.
    public init(koder: [String] = [], deltakere: [String] = []) { (self.koder, self.deltakere) = (koder, deltakere) }

    /// What it protects of a subscription's own affairs: those named are its owners.
    public var tilgangTilEget: Tilgang { Tilgang(restriksjoner: koder.map { Tilgang.Restriksjon($0) }, personer: deltakere) }

    /// What it protects; names are no identities, and do not count.
    var tilgang: Tilgang {
        Tilgang(
            restriksjoner: koder.filter { $0 != Self.gradert }.map { Tilgang.Restriksjon($0) },
            grader: koder.contains(Self.gradert) ? [Tilgang.ukjentGrad] : [])
    }
}
