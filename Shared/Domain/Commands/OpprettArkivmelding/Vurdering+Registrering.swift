extension Vurdering {
    /// The registrering of a message: made now, or there before.
    struct Registreringsfunn {
        var kvittering: RegistreringKvittering
        /// Nothing when it was there before.
        var events: [any DomainEvent] = []
    }

    /// The registrering the message asks for; nil when it asks for none, or after a fault.
    func registrering(mappe: Mappefunn?) -> Registreringsfunn? {
        guard let melding = melding.registrering else { return nil }
        if let key = melding.referanseEksternNoekkel, let id = arkiv.registrering(noekkel: key) {
            return eksisterende(id, mappe: mappe)
        }
        let plassering = plassering(melding, mappe: mappe)
        let felles = registrering(melding, plassering)
        var events: [any DomainEvent] = []
        if let plassering, let mappe = plassering.mappe, let from = plassering.flyttesFra {
            events.append(
                MappeFlyttetTilArkivdel(
                    mappe: mappe.systemID, fra: from, til: plassering.arkivdel.systemID, endretDato: now, endretAv: circumstances.actor))
        }
        let variant: Registreringsvariant
        switch melding.slag {
        case .registrering: variant = .registrering(felles)
        case .journalpost(let members):
            let result = journalpost(felles, members, melding, plassering?.mappe)
            variant = .journalpost(result.post)
            events.append(variant.opprettet)
            events += result.avskriver.map { $0 as any DomainEvent }
            return Registreringsfunn(kvittering: RegistreringKvittering(variant, .opprettet), events: events)
        case .arkivnotat(let members): variant = .arkivnotat(arkivnotat(felles, members))
        case .moetesak(let members): variant = .moeteregistrering(moetesak(felles, members, plassering?.mappe))
        case .moetedokument(let members): variant = .moeteregistrering(moetedokument(felles, members, plassering?.mappe))
        }
        events.append(variant.opprettet)
        return Registreringsfunn(kvittering: RegistreringKvittering(variant, .opprettet), events: events)
    }

    /// A registrering known by its key. It stays where it is: a message that has it in another mappe is a mistake.
    private func eksisterende(_ id: SystemID, mappe: Mappefunn?) -> Registreringsfunn? {
        guard let kort = arkiv.registrering(id), var kvittering = arkiv.kvittering(registrering: id) else { return nil }
        guard rett.kanEndre(registrering: id) else {
            anothersKey("/registrering/referanseEksternNoekkel")
            return nil
        }
        if let mappe, kort.mappe != mappe.kort.systemID {
            let place = kort.mappe.map { rett.kjenner($0) ? arkiv.mappe($0)?.mappeID ?? "" : "another mappe" } ?? "no mappe"
            faults.add("/registrering/referanseEksternNoekkel", .alreadyExists, "The registrering exists already, in \(place)")
        }
        // Of documents a partner is told of those that it sent, also where it may change the registrering.
        if arkiv.registreringsvariant(id)?.registrering.innsendtAv != partner { kvittering.dokumentbeskrivelseKvittering = [] }
        return Registreringsfunn(kvittering: kvittering)
    }

    private func registrering(_ melding: Arkivmelding.Registrering, _ plassering: Plassering?) -> Registrering {
        let pointer = "/registrering"
        krev(melding.tittel, "\(pointer)/tittel")
        var registrering = Registrering(
            systemID: nextID(), opprettetDato: now, opprettetAv: melding.opprettetAv ?? circumstances.actor,
            referanseArkivdel: plassering?.arkivdel.systemID ?? nextID(), tittel: melding.tittel)
        registrering.referanseMappe = plassering?.mappe?.systemID
        let klasser = klasser(melding.klassifikasjon, i: plassering?.arkivdel, "\(pointer)/klassifikasjon", kreverPrimaer: false)
        if registrering.referanseMappe == nil {
            registrering.referanseKlasse = klasser.primaer
            checkContent(klasser.primaer)
            registrering.referanseSekundaerKlassifikasjon = klasser.sekundaere
        } else {
            registrering.referanseSekundaerKlassifikasjon = [klasser.primaer].compactMap { $0 } + klasser.sekundaere
        }
        if let mappe = plassering?.mappe { registrering.registreringsID = registreringsID(melding, i: mappe) }
        (registrering.beskrivelse, registrering.noekkelord) = (melding.beskrivelse, melding.noekkelord)
        registrering.forfatter = melding.forfatter
        registrering.dokumentmedium = kode(
            melding.dokumentmedium, .dokumentmedium, "\(pointer)/dokumentmedium", regel: regel.dokumentmedium)
        registrering.part = parter(melding.part, "\(pointer)/part")
        registrering.merknad = merknader(melding.merknad, "\(pointer)/merknad", registrering.opprettetAv)
        registrering.kryssreferanse = kryssreferanser(melding.kryssreferanse, "\(pointer)/kryssreferanse")
        registrering.korrespondansepart = korrespondanseparter(melding.korrespondansepart, "\(pointer)/korrespondansepart")
        registrering.gradering = gradering(melding.gradering, "\(pointer)/gradering")
        screen(&registrering, melding)
        registrering.dokumentbeskrivelse = dokumenter(
            melding.dokumentbeskrivelse, "\(pointer)/dokumentbeskrivelse", registrering.opprettetAv)
        registrering.virksomhetsspesifikkeMetadata = melding.virksomhetsspesifikkeMetadata
        registrering.innsendtAv = partner
        registrering.referanseEksternNoekkel = noekkel(melding.referanseEksternNoekkel, "\(pointer)/referanseEksternNoekkel")
        return registrering
    }

    /// A class that holds mapper takes no registreringer of its own.
    private func checkContent(_ klasse: SystemID?) {
        guard let klasse else { return }
        // Whether there are mapper under it already would tell that the number was used.
        if erSkjultPersons(klasse) { return noRoom("/registrering/klassifikasjon") }
        guard arkiv.innhold(klasse: klasse) == .mapper else { return }
        guard rett.kjenner(klasse) else { return noRoom("/registrering/klassifikasjon") }
        faults.add("/registrering/klassifikasjon", .mixedContent, "The class holds mapper and takes no registreringer (krav 2.4.4)")
    }

    private func screen(_ registrering: inout Registrering, _ melding: Arkivmelding.Registrering) {
        registrering.offentligTittel = offentligTittel(melding.offentligTittel, skjermet: melding.skjerming != nil)
        let screenedParts = registrering.korrespondansepart.filter { $0.erSkjermet == true }
        let senders = screenedParts.contains {
            Korrespondanseparttypekode(rawValue: $0.korrespondanseparttype.kode)?.erAvsender == true
        }
        let recipients = screenedParts.contains {
            Korrespondanseparttypekode(rawValue: $0.korrespondanseparttype.kode)?.erAvsender != true
        }
        let screened = [
            ("TRO", registrering.offentligTittel != nil && registrering.offentligTittel != melding.tittel),
            ("NA", senders), ("NM", recipients), ("NPS", melding.part.contains { $0.erSkjermet == true }),
            ("MT", melding.merknad.contains { $0.erSkjermet == true }),
        ]
        registrering.skjerming = skjerming(melding.skjerming, "/registrering/skjerming", tekster: screened.filter(\.1).map(\.0))
    }

    /// The registreringsID it gets if the decision succeeds; a journalpost's ends with its journalpostnummer.
    private func registreringsID(_ melding: Arkivmelding.Registrering, i mappe: Mappekort) -> String {
        if case .journalpost = melding.slag {
            let number = arkiv.sisteNummer(.journalpost(mappe: mappe.systemID)) + 1
            return Nummerform.registreringsID(mappeID: mappe.mappeID, journalpostnummer: number)
        }
        let number = arkiv.sisteNummer(.registrering(mappe: mappe.systemID)) + 1
        return Nummerform.registreringsID(mappeID: mappe.mappeID, registreringsnummer: number)
    }

    private func arkivnotat(_ felles: Registrering, _ members: Arkivmelding.Arkivnotat) -> Arkivnotat {
        var notat = Arkivnotat(registrering: felles)
        (notat.dokumentetsDato, notat.mottattDato, notat.sendtDato) = (members.dokumentetsDato, members.mottattDato, members.sendtDato)
        (notat.forfallsdato, notat.offentlighetsvurdertDato) = (members.forfallsdato, members.offentlighetsvurdertDato)
        notat.antallVedlegg = members.antallVedlegg
        notat.dokumentflyt = dokumentflyt(members.dokumentflyt, "/registrering/dokumentflyt")
        return notat
    }
}
