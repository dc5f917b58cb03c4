import Domain
import ServiceKit

extension Varslingsaktoer {
    /// Somebody who has shown who they are.
    init(_ principal: Principal) {
        let klarering: [String]? =
            switch principal.klarering {
            case .alle: nil
            case .bare(let koder): koder.sorted()
            }
        self.init(
            identitet: principal.identity, rolle: principal.role.rawValue, partner: principal.partner,
            erDrift: principal.role == .operator, klarering: klarering)
    }
}

extension Principal {
    /// Whether they may see what is screened so, at this moment.
    func maySee(_ skjerming: Varslingsskjerming) -> Bool {
        let deltakere = Set(skjerming.deltakere)
        return skjerming.koder.allSatisfy { kode in
            mayRead(Skjerming(tilgangsrestriksjon: Kode(kode: kode, kodenavn: kode), skjermingshjemmel: ""), deltakere: deltakere)
        }
    }

    /// What they may be told of a hendelse that their subscription matches, at this moment.
    func insight(into hendelse: Hendelse, by filter: Abonnementsfilter) -> HendelseInsight {
        if maySee(hendelse.skjerming) { return .everything }
        return filter.roeper ? .nothing : .marker
    }
}

/// What somebody may be told of a hendelse.
enum HendelseInsight {
    /// All there is to tell.
    case everything
    /// That there is something.
    case marker
    /// Not even that.
    case nothing
}
