extension Arkivtilstand: Arkivoppslag {
    /// The municipality.
    public func kommune() -> Kommune? { kommunen }
    /// How far the places of objects have been said again.
    public func tilgangsgjengivelse() -> Tilgangsgjengivelse { gjengivelse }
    /// Places of objects, in the order of their systemIDs.
    public func tilgangsledd(etter: SystemID?, limit: Int) -> [Tilgangsledd] { tilganger.alle(etter: etter, limit: limit) }
    /// The publishing policy.
    public func publiseringsregel() -> Publiseringsregel { publisering }
    /// What the public has been told of a journalpost.
    public func offentliggjort(_ journalpost: SystemID) -> Offentliggjort? { offentliggjort[journalpost] }
    /// Journalposter in an object that the public has been told of.
    public func offentliggjorte(i enhet: Kassasjonsenhet, limit: Int) -> [SystemID] {
        Array(offentliggjort.keys.sorted().lazy.filter { tilganger.ligger($0, i: enhet.systemID) }.prefix(limit))
    }
    /// A rule by its name.
    public func regel(_ navn: String) -> Regel? { regler[navn] }
    /// The names of all rules.
    public func regelnavn() -> [String] { regler.keys.sorted() }
    /// A unit by its name or identifier.
    public func administrativEnhet(_ navnEllerIdentifikator: String) -> AdministrativEnhet? {
        enheter.first { $0.administrativEnhetNavn == navnEllerIdentifikator }
            ?? enheter.first { $0.identifikator == navnEllerIdentifikator }
    }

    /// A value by its code or text.
    public func kodeverdi(_ kodeEllerNavn: String, i liste: Kodelistenavn) -> Kodeverdi? { kodelister[liste]?.verdi(kodeEllerNavn) }
    /// A whole list.
    public func kodeliste(_ navn: Kodelistenavn) -> Kodeliste? { kodelister[navn] }

    /// An arkiv.
    public func arkiv(_ systemID: SystemID) -> Arkiv? { arkiver[systemID] }
    /// An arkivdel.
    public func arkivdel(_ systemID: SystemID) -> Arkivdel? { arkivdeler.first { $0.systemID == systemID } }
    /// An arkivdel by its title.
    public func arkivdel(tittel: String) -> Arkivdel? { arkivdeler.last { $0.tittel == tittel } }
    /// Whether an open mappe lies in it.
    public func harAapneMapper(_ arkivdel: SystemID) -> Bool {
        mapper.values.contains { $0.mappe.referanseArkivdel == arkivdel && $0.mappe.avsluttetDato == nil }
    }
    /// A classification system.
    public func klassifikasjonssystem(_ systemID: SystemID) -> Klassifikasjonssystem? { systemer.first { $0.systemID == systemID } }
    /// A classification system by its title or type.
    public func klassifikasjonssystem(navn: String) -> Klassifikasjonssystem? {
        systemer.first { $0.tittel == navn } ?? systemer.first { $0.klassifikasjonstype?.kode == navn }
    }
    /// A class.
    public func klasse(_ systemID: SystemID) -> Klasse? { klasser[systemID] }
    /// A class by its klasseID.
    public func klasse(_ klasseID: String, i system: SystemID) -> Klasse? {
        klasseNoekler[Klassenoekkel(system: system, klasseID: klasseID)].flatMap { klasser[$0] }
    }
    /// What the class contains.
    public func innhold(klasse: SystemID) -> Klasseinnhold? { klasseinnhold[klasse] }

    /// A mappe.
    public func mappe(_ systemID: SystemID) -> Mappekort? { mapper[systemID]?.kort }
    /// A mappe by its mappeID.
    public func mappe(mappeID: String) -> SystemID? { mappeIDer[mappeID] }
    /// A case by its number.
    public func mappe(saksnummer: Saksnummer) -> SystemID? {
        mappeIDer[Nummerform.mappeID(saksaar: saksnummer.saksaar, sakssekvensnummer: saksnummer.sakssekvensnummer)]
    }
    /// A mappe by an external key.
    public func mappe(noekkel: EksternNoekkel) -> SystemID? { mappenoekler[noekkel] }
    /// What the mappe contains.
    public func innhold(mappe: SystemID) -> Mappeinnhold? { mappeinnhold[mappe] }
    /// The journalposter of a case.
    public func journalposter(sak: SystemID) -> [Journalpostkort] {
        (registreringerIMappe[sak] ?? []).compactMap { journalpost($0) }
    }

