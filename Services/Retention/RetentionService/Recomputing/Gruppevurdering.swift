import Domain

/// What becomes of the objects of one mappe (or of one registrering outside mapper): the decisions from above are looked up once.
struct Gruppevurdering {
    let hode: Kassasjonslager.Hode
    private let lager: Kassasjonslager
    private let minne: Strukturminne
    /// What comes to the objects from the mappe and from outside it.
    private let ovenfra: Kassasjonskandidater
    private let erPresedens: Bool
    /// Of what simply follows the mappe.
    private let felles: Kassasjonsvurdering

    init(_ hode: Kassasjonslager.Hode, _ lager: Kassasjonslager, _ minne: Strukturminne) throws {
        (self.hode, self.lager, self.minne) = (hode, lager, minne)
        switch hode {
        case .mappe(let mappe):
            ovenfra = try Kassasjonskandidater(mappe: mappe, minne)
            erPresedens = mappe.erPresedens
        case .registrering(let registrering):
            ovenfra = try Kassasjonskandidater(arkivdel: registrering.arkivdel, klasse: registrering.klasse, minne)
            erPresedens = registrering.erPresedens
        }
        felles = ovenfra.vurder(startdato: hode.startdato, erMappe: false, erPresedens: erPresedens)
    }

    /// The outcome for one of them.
    func vurder(_ enhet: Omberegningsenhet) throws -> Kassasjonsvurdering {
        switch enhet.enhet {
        case .mappe: return ovenfra.vurder(startdato: hode.startdato, erMappe: true, erPresedens: erPresedens)
        case .registrering:
            guard enhet.erSaerskilt else { return felles }
            return try vurder(registrering: enhet.nummer, dokument: nil)
        case .dokumentbeskrivelse(let id):
            guard enhet.erSaerskilt, let forelder = enhet.forelder else { return felles }
            return try vurder(registrering: forelder, dokument: id)
        case .arkivdel, .klasse: return felles
        }
    }

    private func vurder(registrering nummer: Int, dokument: SystemID?) throws -> Kassasjonsvurdering {
        var kandidater = ovenfra
        var erPresedens = erPresedens
        if let registrering = try lager.registrering(nummer: nummer) {
            kandidater = kandidater.med(unntaksarkivdel: try registrering.unntaksarkivdel.flatMap { try minne.arkivdel($0) })
                .med(.registrering(registrering.systemID), registrering.vedtak)
            erPresedens = erPresedens || registrering.erPresedens
        }
        if let dokument, let vedtak = try lager.dokument(dokument)?.vedtak {
            kandidater = kandidater.med(.dokumentbeskrivelse(dokument), vedtak)
        }
        return kandidater.vurder(startdato: hode.startdato, erMappe: false, erPresedens: erPresedens)
    }
}
