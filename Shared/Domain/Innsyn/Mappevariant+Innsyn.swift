extension Mappevariant {
    /// What decides who may see it whole.
    public func tilgang(under overordnet: Tilgang? = nil) -> Tilgang {
        let mappe = mappe
        var deltakere = overordnet?.deltakere ?? []
        if case .saksmappe(let sak) = self { deltakere.formUnion(Tilgang.navn(sak.saksansvarlig)) }
        if let partner = mappe.innsendtAv { deltakere.insert(partner) }
        return Tilgang(
            skjerming: mappe.skjerming ?? overordnet?.skjerming, erGradert: mappe.gradering != nil || overordnet?.erGradert == true,
            harSkjermedeParter: mappe.part.contains { $0.erSkjermet == true } || mappe.merknad.contains { $0.erSkjermet == true },
            deltakere: deltakere)
    }

    /// As somebody sees it who may not see it whole: with the title for the public, without the names and texts that are screened.
    public func skjermet(_ tilgang: Tilgang) -> Mappevariant {
        var copy = self
        copy.mappe.skjerm(tilgang)
        guard tilgang.skjerming != nil || tilgang.erGradert else { return copy }
        switch copy {
        case .saksmappe(var sak):
            sak.presedens = []
            copy = .saksmappe(sak)
        case .moetemappe(var moete):
            moete.moetedeltaker = []
            copy = .moetemappe(moete)
        case .mappe: break
        }
        return copy
    }
}

extension Mappe {
    fileprivate mutating func skjerm(_ tilgang: Tilgang) {
        let isWhole = tilgang.skjerming == nil && !tilgang.erGradert
        part = part.map { $0.skjermet(alle: tilgang.skjuler("NPS"), bareNavn: !isWhole) }
        merknad.removeAll { $0.erSkjermet == true || !isWhole }
        if isWhole { return }
        // A mappe below a screened one has no codes of its own: its title is as secret as the other's.
        let hides = skjerming == nil || tilgang.skjuler("TMO", "TM1", "M")
        tittel = tilgang.erGradert ? Skjult.tekst : offentligTittel ?? (hides ? Skjult.tekst : tittel)
        if tilgang.erGradert { offentligTittel = nil }
        (beskrivelse, virksomhetsspesifikkeMetadata, referanseEksternNoekkel) = (nil, nil, nil)
        (noekkelord, nasjonalIdentifikator, adresse) = ([], [], [])
        if tilgang.skjuler("KID", "TKL") { (referanseKlasse, referanseSekundaerKlassifikasjon) = (nil, []) }
    }
}

extension Part {
    /// Without its name where that is screened; of others the bare name.
    func skjermet(alle: Bool, bareNavn: Bool) -> Part {
        let isHidden = alle || erSkjermet == true
        guard isHidden || bareNavn else { return self }
        var copy = Part(systemID: systemID, partNavn: isHidden ? Skjult.tekst : partNavn)
        (copy.partRolle, copy.erSkjermet, copy.erPersonnavn) = (partRolle, isHidden ? true : erSkjermet, erPersonnavn)
        return copy
    }
}
