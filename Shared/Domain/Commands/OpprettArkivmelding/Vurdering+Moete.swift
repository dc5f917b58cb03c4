extension Vurdering {
    func moetemappe(_ mappe: Mappe, _ members: Arkivmelding.Moetemappe) -> Moetemappe {
        krev(members.moetenummer, "/mappe/moetenummer")
        var result = Moetemappe(
            mappe: mappe, moetenummer: members.moetenummer, utvalg: aktoer(members.utvalg, "/mappe/utvalg", regel: nil),
            moetedato: members.moetedato)
        result.moetested = members.moetested
        result.referanseForrigeMoete = moete(members.referanseForrigeMoete, "/mappe/referanseForrigeMoete")
        result.referanseNesteMoete = moete(members.referanseNesteMoete, "/mappe/referanseNesteMoete")
        result.moetedeltaker = members.moetedeltaker.enumerated().map { deltaker($1, "/mappe/moetedeltaker/\($0)") }
        return result
    }

    private func moete(_ id: SystemID?, _ pointer: String) -> SystemID? {
        guard let id else { return nil }
        if arkiv.mappe(id)?.slag != .moetemappe || !rett.kjenner(id) { faults.add(pointer, .notFound, "There is no moetemappe \(id)") }
        return id
    }

    private func deltaker(_ melding: Arkivmelding.Moetedeltaker, _ pointer: String) -> Moetedeltaker {
        var deltaker = Moetedeltaker(
            moetedeltakerNavn: aktoer(melding.identifikator, "\(pointer)/identifikator", regel: nil))
        deltaker.moetedeltakerFunksjon = kode(melding.funksjon, .moetedeltakerFunksjon, "\(pointer)/funksjon")
        deltaker.representerer = melding.representerer?.aktoer(arkiv)
        return deltaker
    }

    func moetedokument(_ felles: Registrering, _ members: Arkivmelding.Moetedokument, _ mappe: Mappekort?) -> Moeteregistrering {
        let type = kode(members.moetedokumenttype, .moeteregistreringstype, "/registrering/moetedokumenttype")
        return moeteregistrering(felles, type, nil, mappe)
    }

    /// An item of a meeting. Documents of its statement and decision become documents of the registrering, after its own.
    func moetesak(_ felles: Registrering, _ members: Arkivmelding.Moetesak, _ mappe: Mappekort?) -> Moeteregistrering {
        let pointer = "/registrering"
        var felles = felles
        let type = kravdKode(nil, .moeteregistreringstype, pointer, regel: "SF")
        var sak = Moetesak(moetesaksaar: members.moetesaksaar, moetesakssekvensnummer: members.moetesakssekvensnummer)
        sak.innstilling = members.innstilling.map { tekst($0, "\(pointer)/innstilling") }
        if let utredning = members.utredning {
            sak.saksbeskrivelse = tekst(utredning.saksbeskrivelse, "\(pointer)/utredning/saksbeskrivelse")
            let recommended = tekst(utredning.innstilling, "\(pointer)/utredning/innstilling")
            sak.innstilling = sak.innstilling ?? recommended
            sak.referanseUtredningsdokument = vedlegg(
                utredning.utredningsdokumenter, "\(pointer)/utredning/utredningsdokumenter", &felles)
        }
        if let vedtak = members.vedtak {
            let pointer = "\(pointer)/vedtak"
            var made = Moetevedtak(vedtakstekst: tekst(vedtak.vedtakstekst, "\(pointer)/vedtakstekst"), dato: vedtak.dato)
            made.votering = vedtak.votering.enumerated().map { votering($1, "\(pointer)/votering/\($0)") }
            made.behandlingsprotokoll = vedtak.behandlingsprotokoll.map { tekst($0, "\(pointer)/behandlingsprotokoll") }
            made.referanseVedtaksdokument = vedlegg(vedtak.vedtaksdokumenter, "\(pointer)/vedtaksdokumenter", &felles)
            sak.vedtak = made
        }
        var result = moeteregistrering(felles, type, members.administrativEnhet, mappe)
        result.moetesakstype = kode(members.moetesakstype, .moetesakstype, "\(pointer)/moetesakstype")
        result.moetesak = sak
        return result
    }

    private func moeteregistrering(
        _ felles: Registrering, _ type: Kode, _ enhet: Arkivmelding.Identifikatorer?, _ mappe: Mappekort?
    ) -> Moeteregistrering {
        Moeteregistrering(
            registrering: felles, moeteregistreringstype: type,
            administrativEnhet: aktoer(
                enhet, "/registrering/administrativEnhet", regel: mappe?.administrativEnhet ?? regel.administrativEnhet),
            saksbehandler: aktoer(nil, "/registrering/saksbehandler", regel: mappe?.saksansvarlig ?? regel.saksansvarlig))
    }

    private func tekst(_ melding: Arkivmelding.Tekst, _ pointer: String) -> Tekst {
        Tekst(tekstInnhold: melding.tekstInnhold, tekstFormat: kode(melding.tekstFormat, .tekstformat, "\(pointer)/tekstFormat"))
    }

    private func votering(_ melding: Arkivmelding.Votering, _ pointer: String) -> Votering {
        var votering = Votering(moetedeltaker: deltaker(melding.moetedeltaker, "\(pointer)/moetedeltaker"), stemme: melding.stemme)
        votering.representerer = melding.representerer?.aktoer(arkiv)
        return votering
    }

    /// Adds documents after those that are there, numbered on, and says which they are.
    private func vedlegg(_ meldinger: [Arkivmelding.Dokumentbeskrivelse], _ pointer: String, _ felles: inout Registrering) -> [SystemID] {
        let last = felles.dokumentbeskrivelse.last?.dokumentnummer ?? 0
        var added = dokumenter(meldinger, pointer, felles.opprettetAv)
        for index in added.indices { added[index].dokumentnummer = last + 1 + index }
        felles.dokumentbeskrivelse += added
        return added.map(\.systemID)
    }
}
