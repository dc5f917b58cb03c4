extension Registreringsvariant {
    /// As a reader sees it; nil for one who may not know of it.
    ///
    /// - Parameters:
    ///   - dokument: what the reader may see of each document.
    ///   - medKontaktopplysninger: with national identity numbers and addresses of its parties, and where its files were fetched; never in a list.
    public func vist(
        _ visning: Visning, medKontaktopplysninger: Bool, dokument: (Dokumentbeskrivelse) -> Visning
    ) -> Registreringsvariant? {
        guard var copy = som(visning, medKontaktopplysninger: medKontaktopplysninger) else { return nil }
        if visning == .bareAtDetFinnes { return copy }
        copy.registrering.dokumentbeskrivelse = registrering.dokumentbeskrivelse.compactMap {
            $0.vist(dokument($0), medKontaktopplysninger: medKontaktopplysninger)
        }
        return copy
    }
}

extension Registreringsvariant: Skjermbar {
    /// Its documents are the caller's to show, each by what protects it.
    func uten(_ deler: Set<Tilgang.Del>, medKontaktopplysninger: Bool) -> Registreringsvariant {
        let felles = registrering.uten(deler, medKontaktopplysninger: medKontaktopplysninger)
        switch self {
        case .registrering: return .registrering(felles)
        case .journalpost(let post):
            var copy = Journalpost(
                registrering: felles, journalaar: post.journalaar, journalsekvensnummer: post.journalsekvensnummer,
                journalpostnummer: post.journalpostnummer, journalposttype: post.journalposttype, journalstatus: post.journalstatus,
                journaldato: post.journaldato)
            (copy.dokumentetsDato, copy.mottattDato, copy.sendtDato) = (post.dokumentetsDato, post.mottattDato, post.sendtDato)
            (copy.forfallsdato, copy.offentlighetsvurdertDato) = (post.forfallsdato, post.offentlighetsvurdertDato)
            (copy.antallVedlegg, copy.utlaantDato, copy.journalenhet) = (post.antallVedlegg, post.utlaantDato, post.journalenhet)
            copy.avskrivning = post.avskrivning.vist(skjult: deler, medKontaktopplysninger: medKontaktopplysninger)
            // What these say in words may name whom the parts hide.
            if deler.isEmpty {
                (copy.utlaantTil, copy.dokumentflyt) = (post.utlaantTil, post.dokumentflyt.map(\.vist))
                copy.presedens = post.presedens.map(\.vist)
                copy.elektroniskSignatur = post.elektroniskSignatur
            }
            return .journalpost(copy)
        case .arkivnotat(let notat):
            var copy = Arkivnotat(registrering: felles)
            (copy.dokumentetsDato, copy.mottattDato, copy.sendtDato) = (notat.dokumentetsDato, notat.mottattDato, notat.sendtDato)
            (copy.forfallsdato, copy.offentlighetsvurdertDato) = (notat.forfallsdato, notat.offentlighetsvurdertDato)
            (copy.antallVedlegg, copy.utlaantDato) = (notat.antallVedlegg, notat.utlaantDato)
            if deler.isEmpty { (copy.utlaantTil, copy.dokumentflyt) = (notat.utlaantTil, notat.dokumentflyt.map(\.vist)) }
            return .arkivnotat(copy)
        case .moeteregistrering(let sak):
            var copy = Moeteregistrering(
                registrering: felles, moeteregistreringstype: sak.moeteregistreringstype,
                administrativEnhet: sak.administrativEnhet.utenKontaktopplysninger, saksbehandler: sak.saksbehandler.utenKontaktopplysninger
            )
            (copy.moetesakstype, copy.moeteregistreringsstatus) = (sak.moetesakstype, sak.moeteregistreringsstatus)
            copy.referanseTilMoeteregistrering = sak.referanseTilMoeteregistrering
            copy.referanseFraMoeteregistrering = sak.referanseFraMoeteregistrering
            if deler.isEmpty { copy.moetesak = sak.moetesak }
            return .moeteregistrering(copy)
        }
    }

