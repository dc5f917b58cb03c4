import Domain
import ServiceKit

extension Principal {
    /// Whether they may know that the document is there: a partner only of what it sent.
    func mayKnow(of tilgang: Dokumenttilgang) -> Bool { partner == nil || tilgang.partner == partner }

    /// Whether they may see its title and content. The operator never does.
    func maySee(_ tilgang: Dokumenttilgang) -> Bool {
        role != .operator && mayKnow(of: tilgang) && mayRead(tilgang.skjerming, deltakere: tilgang.deltakere)
    }
}
