// What stands on each level of the archive by itself: what it lies in is added by whoever knows it (`under`).

extension Tilgang {
    /// From an object's own screening and grading.
    init(
        _ skjerming: Skjerming?, _ gradering: Gradering?, deler: [Del] = [], personer: [Aktoer?] = [], partner: String? = nil
    ) {
        self.init(
            restriksjoner: skjerming.map { [Restriksjon($0.tilgangsrestriksjon.kode, opphoererDato: $0.opphoererAvSegSelv)] } ?? [],
            grader: gradering.map { [$0.graderingskode.kode] } ?? [],
            // Another title for the public goes with the screening, and no longer than that holds; what is marked by itself stays so.
            deler: skjerming == nil ? deler : deler.filter { $0 != .tittel },
            // A name, initials or an e-mail address is what a message wrote; only the identifier says who it is.
            personer: personer.compactMap { $0?.identifikator }, partner: partner)
    }

    /// As earlier programs kept it: that it was graded, and not how; whose it was only by names that a message wrote, which do not count.
    public init(tidligere skjerming: Skjerming?, erGradert: Bool) {
        self.init(skjerming, nil)
        if erGradert { self = Tilgang(restriksjoner: restriksjoner, grader: [Tilgang.ukjentGrad]) }
    }

    fileprivate static func deler(
        _ tittel: String, _ offentligTittel: String?, parter: some Sequence<Bool?>, merknader: [Merknad]
    ) -> [Del] {
        var deler: [Del] = []
        if let offentligTittel, offentligTittel != tittel { deler.append(.tittel) }
        if parter.contains(true) { deler.append(.parter) }
        if merknader.contains(where: { $0.erSkjermet == true }) { deler.append(.merknader) }
        return deler
    }
}

extension Skjerming {
    /// The day it ends by itself; nil where somebody has to decide first («gjennomgås»), or where it is exempt from ending.
    var opphoererAvSegSelv: Dato? {
        guard let aksjon = skjermingOpphoererAksjon?.kode else { return skjermingOpphoererDato }
        return ["G", "U"].contains(aksjon) ? nil : skjermingOpphoererDato
    }
}

extension Arkivdel {
    /// What stands on it.
    public var egenTilgang: Tilgang { Tilgang(skjerming, gradering) }
}

extension Klasse {
    /// What stands on it.
    public var egenTilgang: Tilgang { Tilgang(skjerming, gradering) }
}

extension Mappevariant {
    /// What stands on it.
    public var egenTilgang: Tilgang {
        let mappe = mappe
        var personer: [Aktoer?] = []
        if case .saksmappe(let sak) = self { personer = [sak.saksansvarlig] }
        return Tilgang(
            mappe.skjerming, mappe.gradering,
            deler: Tilgang.deler(mappe.tittel, mappe.offentligTittel, parter: mappe.part.map(\.erSkjermet), merknader: mappe.merknad),
            personer: personer, partner: mappe.innsendtAv)
    }
}

extension Registreringsvariant {
    /// What stands on it.
    public var egenTilgang: Tilgang {
        let felles = registrering
        var personer: [Aktoer?] = felles.korrespondansepart.map(\.saksbehandler)
        if case .moeteregistrering(let sak) = self { personer.append(sak.saksbehandler) }
        return Tilgang(
            felles.skjerming, felles.gradering,
            deler: Tilgang.deler(
                felles.tittel, felles.offentligTittel, parter: felles.part.map(\.erSkjermet) + felles.korrespondansepart.map(\.erSkjermet),
                merknader: felles.merknad),
            personer: personer, partner: felles.innsendtAv)
    }
}

extension Dokumentbeskrivelse {
    /// What stands on it; it was sent with its registrering.
    public func egenTilgang(sendtAv partner: String?) -> Tilgang {
        Tilgang(
            skjerming, gradering,
            deler: Tilgang.deler(tittel, nil, parter: part.map(\.erSkjermet), merknader: merknad), partner: partner)
    }
}
