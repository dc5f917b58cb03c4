extension Leser {
    /// Whether a subscription of that owner is theirs.
    public func eier(_ eier: Abonnementseier) -> Bool {
        switch eier.slag {
        case .person: eier.navn == identitet
        // Partners are strangers to each other.
        case .rolle: partner == nil && eier.navn == rolle
        case .system: eier.navn == partner
        }
    }

    /// What they see of a hendelse on that day: what they see of the object that it is about. Of files a partner is told those that it sent.
    public func visning(av hendelse: Hendelse, _ dag: Dato) -> Visning {
        if hendelse.dokumentobjekt != nil, !ser(dokumentSendtAv: hendelse.innsendtAv) { return .skjermet }
        // What is told to one owner alone is for nobody else, whatever they are cleared for.
        if hendelse.abonnement != nil, let tilgang = hendelse.tilgang, !eier(tilgang) { return .skjermet }
        return visning(av: hendelse.tilgang, dag)
    }

    /// What they may be told of a hendelse that their subscription matches, on that day.
    public func innblikk(i hendelse: Hendelse, by filter: Abonnementsfilter, _ dag: Dato) -> Hendelsesinnblikk {
        visning(av: hendelse, dag).innblikk(by: filter)
    }
}

extension Visning {
    /// What is told of a hendelse to whoever sees so much of it, by a subscription that matches it.
    public func innblikk(by filter: Abonnementsfilter) -> Hendelsesinnblikk {
        switch self {
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
