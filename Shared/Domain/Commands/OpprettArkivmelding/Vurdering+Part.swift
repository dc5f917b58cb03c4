extension Vurdering {
    func parter(_ parter: [Arkivmelding.Part], _ pointer: String) -> [Part] {
        parter.enumerated().map { part($1, "\(pointer)/\($0)") }
    }

    private func part(_ melding: Arkivmelding.Part, _ pointer: String) -> Part {
        krev(melding.partNavn, "\(pointer)/partNavn")
        var part = Part(systemID: nextID(), partNavn: melding.partNavn)
        part.partID = melding.partID
        part.partRolle = kode(melding.partRolle, .partRolle, "\(pointer)/partRolle")
        if melding.organisasjonID != nil, melding.personID != nil {
            faults.add("\(pointer)/personID", .bothGiven, "A part is a person or an organisation, not both")
        }
        if let person = melding.personID {
            krev(person.identifikator, "\(pointer)/personID/identifikator")
            checkLand(person.landkode, "\(pointer)/personID/landkode")
            part.identitet = .person(identifikator: person.identifikator, land: person.landkode.uppercased())
        } else if let organisation = melding.organisasjonID {
            krev(organisation.identifikator, "\(pointer)/organisasjonID/identifikator")
            if let land = organisation.landkode { checkLand(land, "\(pointer)/organisasjonID/landkode") }
            part.identitet = .organisasjon(identifikator: organisation.identifikator, land: organisation.landkode?.uppercased())
        }
        part.postadresse = melding.postadresse
        (part.postnummer, part.poststed) = (melding.postnummer, melding.poststed)
        part.land = land(melding.landkode, "\(pointer)/landkode")
        (part.epostadresse, part.telefonnummer) = (melding.epostadresse, melding.telefonnummer)
        part.kontaktperson = melding.kontaktperson
        part.virksomhetsspesifikkeMetadata = melding.virksomhetsspesifikkeMetadata
        (part.erSkjermet, part.erPersonnavn) = (melding.erSkjermet, melding.erPersonnavn)
        return part
    }
}
