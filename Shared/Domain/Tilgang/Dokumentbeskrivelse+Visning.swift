extension Dokumentbeskrivelse {
    /// As a reader sees it; nil for one who may not know of it.
    ///
    /// - Parameter medKontaktopplysninger: with national identity numbers and addresses of its parties, and where its files were fetched.
    public func vist(_ visning: Visning, medKontaktopplysninger: Bool) -> Dokumentbeskrivelse? {
        som(visning, medKontaktopplysninger: medKontaktopplysninger)
    }
}

extension Dokumentbeskrivelse: Skjermbar {
    func uten(_ deler: Set<Tilgang.Del>, medKontaktopplysninger: Bool) -> Dokumentbeskrivelse {
        // A document has no title for the public: of one whose registrering hides its title nothing is said. A file's name may tell that, and whom
        // the parts hide.
        let skjulerTittel = deler.contains(.tittel)
        var copy = Dokumentbeskrivelse(
            systemID: systemID, dokumentstatus: dokumentstatus, tittel: skjulerTittel ? Skjult.tekst : tittel, opprettetDato: opprettetDato,
            opprettetAv: opprettetAv, tilknyttetRegistreringSom: tilknyttetRegistreringSom, dokumentnummer: dokumentnummer,
            tilknyttetDato: tilknyttetDato, tilknyttetAv: tilknyttetAv)
        if !skjulerTittel { copy.beskrivelse = beskrivelse }
        if !deler.isEmpty {
            copy.dokumentobjekt = dokumentobjekt.map(\.skjermet)
        } else {
            copy.dokumentobjekt = medKontaktopplysninger ? dokumentobjekt : dokumentobjekt.map(\.utenKilde)
        }
        if deler.isEmpty { (copy.forfatter, copy.elektroniskSignatur) = (forfatter, elektroniskSignatur) }
        (copy.endretDato, copy.endretAv, copy.dokumenttype) = (endretDato, endretAv, dokumenttype)
        (copy.dokumentmedium, copy.oppbevaringssted, copy.kassasjon) = (dokumentmedium, oppbevaringssted, kassasjon?.vist)
        (copy.skjerming, copy.gradering, copy.referanseEksternNoekkel) = (skjerming?.grunn, gradering?.vist, referanseEksternNoekkel)
        copy.part = part.vist(skjult: deler, medKontaktopplysninger: medKontaktopplysninger)
        copy.merknad = merknad.vist(skjult: deler)
        return copy
    }

    var skjermet: Dokumentbeskrivelse {
        var copy = bareAtDetFinnes
        (copy.dokumenttype, copy.dokumentmedium, copy.skjerming) = (dokumenttype, dokumentmedium, skjerming?.grunn)
        copy.part = part.map(\.skjult)
        copy.dokumentobjekt = dokumentobjekt.map(\.skjermet)
        return copy
    }

    var bareAtDetFinnes: Dokumentbeskrivelse {
        Dokumentbeskrivelse(
            systemID: systemID, dokumentstatus: dokumentstatus, tittel: Skjult.tekst, opprettetDato: opprettetDato,
            opprettetAv: Skjult.tekst, tilknyttetRegistreringSom: tilknyttetRegistreringSom, dokumentnummer: dokumentnummer,
            tilknyttetDato: tilknyttetDato, tilknyttetAv: Skjult.tekst)
    }
}

extension Dokumentobjekt {
    /// A file name tells what a title tells, a checksum who has the file already, and a reason in words may quote both.
    public var skjermet: Dokumentobjekt {
        var copy = Dokumentobjekt(
            systemID: systemID, versjonsnummer: versjonsnummer, variantformat: variantformat, format: format, opprettetDato: opprettetDato,
            opprettetAv: Skjult.tekst, filnavn: Skjult.tekst, referanseDokumentfil: Skjult.tekst)
        (copy.mimeType, copy.filstoerrelse) = (mimeType, filstoerrelse)
        if let fil {
            copy.fil = Filtilstand(
                fil.status, dato: fil.dato, feil: fil.feil.map { Fault(pointer: "", code: $0.code, message: "") })
        }
        return copy
    }

    /// An address may carry a password or a signature: it is the sender's own.
    public var utenKilde: Dokumentobjekt {
        let skjules = Filreferanse.harAdresse(referanseDokumentfil) && Kontroll.kilder.gjelder
        var copy = Dokumentobjekt(
            systemID: systemID, versjonsnummer: versjonsnummer, variantformat: variantformat, format: format, opprettetDato: opprettetDato,
            opprettetAv: opprettetAv, filnavn: filnavn, referanseDokumentfil: skjules ? Skjult.tekst : referanseDokumentfil)
        (copy.formatDetaljer, copy.mimeType, copy.filstoerrelse) = (formatDetaljer, mimeType, filstoerrelse)
        (copy.sjekksum, copy.sjekksumAlgoritme, copy.fil) = (sjekksum, sjekksumAlgoritme, fil)
        (copy.konvertering, copy.elektroniskSignatur) = (konvertering, elektroniskSignatur)
        return copy
    }
}
