extension Leser {
    /// Whether a subscription of that owner is theirs.
    public func eier(_ eier: Abonnementseier) -> Bool {
        switch eier.slag {
        case .person: eier.navn == identitet
        case .rolle: eier.navn == rolle
        case .system: eier.navn == partner
        }
    }

    /// What they may be told of a hendelse that their subscription matches, on that day.
    public func innblikk(i hendelse: Hendelse, by filter: Abonnementsfilter, _ dag: Dato) -> Hendelsesinnblikk {
        switch visning(av: hendelse.tilgang, dag) {
        case .hel, .utenDeler: .alt
        case .skjermet, .bareAtDetFinnes: filter.roeper ? .intet : .merke
        case .ingenting: .intet
        }
    }
}

/// What somebody may be told of a hendelse.
public enum Hendelsesinnblikk: Sendable {
    /// All there is to tell.
    case alt
    /// That there is something.
    case merke
    /// Not even that.
    case intet
}
