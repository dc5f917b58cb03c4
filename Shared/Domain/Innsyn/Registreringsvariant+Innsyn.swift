extension Registreringsvariant {
    /// What decides who may see it whole; `mappe` is what decides it for the mappe it lies in.
    public func tilgang(i mappe: Tilgang? = nil) -> Tilgang {
        let felles = registrering
        var deltakere = mappe?.deltakere ?? []
        for part in felles.korrespondansepart { deltakere.formUnion(Tilgang.navn(part.saksbehandler)) }
        if case .moeteregistrering(let sak) = self { deltakere.formUnion(Tilgang.navn(sak.saksbehandler)) }
        if let partner = felles.innsendtAv { deltakere.insert(partner) }
        return Tilgang(
            skjerming: felles.skjerming ?? mappe?.skjerming, erGradert: felles.gradering != nil || mappe?.erGradert == true,
            harSkjermedeParter: felles.part.contains { $0.erSkjermet == true }
                || felles.korrespondansepart.contains { $0.erSkjermet == true }
                || felles.merknad.contains { $0.erSkjermet == true },
            deltakere: deltakere)
    }

    /// As somebody sees it: what `ser` says no to shows the title for the public, and no name or text that is screened. Each document is
    /// judged by its own screening.
    public func skjermet(_ tilgang: Tilgang, ser: (Tilgang) -> Bool) -> Registreringsvariant {
        var copy = self
        let seesAll = ser(tilgang)
        for (index, dokument) in registrering.dokumentbeskrivelse.enumerated() {
            let own = dokument.tilgang(i: tilgang)
            if !ser(own) { copy.registrering.dokumentbeskrivelse[index] = dokument.skjermet(own) }
        }
        if seesAll { return copy }
        copy.registrering.skjerm(tilgang)
        guard tilgang.skjerming != nil || tilgang.erGradert else { return copy }
        switch copy {
        case .journalpost(var post):
            (post.presedens, post.dokumentflyt) = ([], [])
            copy = .journalpost(post)
        case .arkivnotat(var notat):
            notat.dokumentflyt = []
            copy = .arkivnotat(notat)
        case .moeteregistrering(var sak):
            sak.moetesak = nil
            copy = .moeteregistrering(sak)
        case .registrering: break
        }
        return copy
    }
}

extension Registrering {
    fileprivate mutating func skjerm(_ tilgang: Tilgang) {
        let isWhole = tilgang.skjerming == nil && !tilgang.erGradert
        part = part.map { $0.skjermet(alle: tilgang.skjuler("NPS"), bareNavn: !isWhole) }
        korrespondansepart = korrespondansepart.map { part in
            let isSender = Korrespondanseparttypekode(rawValue: part.korrespondanseparttype.kode)?.erAvsender == true
            return part.skjermet(alle: tilgang.skjuler(isSender ? "NA" : "NM"), bareNavn: !isWhole)
        }
        merknad.removeAll { $0.erSkjermet == true || !isWhole }
        if isWhole { return }
        let hides = skjerming == nil || tilgang.skjuler("TRO", "TR1", "M")
        tittel = tilgang.erGradert ? Skjult.tekst : offentligTittel ?? (hides ? Skjult.tekst : tittel)
        if tilgang.erGradert { offentligTittel = nil }
        (beskrivelse, virksomhetsspesifikkeMetadata, referanseEksternNoekkel) = (nil, nil, nil)
        (noekkelord, forfatter, nasjonalIdentifikator) = ([], [], [])
    }
}

extension Korrespondansepart {
    fileprivate func skjermet(alle: Bool, bareNavn: Bool) -> Korrespondansepart {
        let isHidden = alle || erSkjermet == true
        guard isHidden || bareNavn else { return self }
        var copy = Korrespondansepart(
            systemID: systemID, korrespondanseparttype: korrespondanseparttype,
            korrespondansepartNavn: isHidden ? Skjult.tekst : korrespondansepartNavn, erBehandlingsansvarlig: erBehandlingsansvarlig)
        (copy.erSkjermet, copy.erPersonnavn) = (isHidden ? true : erSkjermet, erPersonnavn)
        if !isHidden { (copy.administrativEnhet, copy.saksbehandler) = (administrativEnhet, saksbehandler) }
        return copy
    }
}

extension Dokumentbeskrivelse {
    /// What decides who may see it whole, in a registrering of that `Tilgang`.
    public func tilgang(i registrering: Tilgang) -> Tilgang {
        Tilgang(
            skjerming: skjerming ?? registrering.skjerming, erGradert: gradering != nil || registrering.erGradert,
            harSkjermedeParter: part.contains { $0.erSkjermet == true } || merknad.contains { $0.erSkjermet == true },
            deltakere: registrering.deltakere)
    }

    /// As somebody sees it who may not see it whole. File names tell what titles tell, and a checksum tells who has the file already.
    func skjermet(_ tilgang: Tilgang) -> Dokumentbeskrivelse {
        var copy = self
        let isWhole = tilgang.skjerming == nil && !tilgang.erGradert
        copy.part = part.map { $0.skjermet(alle: false, bareNavn: !isWhole) }
        copy.merknad.removeAll { $0.erSkjermet == true }
        if isWhole { return copy }
        if skjerming == nil || tilgang.skjuler("TD", "M") { copy.tittel = Skjult.tekst }
        (copy.beskrivelse, copy.referanseEksternNoekkel, copy.forfatter, copy.merknad) = (nil, nil, [], [])
        copy.dokumentobjekt = dokumentobjekt.map { objekt in
            var objekt = objekt
            (objekt.filnavn, objekt.referanseDokumentfil) = (Skjult.tekst, Skjult.tekst)
            (objekt.sjekksum, objekt.formatDetaljer) = (nil, nil)
            if let feil = objekt.fil?.feil { objekt.fil?.feil = Fault(pointer: "", code: feil.code, message: "") }
            return objekt
        }
        return copy
    }
}
