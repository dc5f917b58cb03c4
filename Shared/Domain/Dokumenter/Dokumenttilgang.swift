/// What decides who sees a document's content: its own screening or the nearest one above it, and who it belongs to.
public struct Dokumenttilgang: Sendable, Equatable {
    /// The screening that holds: the document's own, else the registrering's, else the mappe's (krav 5.2.27). A grading at any level comes before
    /// all of them, and counts as a screening by the law on security, which nobody is cleared for by a list of codes that does not name it.
    public var skjerming: Skjerming?
    /// Who it belongs to.
    public var deltakere: Set<String>
    /// The partner that sent it.
    public var partner: String?

    /// From what stands at each level, the document's own first.
    public init(nivaaer: [(skjerming: Skjerming?, erGradert: Bool)], deltakere: Set<String>, partner: String?) {
        skjerming = nivaaer.contains { $0.erGradert } ? Self.gradert : nivaaer.lazy.compactMap(\.skjerming).first
        self.deltakere = partner.map { deltakere.union([$0]) } ?? deltakere
        self.partner = partner
    }

    /// Whether anything keeps it from those who may act for the municipality.
    public var erSkjermet: Bool { skjerming != nil }

    private static let gradert = Skjerming(
        tilgangsrestriksjon: Kode(kode: "gradert", kodenavn: "Gradert etter sikkerhetsloven"), skjermingshjemmel: "Sikkerhetsloven § 5-3")
}

extension Aktoer {
    /// The names somebody may have in a token.
    public var aktoernavn: [String] { [identifikator, epostadresse, navn].compactMap { $0 }.filter { !$0.isEmpty } }
}
