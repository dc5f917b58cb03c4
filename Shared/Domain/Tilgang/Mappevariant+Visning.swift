extension Mappevariant {
    /// As a reader sees it; nil for one who may not know of it.
    ///
    /// - Parameter medKontaktopplysninger: with national identity numbers and addresses of its parties; never in a list.
    public func vist(_ visning: Visning, medKontaktopplysninger: Bool) -> Mappevariant? {
        som(visning, medKontaktopplysninger: medKontaktopplysninger)
    }
}

extension Mappevariant: Skjermbar {
    func uten(_ deler: Set<Tilgang.Del>, medKontaktopplysninger: Bool) -> Mappevariant {
        let felles = mappe.uten(deler, medKontaktopplysninger: medKontaktopplysninger)
        switch self {
        case .mappe: return .mappe(felles)
        case .saksmappe(let sak):
            var copy = Saksmappe(
                mappe: felles, saksaar: sak.saksaar, sakssekvensnummer: sak.sakssekvensnummer, saksdato: sak.saksdato,
                administrativEnhet: sak.administrativEnhet.utenKontaktopplysninger,
                saksansvarlig: sak.saksansvarlig.utenKontaktopplysninger, saksstatus: sak.saksstatus)
            (copy.journalenhet, copy.utlaantDato) = (sak.journalenhet, sak.utlaantDato)
            // A precedent's texts, and who has the case on loan, may name whom the parts hide.
            if deler.isEmpty { (copy.utlaantTil, copy.presedens) = (sak.utlaantTil, sak.presedens.map(\.vist)) }
            return .saksmappe(copy)
        case .moetemappe(let moete):
            var copy = Moetemappe(
                mappe: felles, moetenummer: moete.moetenummer, utvalg: moete.utvalg.utenKontaktopplysninger, moetedato: moete.moetedato)
            (copy.moetested, copy.referanseForrigeMoete) = (moete.moetested, moete.referanseForrigeMoete)
            copy.referanseNesteMoete = moete.referanseNesteMoete
            if deler.isEmpty { copy.moetedeltaker = moete.moetedeltaker.map(\.vist) }
            return .moetemappe(copy)
        }
    }

    var skjermet: Mappevariant {
        switch self {
        case .mappe(let mappe): return .mappe(mappe.skjermet)
        case .saksmappe(let sak):
            var copy = Saksmappe(
                mappe: sak.mappe.skjermet, saksaar: sak.saksaar, sakssekvensnummer: sak.sakssekvensnummer, saksdato: sak.saksdato,
                administrativEnhet: Aktoer(navn: sak.administrativEnhet.navn), saksansvarlig: Aktoer(navn: sak.saksansvarlig.navn),
                saksstatus: sak.saksstatus)
            copy.journalenhet = sak.journalenhet
            return .saksmappe(copy)
        case .moetemappe(let moete):
            return .moetemappe(
                Moetemappe(
                    mappe: moete.mappe.skjermet, moetenummer: moete.moetenummer, utvalg: Aktoer(navn: moete.utvalg.navn),
                    moetedato: moete.moetedato))
        }
    }

    var bareAtDetFinnes: Mappevariant {
        switch self {
        case .mappe(let mappe): return .mappe(mappe.bareAtDetFinnes)
        case .saksmappe(let sak):
            return .saksmappe(
                Saksmappe(
                    mappe: sak.mappe.bareAtDetFinnes, saksaar: sak.saksaar, sakssekvensnummer: sak.sakssekvensnummer,
                    saksdato: sak.saksdato,
                    administrativEnhet: Skjult.aktoer, saksansvarlig: Skjult.aktoer, saksstatus: sak.saksstatus))
        case .moetemappe(let moete):
            return .moetemappe(
                Moetemappe(
                    mappe: moete.mappe.bareAtDetFinnes, moetenummer: Skjult.tekst, utvalg: Skjult.aktoer, moetedato: moete.moetedato))
        }
    }
}

extension Mappe {
    fileprivate func uten(_ deler: Set<Tilgang.Del>, medKontaktopplysninger: Bool) -> Mappe {
        let visesSom = deler.contains(.tittel) ? offentligTittel ?? Skjult.tekst : tittel
        var copy = Mappe(
            systemID: systemID, mappeID: mappeID, tittel: visesSom, opprettetDato: opprettetDato, opprettetAv: opprettetAv,
            referanseArkivdel: referanseArkivdel)
        // Free texts tell what the title tells. What may hold anything (virksomhetsspesifikkeMetadata) is shown with the whole object only.
        if !deler.contains(.tittel) {
            (copy.beskrivelse, copy.noekkelord, copy.adresse) = (beskrivelse, noekkelord, adresse)
            copy.nasjonalIdentifikator = nasjonalIdentifikator.filter { !$0.erPerson }
        }
        (copy.offentligTittel, copy.dokumentmedium, copy.oppbevaringssted) = (offentligTittel, dokumentmedium, oppbevaringssted)
        (copy.endretDato, copy.endretAv, copy.avsluttetDato, copy.avsluttetAv) = (endretDato, endretAv, avsluttetDato, avsluttetAv)
        (copy.referanseKlasse, copy.referanseSekundaerKlassifikasjon) = (referanseKlasse, referanseSekundaerKlassifikasjon)
        (copy.referanseForeldermappe, copy.mappetype, copy.kryssreferanse) = (referanseForeldermappe, mappetype, kryssreferanse)
        (copy.kassasjon, copy.skjerming, copy.gradering) = (kassasjon?.vist, skjerming?.grunn, gradering?.vist)
        (copy.referanseEksternNoekkel, copy.innsendtAv) = (referanseEksternNoekkel, innsendtAv)
        copy.part = part.vist(skjult: deler, medKontaktopplysninger: medKontaktopplysninger)
        copy.merknad = merknad.vist(skjult: deler)
        return copy
    }

    fileprivate var skjermet: Mappe {
        var copy = bareAtDetFinnes
        (copy.tittel, copy.offentligTittel) = (offentligTittel ?? Skjult.tekst, offentligTittel)
        (copy.dokumentmedium, copy.mappetype, copy.kassasjon) = (dokumentmedium, mappetype, kassasjon?.vist)
        (copy.avsluttetDato, copy.skjerming) = (avsluttetDato, skjerming?.grunn)
        copy.part = part.map(\.skjult)
        return copy
    }

    fileprivate var bareAtDetFinnes: Mappe {
        var copy = Mappe(
            systemID: systemID, mappeID: mappeID, tittel: Skjult.tekst, opprettetDato: opprettetDato, opprettetAv: Skjult.tekst,
            referanseArkivdel: referanseArkivdel)
        copy.referanseForeldermappe = referanseForeldermappe
        return copy
    }
}
