extension Vurdering {
    /// The mappe of a message: made now, or there before.
    struct Mappefunn {
        var kort: Mappekort
        var kvittering: MappeKvittering
        /// Nothing when it was there before.
        var events: [any DomainEvent] = []
    }

    /// The mappe the message asks for; nil when it asks for none.
    func mappe() -> Mappefunn? {
        guard let melding = melding.mappe else { return nil }
        if let existing = eksisterendeMappe(melding) { return existing }
        let variant = nyMappe(melding)
        return Mappefunn(
            kort: variant.kort, kvittering: MappeKvittering(variant, .opprettet), events: [variant.opprettet])
    }

    /// The mappe with the message's external key. A message whose mappe has no key, but whose registrering is known by its own, is a
    /// repetition too: its mappe is the one that registrering lies in.
    private func eksisterendeMappe(_ melding: Arkivmelding.Mappe) -> Mappefunn? {
        let id: SystemID?
        if let key = melding.referanseEksternNoekkel {
            id = arkiv.mappe(noekkel: key)
        } else if let key = self.melding.registrering?.referanseEksternNoekkel, let known = arkiv.registrering(noekkel: key) {
            id = arkiv.registrering(known)?.mappe
        } else {
            id = nil
        }
        guard let id, let kort = arkiv.mappe(id), let kvittering = arkiv.kvittering(mappe: id) else { return nil }
        guard rett.kanLeggeTil(mappe: id) else {
            // Another's key is no way to learn another's numbers. A mappe known by its registrering's key alone is refused there.
            if melding.referanseEksternNoekkel != nil { anothersKey("/mappe/referanseEksternNoekkel") }
            return nil
        }
        return Mappefunn(kort: kort, kvittering: kvittering)
    }

    private func nyMappe(_ melding: Arkivmelding.Mappe) -> Mappevariant {
        let pointer = "/mappe"
        krev(melding.tittel, "\(pointer)/tittel")
        let parent = foreldermappe(melding)
        let arkivdel = arkivdel(melding.arkivdel, foreldermappe: parent, "\(pointer)/arkivdel")
        let klasser = klasser(melding.klassifikasjon, i: arkivdel, "\(pointer)/klassifikasjon", kreverPrimaer: true)
        let number = nummer(melding)
        var mappe = Mappe(
            systemID: nextID(), mappeID: number.mappeID, tittel: melding.tittel, opprettetDato: now,
            opprettetAv: melding.opprettetAv ?? circumstances.actor, referanseArkivdel: arkivdel?.systemID ?? nextID())
        mappe.beskrivelse = melding.beskrivelse
        mappe.noekkelord = melding.noekkelord
        mappe.dokumentmedium = kode(melding.dokumentmedium, .dokumentmedium, "\(pointer)/dokumentmedium", regel: regel.dokumentmedium)
        mappe.referanseKlasse = klasser.primaer
        mappe.referanseSekundaerKlassifikasjon = klasser.sekundaere
        mappe.referanseForeldermappe = parent?.systemID
        mappe.mappetype = fritt(melding.mappetype)
        mappe.part = parter(melding.part, "\(pointer)/part")
        mappe.kryssreferanse = kryssreferanser(melding.kryssreferanse, "\(pointer)/kryssreferanse")
        mappe.merknad = merknader(melding.merknad, "\(pointer)/merknad", mappe.opprettetAv)
        mappe.gradering = gradering(melding.gradering, "\(pointer)/gradering")
        mappe.offentligTittel = offentligTittel(melding.offentligTittel, skjermet: melding.skjerming != nil)
        let screened = [
            ("TMO", mappe.offentligTittel != nil && mappe.offentligTittel != melding.tittel),
            ("NPS", melding.part.contains { $0.erSkjermet == true }),
            ("KID", melding.klassifikasjon.contains { $0.erSkjermet == true }),
            ("MT", melding.merknad.contains { $0.erSkjermet == true }),
        ]
        mappe.skjerming = skjerming(melding.skjerming, "\(pointer)/skjerming", tekster: screened.filter(\.1).map(\.0))
        mappe.virksomhetsspesifikkeMetadata = melding.virksomhetsspesifikkeMetadata
        mappe.innsendtAv = partner
        mappe.referanseEksternNoekkel = noekkel(melding.referanseEksternNoekkel, "\(pointer)/referanseEksternNoekkel")
        return variant(mappe, melding, number.nummer)
    }

    private func variant(_ mappe: Mappe, _ melding: Arkivmelding.Mappe, _ number: Int) -> Mappevariant {
        switch melding.slag {
        case .mappe: .mappe(mappe)
        case .saksmappe(let members): .saksmappe(saksmappe(mappe, members, number))
        case .moetemappe(let members): .moetemappe(moetemappe(mappe, members))
        }
    }

