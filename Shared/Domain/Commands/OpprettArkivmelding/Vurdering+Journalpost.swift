extension Vurdering {
    /// A new journalpost, and what it writes off elsewhere.
    struct Journalpostfunn {
        var post: Journalpost
        var avskriver: [JournalpostAvskrevet]
    }

    func journalpost(
        _ felles: Registrering, _ members: Arkivmelding.Journalpost, _ melding: Arkivmelding.Registrering, _ sak: Mappekort?
    ) -> Journalpostfunn {
        let pointer = "/registrering"
        var felles = felles
        let typeCode = kode(members.journalposttype, .journalposttype, "\(pointer)/journalposttype")
        let type = Journalposttypekode(rawValue: typeCode.kode)
        if let type { fillParts(&felles, type, sak) }
        let status = journalstatus(members.journalstatus, felles, type)
        if status.kode == Journalstatuskode.arkivert.rawValue {
            (felles.arkivertDato, felles.arkivertAv) = (now, melding.arkivertAv ?? felles.opprettetAv)
        }
        if let dato = members.journaldato, dato > today {
            faults.add(
                "\(pointer)/journaldato", .invalidValue, "«\(dato)» is later than today, \(today): nothing is journalled in advance (M101)")
        }
        var post = Journalpost(
            registrering: felles, journalaar: today.aar, journalsekvensnummer: arkiv.sisteNummer(.journal(aar: today.aar)) + 1,
            journalpostnummer: sak.map { arkiv.sisteNummer(.journalpost(mappe: $0.systemID)) + 1 } ?? 0, journalposttype: typeCode,
            journalstatus: status,
            // What is not in the journal yet has no journaldato, whatever the message says.
            journaldato: Journalstatuskode.erJournalfoert(status.kode) ? members.journaldato ?? today : nil)
        (post.dokumentetsDato, post.mottattDato, post.sendtDato) = (members.dokumentetsDato, members.mottattDato, members.sendtDato)
        (post.forfallsdato, post.offentlighetsvurdertDato) = (members.forfallsdato, members.offentlighetsvurdertDato)
        let attachments = felles.dokumentbeskrivelse.count { $0.tilknyttetRegistreringSom.kode == Tilknytningskode.vedlegg.rawValue }
        post.antallVedlegg = members.antallVedlegg ?? attachments
        post.journalenhet = members.journalenhet ?? sak?.journalenhet ?? regel.journalenhet
        post.dokumentflyt = dokumentflyt(members.dokumentflyt, "\(pointer)/dokumentflyt")
        post.presedens = presedenser(members.presedens, "\(pointer)/presedens")
        let avskrivning = avskrivning(melding, members, felles)
        post.avskrivning = avskrivning.egne
        return Journalpostfunn(post: post, avskriver: avskrivning.andres)
    }

    /// The status the message asks for, if such a post may have it from the start; else the rule's. Documents still being edited do
    /// not fit a rule that journals at once: such a post is registered and waits.
    private func journalstatus(_ named: Arkivmelding.Kode?, _ felles: Registrering, _ type: Journalposttypekode?) -> Kode {
        let pointer = "/registrering/journalstatus"
        let unfinished = felles.dokumentbeskrivelse.contains { $0.dokumentstatus.kode == Dokumentstatuskode.underRedigering.rawValue }
        var standard = regel.journalstatus
        if unfinished, let code = standard.flatMap({ Journalstatuskode(rawValue: $0) }), code.kreverFerdigstilteDokumenter {
            standard = Journalstatuskode.registrertAvSaksbehandler.rawValue
        }
        let status = kravdKode(named, .journalstatus, pointer, regel: standard)
        guard let code = Journalstatuskode(rawValue: status.kode) else { return status }
        if !code.kanOpprettes {
            faults.add(pointer, .statusNotAllowed, "A journalpost is not made «\(status.kodenavn)»")
        }
        if let type, !code.passer(type) {
            faults.add(pointer, .statusNotAllowed, "«\(status.kodenavn)» is not for journalposttype \(type.rawValue)")
        }
        if code.kreverFerdigstilteDokumenter, unfinished {
            faults.add(pointer, .documentNotFinal, "«\(status.kodenavn)» needs every document to be ferdigstilt (krav 3.2.30)")
        }
        return status
    }

    /// A journalpost has a sender or recipient (krav 2.6.3) and somebody who answers for it: an inbound one names who sent it, an
    /// outbound one who gets it; the internal side is filled in from the case.
    private func fillParts(_ felles: inout Registrering, _ type: Journalposttypekode, _ sak: Mappekort?) {
        let types = felles.korrespondansepart.compactMap { Korrespondanseparttypekode(rawValue: $0.korrespondanseparttype.kode) }
        let pointer = "/registrering/korrespondansepart"
        switch type {
        case .inngaaende:
            if !types.contains(.avsender), !types.contains(.medavsender) {
                faults.add(pointer, .missingMember, "An inbound journalpost has a sender (korrespondanseparttype EA; krav 2.6.3)")
            }
        case .utgaaende:
            if !types.contains(.mottaker), !types.contains(.gruppemottaker) {
                faults.add(pointer, .missingMember, "An outbound journalpost has a recipient (korrespondanseparttype EM or GM; krav 2.6.3)")
            }
        case .organinterntMedOppfoelging, .organinterntUtenOppfoelging, .saksframlegg: break
        }
        let responsible = felles.korrespondansepart.contains { part in
            Korrespondanseparttypekode(rawValue: part.korrespondanseparttype.kode)?.erIntern == true && part.administrativEnhet != nil
        }
        guard !responsible, let sak, let enhet = sak.administrativEnhet else { return }
        let side: Korrespondanseparttypekode = type == .inngaaende ? .internMottaker : .internAvsender
        guard let code = arkiv.kodeverdi(side.rawValue, i: .korrespondanseparttype)?.somKode else { return }
        var part = Korrespondansepart(
            systemID: nextID(), korrespondanseparttype: code, korrespondansepartNavn: enhet.navn, erBehandlingsansvarlig: true)
        (part.administrativEnhet, part.saksbehandler) = (enhet, sak.saksansvarlig)
        felles.korrespondansepart.append(part)
    }
}
