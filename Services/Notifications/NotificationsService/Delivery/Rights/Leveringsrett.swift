import Domain

/// Whether a hendelse may be sent to whoever made a subscription: as they might see it when they made it, and may see it at this moment.
struct Leveringsrett: Sendable {
    /// What may be done.
    enum Svar: Equatable, Sendable {
        /// It may be told, as far as this shows it.
        case synlig(Visning)
        /// That there is something may be told, and nothing of it.
        case skjult
        /// Not even that: the subscription's filter would tell what it is about.
        case fortiet
        /// Nobody with that name may be told anything any more.
        case stopp

        /// What is shown of it.
        var visning: Visning {
            switch self {
            case .synlig(let visning): visning
            case .skjult: .skjermet
            case .fortiet, .stopp: .ingenting
            }
        }
    }

    private let gittMed: Leser?
    private let naa: [Leser]

    /// - Parameters:
    ///   - gittMed: who made the subscription, with their rights then.
    ///   - naa: whoever has that name now and may act for the municipality.
    init(eier: Abonnementseier, gittMed: Leser?, naa: [Leser]) {
        self.gittMed = gittMed
        // Whoever is another's now (another role, another partner) is nobody here; operators see no content.
        self.naa = naa.filter { $0.eier(eier) && !$0.erDrift }
    }

    /// Whether anybody may be told anything.
    var gjelder: Bool { !naa.isEmpty }

    /// What may be done with a hendelse that their subscription matches.
    func vurder(_ hendelse: Hendelse, by filter: Abonnementsfilter, _ dag: Dato) -> Svar {
        let svar = vurder { $0.visning(av: hendelse, dag) }
        return svar == .skjult && svar.visning.innblikk(by: filter) == .intet ? .fortiet : svar
    }

    /// What may be done with what is protected so.
    func vurder(_ tilgang: Tilgang?, _ dag: Dato) -> Svar {
        guard tilgang != nil else { return gjelder ? .synlig(.hel) : .stopp }
        return vurder { $0.visning(av: tilgang, dag) }
    }

    private func vurder(_ visning: (Leser) -> Visning) -> Svar {
        guard gjelder else { return .stopp }
        // From before it was noted who made it: only what everybody may see.
        let seen = ([gittMed ?? .offentligheten] + naa).map(visning)
        guard seen[0].viserInnhold, seen.dropFirst().contains(where: \.viserInnhold) else { return .skjult }
        return .synlig(seen.filter(\.viserInnhold).reduce(.hel) { $0.medFaerrest($1) })
    }
}