    /// A registrering.
    public func registrering(_ systemID: SystemID) -> Registreringskort? { registreringer[systemID]?.kort }
    /// A registrering by its registreringsID.
    public func registrering(registreringsID: String) -> SystemID? { registreringsIDer[registreringsID] }
    /// A journalpost by its number.
    public func registrering(journalnummer: Journalnummer) -> SystemID? { journalnumre[journalnummer] }
    /// A registrering by an external key.
    public func registrering(noekkel: EksternNoekkel) -> SystemID? { registreringsnoekler[noekkel] }
    /// What the rules need to know of a journalpost.
    public func journalpost(_ systemID: SystemID) -> Journalpostkort? {
        guard case .journalpost(let post) = registreringer[systemID] else { return nil }
        return Journalpostkort(post)
    }
    /// Whether the document exists.
    public func finnesDokumentbeskrivelse(_ systemID: SystemID) -> Bool { dokumenter[systemID] != nil }
    /// A document by an external key.
    public func dokumentbeskrivelse(noekkel: EksternNoekkel) -> SystemID? { dokumentnoekler[noekkel] }
    /// A document by its place.
    public func dokumentbeskrivelse(registrering: SystemID, dokumentnummer: Int) -> SystemID? {
        registreringer[registrering]?.registrering.dokumentbeskrivelse.first { $0.dokumentnummer == dokumentnummer }?.systemID
    }
    /// A dokumentobjekt of a registrering.
    public func dokumentobjekt(_ systemID: SystemID, i registrering: SystemID) -> Dokumentobjekt? {
        registreringer[registrering]?.registrering.dokumentbeskrivelse.lazy.flatMap(\.dokumentobjekt).first { $0.systemID == systemID }
    }
    /// What protects an object and all it lies in.
    public func tilgang(_ systemID: SystemID) -> Tilgang? { tilganger.tilgang(systemID) }
    /// An object's place in what protects the archive.
    public func tilgangsledd(_ systemID: SystemID) -> Tilgangsledd? { tilganger.ledd(systemID) }
    /// The decision that stands on an object itself.
    public func kassasjon(paa enhet: Kassasjonsenhet) -> Kassasjon? {
        switch enhet {
        case .arkivdel(let id): arkivdel(id)?.kassasjon
        case .klasse(let id): klasser[id]?.kassasjon
        case .mappe(let id): mapper[id]?.mappe.kassasjon
        case .registrering(let id): registreringer[id]?.registrering.kassasjon
        case .dokumentbeskrivelse(let id):
            dokumenter[id].flatMap { registreringer[$0] }?.registrering.dokumentbeskrivelse.first { $0.systemID == id }?.kassasjon
        }
    }
    /// The remarks on an object.
    public func merknader(paa eier: Arkivenhet) -> [Merknad] {
        switch eier {
        case .mappe(let id): mapper[id]?.mappe.merknad ?? []
        case .registrering(let id): registreringer[id]?.registrering.merknad ?? []
        case .dokumentbeskrivelse(let id):
            dokumenter[id].flatMap { registreringer[$0] }?.registrering.dokumentbeskrivelse.first { $0.systemID == id }?.merknad ?? []
        }
    }

    /// The last number of a series.
    public func sisteNummer(_ serie: Nummerserie) -> Int { sisteNumre[serie] ?? 0 }

    /// The receipt of a mappe.
    public func kvittering(mappe: SystemID) -> MappeKvittering? { mapper[mappe].map { MappeKvittering($0, .eksisterende) } }
    /// The receipt of a registrering.
    public func kvittering(registrering: SystemID) -> RegistreringKvittering? {
        registreringer[registrering].map { RegistreringKvittering($0, .eksisterende) }
    }
}
