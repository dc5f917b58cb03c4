// What hangs on mapper, registreringer and documents: remarks, references, precedents, flow.
extension Vurdering {
    func merknader(_ merknader: [Arkivmelding.Merknad], _ pointer: String, _ opprettetAv: String) -> [Merknad] {
        merknader.enumerated().map { index, melding in
            krev(melding.merknadstekst, "\(pointer)/\(index)/merknadstekst")
            var merknad = Merknad(
                systemID: nextID(), merknadstekst: melding.merknadstekst, merknadsdato: melding.merknadsdato ?? now,
                merknadRegistrertAv: melding.merknadRegistrertAv ?? opprettetAv)
            merknad.merknadstype = kode(melding.merknadstype, .merknadstype, "\(pointer)/\(index)/merknadstype")
            merknad.erSkjermet = melding.erSkjermet
            return merknad
        }
    }

    func kryssreferanser(_ referanser: [Arkivmelding.Kryssreferanse], _ pointer: String) -> [Kryssreferanse] {
        referanser.enumerated().compactMap { kryssreferanse($1, "\(pointer)/\($0)") }
    }

    private func kryssreferanse(_ melding: Arkivmelding.Kryssreferanse, _ pointer: String) -> Kryssreferanse? {
        let targets: [(String, Referansetreff?, (SystemID) -> Kryssreferanse.Maal)] = [
            ("referanseTilMappe", melding.referanseTilMappe.map { arkiv.finn($0, rett.kjenner(_:)) }, { .mappe($0) }),
            ("referanseTilRegistrering", melding.referanseTilRegistrering.map { arkiv.finn($0, rett.kjenner(_:)) }, { .registrering($0) }),
            (
                "referanseTilDokumentbeskrivelse",
                melding.referanseTilDokumentbeskrivelse.map { arkiv.finn($0, rett.kjenner(dokument:), registrering: rett.kjenner(_:)) },
                { .dokumentbeskrivelse($0) }
            ),
        ]
        let given = targets.filter { $0.1 != nil }
        guard given.count == 1, let (member, treff, maal) = given.first else {
            faults.add(
                pointer, given.isEmpty ? .missingMember : .bothGiven, "A kryssreferanse has exactly one target, this one has \(given.count)"
            )
            return nil
        }
        switch treff {
        case .funnet(let id): return Kryssreferanse(til: maal(id))
        case .tvetydig: faults.add("\(pointer)/\(member)", .ambiguousReference, "The identifiers belong to different objects")
        case .tom: faults.add("\(pointer)/\(member)", .missingMember, "The reference has no identifier")
        case .ikkeFunnet, nil: faults.add("\(pointer)/\(member)", .notFound, "There is no such object")
        }
        return nil
    }

    func presedenser(_ presedenser: [Arkivmelding.Presedens], _ pointer: String) -> [Presedens] {
        presedenser.enumerated().map { index, melding in
            krev(melding.tittel, "\(pointer)/\(index)/tittel")
            krev(melding.rettskildefaktor, "\(pointer)/\(index)/rettskildefaktor")
            var presedens = Presedens(
                systemID: nextID(), presedensDato: melding.presedensDato, opprettetDato: melding.opprettetDato,
                opprettetAv: melding.opprettetAv, tittel: melding.tittel, rettskildefaktor: melding.rettskildefaktor)
            (presedens.beskrivelse, presedens.presedensHjemmel) = (melding.beskrivelse, melding.presedensHjemmel)
            (presedens.presedensGodkjentDato, presedens.presedensGodkjentAv) = (melding.presedensGodkjentDato, melding.presedensGodkjentAv)
            (presedens.avsluttetDato, presedens.avsluttetAv) = (melding.avsluttetDato, melding.avsluttetAv)
            presedens.presedensstatus = kode(melding.presedensStatus, .presedensstatus, "\(pointer)/\(index)/presedensStatus")
            return presedens
        }
    }

    func dokumentflyt(_ flyt: [Arkivmelding.Dokumentflyt], _ pointer: String) -> [Dokumentflyt] {
        flyt.enumerated().map { index, melding in
            krev(melding.flytTil, "\(pointer)/\(index)/flytTil")
            krev(melding.flytFra, "\(pointer)/\(index)/flytFra")
            var step = Dokumentflyt(
                flytTil: melding.flytTil, flytFra: melding.flytFra, flytMottattDato: melding.flytMottattDato,
                flytSendtDato: melding.flytSendtDato,
                flytStatus: kode(melding.flytStatus, .flytStatus, "\(pointer)/\(index)/flytStatus"))
            step.flytMerknad = melding.flytMerknad
            return step
        }
    }
}
