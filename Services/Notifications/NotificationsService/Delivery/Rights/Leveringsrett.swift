import Domain

/// Whether a hendelse may be sent to whoever made a subscription: as they might see it when they made it, and may see it at this moment.
struct Leveringsrett: Sendable {
    /// What may be done.
    enum Svar: Equatable, Sendable {
        /// All of it may be told.
        case synlig
        /// That there is something may be told, and nothing of it.
        case skjult
        /// Nobody with that name may be told anything any more.
        case stopp
    }

    private let gittMed: Varslingsaktoer?
    private let naa: [Varslingsaktoer]

    /// - Parameters:
    ///   - gittMed: who made the subscription, with their rights then.
    ///   - naa: whoever has that name now and may act for the municipality.
    init(eier: Abonnementseier, gittMed: Varslingsaktoer?, naa: [Varslingsaktoer]) {
        self.gittMed = gittMed
        // Whoever is another's now (another role, another partner) is nobody here; operators see no content.
        self.naa = naa.filter { $0.eier(eier) && !$0.erDrift }
    }

    /// What may be done with what is screened so.
    func vurder(_ skjerming: Varslingsskjerming) -> Svar {
        guard !naa.isEmpty else { return .stopp }
        guard skjerming.erSkjermet else { return .synlig }
        guard let gittMed, gittMed.kanSe(skjerming), naa.contains(where: { $0.kanSe(skjerming) }) else { return .skjult }
        return .synlig
    }
}
