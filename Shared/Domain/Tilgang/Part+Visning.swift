// Redaction is a list of what is shown: each function makes the object anew and says which members it takes over. A new member that must be there
// does not compile until somebody has decided on it; one that may be missing is not shown.

extension Part {
    /// In lists, and to partners that did not send it: who it is, and not how to reach them or which number they have.
    var utenKontaktopplysninger: Part {
        var copy = Part(systemID: systemID, partNavn: partNavn)
        (copy.partRolle, copy.erSkjermet, copy.erPersonnavn) = (partRolle, erSkjermet, erPersonnavn)
        return copy
    }

    /// To those who may not know who it is.
    var skjult: Part {
        var copy = Part(systemID: systemID, partNavn: Skjult.tekst)
        (copy.partRolle, copy.erSkjermet) = (partRolle, true)
        return copy
    }
}

extension Korrespondansepart {
    /// In lists, and to partners that did not send it: who it is, and not how to reach them or which number they have.
    var utenKontaktopplysninger: Korrespondansepart {
        var copy = Korrespondansepart(
            systemID: systemID, korrespondanseparttype: korrespondanseparttype, korrespondansepartNavn: korrespondansepartNavn,
            erBehandlingsansvarlig: erBehandlingsansvarlig)
        (copy.administrativEnhet, copy.saksbehandler) = (
            administrativEnhet?.utenKontaktopplysninger, saksbehandler?.utenKontaktopplysninger
        )
        (copy.erSkjermet, copy.erPersonnavn, copy.forsendelsesmaate) = (erSkjermet, erPersonnavn, forsendelsesmaate)
        return copy
    }

    /// To those who may not know who it is.
    var skjult: Korrespondansepart {
        var copy = Korrespondansepart(
            systemID: systemID, korrespondanseparttype: korrespondanseparttype, korrespondansepartNavn: Skjult.tekst,
            erBehandlingsansvarlig: erBehandlingsansvarlig)
        copy.erSkjermet = true
        return copy
    }
}

extension Aktoer {
    /// Who somebody of the municipality's own is.
    var utenKontaktopplysninger: Aktoer { Aktoer(navn: navn, identifikator: identifikator, initialer: initialer, referanse: referanse) }
}

extension Skjerming {
    /// Why something is not shown.
    var grunn: Skjerming {
        var copy = Skjerming(tilgangsrestriksjon: tilgangsrestriksjon, skjermingshjemmel: skjermingshjemmel)
        (copy.skjermingMetadata, copy.skjermingDokument) = (skjermingMetadata, skjermingDokument)
        (copy.skjermingsvarighet, copy.skjermingOpphoererDato) = (skjermingsvarighet, skjermingOpphoererDato)
        copy.skjermingOpphoererAksjon = skjermingOpphoererAksjon
        return copy
    }
}

/// Somebody a case or a letter is about, from or to.
protocol Partsvisning {
    /// Whether it is marked as screened.
    var erSkjermet: Bool? { get }
    /// In lists, and to partners that did not send it.
    var utenKontaktopplysninger: Self { get }
    /// To those who may not know who it is.
    var skjult: Self { get }
    /// Without texts that may hold anything: to those from whom something of the object is hidden.
    var utenFrieTekster: Self { get }
}

extension Part: Partsvisning {
    var utenFrieTekster: Part {
        var copy = utenKontaktopplysninger
        (copy.partID, copy.identitet, copy.kontaktperson) = (partID, identitet, kontaktperson)
        (copy.postadresse, copy.postnummer, copy.poststed, copy.land) = (postadresse, postnummer, poststed, land)
        (copy.epostadresse, copy.telefonnummer) = (epostadresse, telefonnummer)
        return copy
    }
}

extension Korrespondansepart: Partsvisning {
    var utenFrieTekster: Korrespondansepart {
        var copy = utenKontaktopplysninger
        (copy.korrespondansepartID, copy.identitet, copy.kontaktperson) = (korrespondansepartID, identitet, kontaktperson)
        (copy.postadresse, copy.postnummer, copy.poststed, copy.land) = (postadresse, postnummer, poststed, land)
        (copy.epostadresse, copy.telefonnummer) = (epostadresse, telefonnummer)
        (copy.administrativEnhet, copy.saksbehandler) = (administrativEnhet, saksbehandler)
        return copy
    }
}

extension Array where Element: Partsvisning {
    /// As a reader sees them who sees the object.
    func vist(skjult deler: Set<Tilgang.Del>, medKontaktopplysninger: Bool) -> [Element] {
        map { part in
            if part.erSkjermet == true, deler.contains(.parter) { return part.skjult }
            guard medKontaktopplysninger else { return part.utenKontaktopplysninger }
            return deler.isEmpty ? part : part.utenFrieTekster
        }
    }
}

extension [Merknad] {
    /// As a reader sees them who sees the object.
    ///
    /// What stands in a remark may tell the title that is hidden.
    func vist(skjult deler: Set<Tilgang.Del>) -> [Merknad] {
        if deler.contains(.tittel) { return [] }
        return filter { $0.erSkjermet != true || !deler.contains(.merknader) }.map(\.vist)
    }
}

extension [Avskrivning] {
    /// That something was written off, and how; not by whom.
    var skjermet: [Avskrivning] { map { $0.vist(Skjult.aktoer) } }

    /// As a reader sees them who sees the object.
    func vist(skjult deler: Set<Tilgang.Del>, medKontaktopplysninger: Bool) -> [Avskrivning] {
        if !deler.isEmpty { return skjermet }
        return medKontaktopplysninger ? self : map { $0.vist($0.avskrevetAv.utenKontaktopplysninger) }
    }
}

extension Avskrivning {
    fileprivate func vist(_ avskrevetAv: Aktoer) -> Avskrivning {
        var copy = Avskrivning(
            systemID: systemID, avskrivningsdato: avskrivningsdato, avskrevetAv: avskrevetAv, avskrivningsmaate: avskrivningsmaate)
        copy.referanseAvskrivesAvJournalpost = referanseAvskrivesAvJournalpost
        copy.referanseAvskrivesAvKorrespondansepart = referanseAvskrivesAvKorrespondansepart
        return copy
    }
}