    private func saksmappe(_ mappe: Mappe, _ members: Arkivmelding.Saksmappe, _ number: Int) -> Saksmappe {
        let pointer = "/mappe"
        let status = kravdKode(members.saksstatus, .saksstatus, "\(pointer)/saksstatus", regel: regel.saksstatus)
        if Saksstatuskode.erLukket(status) {
            faults.add("\(pointer)/saksstatus", .statusNotAllowed, "A case is not made «\(status.kodenavn)»")
        }
        var sak = Saksmappe(
            mappe: mappe, saksaar: today.aar, sakssekvensnummer: number, saksdato: members.saksdato ?? today,
            administrativEnhet: aktoer(members.administrativEnhet, "\(pointer)/administrativEnhet", regel: regel.administrativEnhet),
            saksansvarlig: aktoer(members.saksansvarlig, "\(pointer)/saksansvarlig", regel: regel.saksansvarlig), saksstatus: status)
        sak.journalenhet = members.journalenhet ?? regel.journalenhet
        sak.presedens = presedenser(members.presedens, "\(pointer)/presedens")
        sak.mappe.nasjonalIdentifikator = steder(members)
        sak.mappe.adresse = members.adresse.map { Adresse(adresse: $0.adresse, postnummer: $0.postnummer, poststed: $0.poststed) }
        return sak
    }

    /// The number the mappe gets if the decision succeeds.
    private func nummer(_ melding: Arkivmelding.Mappe) -> (mappeID: String, nummer: Int) {
        let year = today.aar
        if case .saksmappe = melding.slag {
            let number = arkiv.sisteNummer(.sak(aar: year)) + 1
            return (Nummerform.mappeID(saksaar: year, sakssekvensnummer: number), number)
        }
        let number = arkiv.sisteNummer(.mappe(aar: year)) + 1
        return (Nummerform.mappeID(aar: year, mappenummer: number), number)
    }

    /// The mappe it is to lie in: open, and holding no registreringer.
    private func foreldermappe(_ melding: Arkivmelding.Mappe) -> Mappekort? {
        guard let reference = melding.referanseForeldermappe else { return nil }
        let pointer = "/mappe/referanseForeldermappe"
        guard let parent = finnMappe(reference, pointer) else { return nil }
        if parent.avsluttetDato != nil || Saksstatuskode.erLukket(parent.saksstatus) {
            faults.add(pointer, parent.slag == .saksmappe ? .caseClosed : .mappeClosed, "\(parent.mappeID) is closed")
        }
        if arkiv.innhold(mappe: parent.systemID) == .registreringer {
            faults.add(pointer, .mixedContent, "\(parent.mappeID) holds registreringer and takes no mapper")
        }
        if Tilgangsledd.erInnerst(parent.systemID, { arkiv.mappevariant($0)?.mappe.referanseForeldermappe }) {
            faults.add(pointer, .invalidValue, "Mapper lie in each other at most \(Tilgangsledd.limitNesting) deep")
        }
        return parent
    }

    /// The key belongs to an object that the sender may not have told to it: not of which kind, nor whose. That it is taken must be told, since keys
    /// are unique in the municipality.
    func anothersKey(_ pointer: String) { faults.add(pointer, .alreadyExists, "The key is in use") }

    /// The mappe a reference points at, and the sender may add to.
    func finnMappe(_ reference: ReferanseTilMappe, _ pointer: String) -> Mappekort? {
        let found = finn(
            arkiv.finn(reference, rett.kjenner(_:)), pointer, "mappe", av: "mapper", rett.kanLeggeTil(mappe:),
            "adds to what it sent itself, and to what the operator has granted it")
        return found.flatMap { arkiv.mappe($0) }
    }

    /// The object a reference points at, of those that the sender may know of; what is another's, it may not act on.
    ///
    /// - Parameter does: what a sender does to such objects, and to which.
    func finn(
        _ treff: Referansetreff, _ pointer: String, _ noun: String, av plural: String, _ may: (SystemID) -> Bool, _ does: String
    ) -> SystemID? {
        switch treff {
        case .funnet(let id):
            if may(id) { return id }
            faults.add(
                pointer, .notGranted,
                "The \(noun) is another's: \(partner) \(does)")
        case .ikkeFunnet(let member): faults.add(pointer, .notFound, "There is no \(noun) with this \(member)")
        case .tvetydig: faults.add(pointer, .ambiguousReference, "The identifiers belong to different \(plural)")
        case .tom: faults.add(pointer, .missingMember, "The reference has no identifier")
        }
        return nil
    }
}
