extension Vurdering {
    func korrespondanseparter(_ parter: [Arkivmelding.Korrespondansepart], _ pointer: String) -> [Korrespondansepart] {
        parter.enumerated().map { korrespondansepart($1, "\(pointer)/\($0)") }
    }

    private func korrespondansepart(_ melding: Arkivmelding.Korrespondansepart, _ pointer: String) -> Korrespondansepart {
        krev(melding.korrespondansepartNavn, "\(pointer)/korrespondansepartNavn")
        var part = Korrespondansepart(
            systemID: nextID(),
            korrespondanseparttype: kode(melding.korrespondanseparttype, .korrespondanseparttype, "\(pointer)/korrespondanseparttype"),
            korrespondansepartNavn: melding.korrespondansepartNavn, erBehandlingsansvarlig: melding.erBehandlingsansvarlig ?? false)
        part.korrespondansepartID = melding.korrespondansepartID
        part.identitet = identitet(melding, pointer)
        part.postadresse = melding.postadresse
        (part.postnummer, part.poststed) = (melding.postnummer, melding.poststed)
        part.land = land(melding.landkode, "\(pointer)/landkode")
        (part.epostadresse, part.telefonnummer) = (melding.epostadresse, melding.telefonnummer)
        part.kontaktperson = melding.kontaktperson
        part.administrativEnhet = melding.administrativEnhet?.aktoer(arkiv)
        part.saksbehandler = melding.saksbehandler?.aktoer(arkiv)
        (part.erSkjermet, part.erPersonnavn) = (melding.erSkjermet, melding.erPersonnavn)
        part.forsendelsesmaate = fritt(melding.forsendelsesmaate)
        part.deresReferanse = melding.deresReferanse
        return part
    }

    private func identitet(_ melding: Arkivmelding.Korrespondansepart, _ pointer: String) -> Partsidentitet? {
        switch (melding.personid, melding.organisasjonid) {
        case (.some, .some):
            faults.add("\(pointer)/personid", .bothGiven, "A korrespondansepart is a person or an organisation, not both")
            return nil
        case (.some(let person), nil):
            krev(person, "\(pointer)/personid")
            return .person(identifikator: person, land: nil)
        case (nil, .some(let organisation)):
            krev(organisation, "\(pointer)/organisasjonid")
            return .organisasjon(identifikator: organisation, land: nil)
        case (nil, nil): return nil
        }
    }
}
