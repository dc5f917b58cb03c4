import Domain

/// Why an object has the date it has: the chain of decisions as it stands now, beside the outcome that was last committed.
struct Kassasjonsforklaring: Sendable {
    /// The object; nil for an arkivdel or class.
    var bilde: Kassasjonsbilde?
    /// The arkivdel or class that was asked about.
    var arkivdel: Kassasjonsarkivdel?
    /// The same.
    var klasse: Kassasjonsklasse?
    var sperrer: [Kassasjonssperre]
    /// The outcome now.
    let vurdering: Kassasjonsvurdering
    /// Classes in the chain, by systemID: their names.
    var klasser: [SystemID: Kassasjonsklasse] = [:]
    /// Arkivdeler in the chain.
    var arkivdeler: [SystemID: Kassasjonsarkivdel] = [:]
    /// Whether the committed outcome is not the one now: it is being worked out.
    var venter = false

    /// The explanation of an object; nil where there is none of that systemID.
    init?(_ systemID: SystemID, _ lager: Kassasjonslager) throws {
        let minne = Strukturminne(lager)
        let bygger = try Bildebygger(lager)
        if let rad = try lager.rad(systemID) {
            let bilde = try bygger.bilde(rad)
            let (gruppe, hode) = try lager.gruppe(rad.nummer)
            guard let enhet = try lager.enheter(gruppe: gruppe, etter: rad.nummer - 1, limit: 1).first else { return nil }
            vurdering = try Gruppevurdering(hode, lager, minne).vurder(enhet)
            (self.bilde, sperrer) = (bilde, bilde.sperrer)
            venter = try Omberegningssteg(lager).lagret(vurdering.utfall) != rad.utfall
        } else if let klasse = try lager.klasse(systemID) {
            self.klasse = klasse
            vurdering = try Kassasjonskandidater(klasse: systemID, minne).vurder(startdato: nil, erMappe: true, erPresedens: false)
            sperrer = try bygger.sperrer(klasse: systemID)
        } else if let arkivdel = try lager.arkivdel(systemID) {
            self.arkivdel = arkivdel
            vurdering = try Kassasjonskandidater(arkivdel: systemID, klasse: nil, minne)
                .vurder(startdato: nil, erMappe: true, erPresedens: false)
            sperrer = []
        } else {
            return nil
        }
        for ledd in vurdering.kjede {
            switch ledd.enhet {
            case .klasse(let id): klasser[id] = try minne.klasse(id)
            case .arkivdel(let id): arkivdeler[id] = try minne.arkivdel(id)
            case .mappe, .registrering, .dokumentbeskrivelse: break
            }
        }
    }
}
