extension Vurdering {
    /// The documents in the order of their numbers. A document without a number gets the lowest one free.
    func dokumenter(
        _ meldinger: [Arkivmelding.Dokumentbeskrivelse], _ pointer: String, _ opprettetAv: String
    ) -> [Dokumentbeskrivelse] {
        let numbers = dokumentnumre(meldinger, pointer)
        return meldinger.enumerated()
            .map { dokument($1, "\(pointer)/\($0)", numbers[$0], opprettetAv) }
            .sorted { $0.dokumentnummer < $1.dokumentnummer }
    }

    private func dokumentnumre(_ meldinger: [Arkivmelding.Dokumentbeskrivelse], _ pointer: String) -> [Int] {
        var taken: Set<Int> = []
        for (index, melding) in meldinger.enumerated() {
            guard let number = melding.dokumentnummer else { continue }
            if number < 1 {
                faults.add("\(pointer)/\(index)/dokumentnummer", .invalidValue, "«\(number)» is no dokumentnummer (from 1)")
            } else if !taken.insert(number).inserted {
                faults.add("\(pointer)/\(index)/dokumentnummer", .duplicateNumber, "dokumentnummer \(number) is given twice")
            }
        }
        var next = 1
        return meldinger.map { melding in
            if let number = melding.dokumentnummer { return number }
            while taken.contains(next) { next += 1 }
            taken.insert(next)
            return next
        }
    }

    private func dokument(
        _ melding: Arkivmelding.Dokumentbeskrivelse, _ pointer: String, _ number: Int, _ registrertAv: String
    ) -> Dokumentbeskrivelse {
        krev(melding.tittel, "\(pointer)/tittel")
        let opprettetAv = melding.opprettetAv ?? registrertAv
        var dokument = Dokumentbeskrivelse(
            systemID: nextID(),
            dokumentstatus: kravdKode(melding.dokumentstatus, .dokumentstatus, "\(pointer)/dokumentstatus", regel: regel.dokumentstatus),
            tittel: melding.tittel, opprettetDato: now, opprettetAv: opprettetAv,
            tilknyttetRegistreringSom: kode(
                melding.tilknyttetRegistreringSom, .tilknyttetRegistreringSom, "\(pointer)/tilknyttetRegistreringSom"),
            dokumentnummer: number, tilknyttetDato: now, tilknyttetAv: melding.tilknyttetAv ?? opprettetAv)
        dokument.dokumenttype = kode(melding.dokumenttype, .dokumenttype, "\(pointer)/dokumenttype", regel: regel.dokumenttype)
        (dokument.beskrivelse, dokument.forfatter) = (melding.beskrivelse, melding.forfatter)
        dokument.dokumentmedium = kode(melding.dokumentmedium, .dokumentmedium, "\(pointer)/dokumentmedium", regel: regel.dokumentmedium)
        dokument.part = parter(melding.part, "\(pointer)/part")
        dokument.merknad = merknader(melding.merknad, "\(pointer)/merknad", opprettetAv)
        dokument.skjerming = skjerming(melding.skjerming, "\(pointer)/skjerming", tekster: ["TD"])
        dokument.gradering = gradering(melding.gradering, "\(pointer)/gradering")
        dokument.dokumentobjekt = objekter(melding.dokumentobjekt, "\(pointer)/dokumentobjekt", opprettetAv)
        dokument.referanseEksternNoekkel = dokumentnoekkel(melding.referanseEksternNoekkel, "\(pointer)/referanseEksternNoekkel")
        return dokument
    }

    private func dokumentnoekkel(_ key: EksternNoekkel?, _ pointer: String) -> EksternNoekkel? {
        guard let key = noekkel(key, pointer) else { return nil }
        if let known = arkiv.dokumentbeskrivelse(noekkel: key) {
            if rett.kjenner(dokument: known) {
                faults.add(pointer, .alreadyExists, "The document exists already, in another registrering")
            } else {
                anothersKey(pointer)
            }
        }
        if !dokumentnoekler.insert(key).inserted { faults.add(pointer, .alreadyExists, "Two documents have the same key") }
        return key
    }

    private func objekter(_ meldinger: [Arkivmelding.Dokumentobjekt], _ pointer: String, _ registrertAv: String) -> [Dokumentobjekt] {
        var seen: Set<String> = []
        return meldinger.enumerated().map { index, melding in
            let objekt = objekt(melding, "\(pointer)/\(index)", registrertAv)
            if !seen.insert("\(objekt.versjonsnummer) \(objekt.variantformat.kode) \(objekt.format.kode)").inserted {
                faults.add("\(pointer)/\(index)", .duplicateNumber, "Two files have the same versjonsnummer, variantformat and format")
            }
            return objekt
        }
    }

    private func objekt(_ melding: Arkivmelding.Dokumentobjekt, _ pointer: String, _ registrertAv: String) -> Dokumentobjekt {
        krev(melding.filnavn, "\(pointer)/filnavn")
        krev(melding.referanseDokumentfil, "\(pointer)/referanseDokumentfil")
        if let number = melding.versjonsnummer, number < 0 {
            faults.add("\(pointer)/versjonsnummer", .invalidValue, "«\(number)» is no versjonsnummer")
        }
        if let size = melding.filstoerrelse, size < 0 {
            faults.add("\(pointer)/filstoerrelse", .invalidValue, "«\(size)» is no size in bytes")
        }
        var objekt = Dokumentobjekt(
            systemID: nextID(), versjonsnummer: melding.versjonsnummer ?? 1,
            variantformat: kravdKode(melding.variantformat, .variantformat, "\(pointer)/variantformat", regel: "P"),
            format: format(melding), opprettetDato: now, opprettetAv: melding.opprettetAv ?? registrertAv, filnavn: melding.filnavn,
            referanseDokumentfil: melding.referanseDokumentfil)
        objekt.fil = Filtilstand(.venter, dato: now)
        (objekt.formatDetaljer, objekt.mimeType, objekt.filstoerrelse) = (melding.formatDetaljer, melding.mimeType, melding.filstoerrelse)
        if let sum = melding.sjekksum {
            let algorithm = Arkivmelding.Kode(kode: melding.sjekksumAlgoritme ?? "SHA-256")
            objekt.sjekksumAlgoritme = kode(algorithm, .sjekksumAlgoritme, "\(pointer)/sjekksumAlgoritme").kodenavn
            objekt.sjekksum = sum.lowercased()
            if sum.utf8.count != 64 || !sum.lowercased().utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) {
                faults.add("\(pointer)/sjekksum", .invalidValue, "Not a SHA-256 checksum: 64 hexadecimal digits")
            }
        }
        return objekt
    }

    /// The format as the sender says; what it really is, the documents service finds out.
    private func format(_ melding: Arkivmelding.Dokumentobjekt) -> Kode {
        guard let given = melding.format else {
            return arkiv.kodeverdi("av/0", i: .format)?.somKode ?? Kode(kode: "av/0", kodenavn: "Ukjent format")
        }
        return arkiv.kodeverdi(given.kode, i: .format)?.somKode ?? Kode(kode: given.kode, kodenavn: given.beskrivelse ?? given.kode)
    }
}