    var skjermet: Registreringsvariant {
        let felles = registrering.skjermet
        switch self {
        case .registrering: return .registrering(felles)
        case .journalpost(let post):
            var copy = Journalpost(
                registrering: felles, journalaar: post.journalaar, journalsekvensnummer: post.journalsekvensnummer,
                journalpostnummer: post.journalpostnummer, journalposttype: post.journalposttype, journalstatus: post.journalstatus,
                journaldato: post.journaldato)
            (copy.dokumentetsDato, copy.mottattDato, copy.sendtDato) = (post.dokumentetsDato, post.mottattDato, post.sendtDato)
            (copy.forfallsdato, copy.offentlighetsvurdertDato) = (post.forfallsdato, post.offentlighetsvurdertDato)
            (copy.antallVedlegg, copy.journalenhet, copy.avskrivning) = (post.antallVedlegg, post.journalenhet, post.avskrivning.skjermet)
            return .journalpost(copy)
        case .arkivnotat(let notat):
            var copy = Arkivnotat(registrering: felles)
            (copy.dokumentetsDato, copy.mottattDato, copy.sendtDato) = (notat.dokumentetsDato, notat.mottattDato, notat.sendtDato)
            (copy.forfallsdato, copy.offentlighetsvurdertDato) = (notat.forfallsdato, notat.offentlighetsvurdertDato)
            copy.antallVedlegg = notat.antallVedlegg
            return .arkivnotat(copy)
        case .moeteregistrering(let sak):
            var copy = Moeteregistrering(
                registrering: felles, moeteregistreringstype: sak.moeteregistreringstype,
                administrativEnhet: Aktoer(navn: sak.administrativEnhet.navn), saksbehandler: Aktoer(navn: sak.saksbehandler.navn))
            (copy.moetesakstype, copy.moeteregistreringsstatus) = (sak.moetesakstype, sak.moeteregistreringsstatus)
            return .moeteregistrering(copy)
        }
    }

    var bareAtDetFinnes: Registreringsvariant {
        let felles = registrering.bareAtDetFinnes
        switch self {
        case .registrering: return .registrering(felles)
        case .journalpost(let post):
            return .journalpost(
                Journalpost(
                    registrering: felles, journalaar: post.journalaar, journalsekvensnummer: post.journalsekvensnummer,
                    journalpostnummer: post.journalpostnummer, journalposttype: post.journalposttype, journalstatus: post.journalstatus,
                    journaldato: post.journaldato))
        case .arkivnotat: return .arkivnotat(Arkivnotat(registrering: felles))
        case .moeteregistrering(let sak):
            return .moeteregistrering(
                Moeteregistrering(
                    registrering: felles, moeteregistreringstype: sak.moeteregistreringstype, administrativEnhet: Skjult.aktoer,
                    saksbehandler: Skjult.aktoer))
        }
    }
}

extension Registrering {
    fileprivate func uten(_ deler: Set<Tilgang.Del>, medKontaktopplysninger: Bool) -> Registrering {
        let visesSom = deler.contains(.tittel) ? offentligTittel ?? Skjult.tekst : tittel
        var copy = Registrering(
            systemID: systemID, opprettetDato: opprettetDato, opprettetAv: opprettetAv, referanseArkivdel: referanseArkivdel,
            tittel: visesSom)
        // Free texts tell what the title tells. What may hold anything (virksomhetsspesifikkeMetadata) is shown with the whole object only.
        if !deler.contains(.tittel) {
            (copy.beskrivelse, copy.noekkelord) = (beskrivelse, noekkelord)
            copy.nasjonalIdentifikator = nasjonalIdentifikator.filter { !$0.erPerson }
        }
        if deler.isEmpty { copy.forfatter = forfatter }
        (copy.endretDato, copy.endretAv, copy.arkivertDato, copy.arkivertAv) = (endretDato, endretAv, arkivertDato, arkivertAv)
        (copy.referanseMappe, copy.referanseKlasse, copy.registreringsID) = (referanseMappe, referanseKlasse, registreringsID)
        (copy.referanseSekundaerKlassifikasjon, copy.kryssreferanse) = (referanseSekundaerKlassifikasjon, kryssreferanse)
        (copy.offentligTittel, copy.dokumentmedium, copy.oppbevaringssted) = (offentligTittel, dokumentmedium, oppbevaringssted)
        (copy.kassasjon, copy.skjerming, copy.gradering) = (kassasjon?.vist, skjerming?.grunn, gradering?.vist)
        (copy.referanseEksternNoekkel, copy.innsendtAv) = (referanseEksternNoekkel, innsendtAv)
        copy.part = part.vist(skjult: deler, medKontaktopplysninger: medKontaktopplysninger)
        copy.korrespondansepart = korrespondansepart.vist(skjult: deler, medKontaktopplysninger: medKontaktopplysninger)
        copy.merknad = merknad.vist(skjult: deler)
        // Each is shown by what protects it (`vist`).
        copy.dokumentbeskrivelse = dokumentbeskrivelse
        return copy
    }

    fileprivate var skjermet: Registrering {
        var copy = bareAtDetFinnes
        (copy.tittel, copy.offentligTittel) = (offentligTittel ?? Skjult.tekst, offentligTittel)
        (copy.dokumentmedium, copy.kassasjon, copy.skjerming) = (dokumentmedium, kassasjon?.vist, skjerming?.grunn)
        copy.arkivertDato = arkivertDato
        copy.part = part.map(\.skjult)
        copy.korrespondansepart = korrespondansepart.map(\.skjult)
        return copy
    }

    fileprivate var bareAtDetFinnes: Registrering {
        var copy = Registrering(
            systemID: systemID, opprettetDato: opprettetDato, opprettetAv: Skjult.tekst, referanseArkivdel: referanseArkivdel,
            tittel: Skjult.tekst)
        (copy.registreringsID, copy.referanseMappe) = (registreringsID, referanseMappe)
        return copy
    }
}
