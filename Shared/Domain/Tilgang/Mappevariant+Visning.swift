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
        var copy = self
        if deler.contains(.tittel) { copy.mappe.skjulTittel() }
        copy.mappe.part = mappe.part.vist(skjult: deler, medKontaktopplysninger: medKontaktopplysninger)
        copy.mappe.merknad = mappe.merknad.vist(skjult: deler)
        return copy
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
            var copy = Moetemappe(
                mappe: moete.mappe.skjermet, moetenummer: moete.moetenummer, utvalg: Aktoer(navn: moete.utvalg.navn),
                moetedato: moete.moetedato)
            copy.moetested = moete.moetested
            return .moetemappe(copy)
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
    fileprivate mutating func skjulTittel() {
        tittel = offentligTittel ?? Skjult.tekst
        // Free texts tell what the title tells.
        (beskrivelse, noekkelord) = (nil, [])
    }

    fileprivate var skjermet: Mappe {
        var copy = bareAtDetFinnes
        (copy.tittel, copy.offentligTittel) = (offentligTittel ?? Skjult.tekst, offentligTittel)
        (copy.dokumentmedium, copy.mappetype, copy.kassasjon) = (dokumentmedium, mappetype, kassasjon)
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
