/// What a decision may ask of one municipality's archive. Implemented by `Arkivtilstand` in memory and by the registry on SQLite;
/// both give the same answers, so a decision is the same on both.
///
/// Lookups find what is stored, closed or not: what follows from that is the decision's business. They do not throw: an
/// implementation whose storage fails notes the failure, answers nil, and its owner throws the whole decision away.
public protocol Arkivoppslag {
    /// The municipality; nil before it is set up.
    func kommune() -> Kommune?
    /// The publishing policy; the standard one where nobody has decided another.
    func publiseringsregel() -> Publiseringsregel
    /// How far the places of objects have been said again to the services that follow.
    func tilgangsgjengivelse() -> Tilgangsgjengivelse
    /// Places of objects, in the order of their systemIDs.
    func tilgangsledd(etter: SystemID?, limit: Int) -> [Tilgangsledd]
    /// What the public has been told of a journalpost; nil: nothing, or nothing that holds any more.
    func offentliggjort(_ journalpost: SystemID) -> Offentliggjort?
    /// Journalposter that the public has been told of and that lie in an object, at any depth; in order of their systemIDs.
    func offentliggjorte(i enhet: Kassasjonsenhet, limit: Int) -> [SystemID]
    /// A rule by its name.
    func regel(_ navn: String) -> Regel?
    /// The names of all rules, in order.
    func regelnavn() -> [String]
    /// A registered unit by its name or identifier.
    func administrativEnhet(_ navnEllerIdentifikator: String) -> AdministrativEnhet?

    /// A value by its code; failing that, by its text.
    func kodeverdi(_ kodeEllerNavn: String, i liste: Kodelistenavn) -> Kodeverdi?
    /// A whole list.
    func kodeliste(_ navn: Kodelistenavn) -> Kodeliste?

    /// An arkiv by its systemID.
    func arkiv(_ systemID: SystemID) -> Arkiv?
    /// An arkivdel by its systemID.
    func arkivdel(_ systemID: SystemID) -> Arkivdel?
    /// An arkivdel by its title; of several, the one set up last.
    func arkivdel(tittel: String) -> Arkivdel?
    /// Whether an open mapper lies in the arkivdel.
    func harAapneMapper(_ arkivdel: SystemID) -> Bool
    /// A classification system by its systemID.
    func klassifikasjonssystem(_ systemID: SystemID) -> Klassifikasjonssystem?
    /// A classification system by its title; failing that, by its klassifikasjonstype. Of several, the one set up first.
    func klassifikasjonssystem(navn: String) -> Klassifikasjonssystem?
    /// A class by its systemID.
    func klasse(_ systemID: SystemID) -> Klasse?
    /// A class by its klasseID in a system.
    func klasse(_ klasseID: String, i system: SystemID) -> Klasse?
    /// What the class contains; a class contains one kind of thing (krav 2.4.4).
    func innhold(klasse: SystemID) -> Klasseinnhold?

    /// A mappe by its systemID.
    func mappe(_ systemID: SystemID) -> Mappekort?
    /// A mappe by its mappeID.
    func mappe(mappeID: String) -> SystemID?
    /// A case by its number.
    func mappe(saksnummer: Saksnummer) -> SystemID?
    /// A mappe by a business system's key.
    func mappe(noekkel: EksternNoekkel) -> SystemID?
    /// What the mappe contains; a mappe contains one kind of thing.
    func innhold(mappe: SystemID) -> Mappeinnhold?
    /// The journalposter of a case, by number.
    func journalposter(sak: SystemID) -> [Journalpostkort]

    /// A registrering by its systemID.
    func registrering(_ systemID: SystemID) -> Registreringskort?
    /// A registrering by its registreringsID.
    func registrering(registreringsID: String) -> SystemID?
    /// A journalpost by its number in the journal.
    func registrering(journalnummer: Journalnummer) -> SystemID?
    /// A registrering by a business system's key.
    func registrering(noekkel: EksternNoekkel) -> SystemID?
    /// What the status rules need to know of a journalpost.
    func journalpost(_ systemID: SystemID) -> Journalpostkort?
    /// Whether such a document exists.
    func finnesDokumentbeskrivelse(_ systemID: SystemID) -> Bool
    /// A document by a business system's key.
    func dokumentbeskrivelse(noekkel: EksternNoekkel) -> SystemID?
    /// A document by its registrering and number.
    func dokumentbeskrivelse(registrering: SystemID, dokumentnummer: Int) -> SystemID?
    /// A dokumentobjekt by its systemID, in the registrering it came with.
    func dokumentobjekt(_ systemID: SystemID, i registrering: SystemID) -> Dokumentobjekt?
    /// A mappe, whole.
    func mappevariant(_ systemID: SystemID) -> Mappevariant?
    /// A registrering, whole.
    func registreringsvariant(_ systemID: SystemID) -> Registreringsvariant?
    /// The registrering that a document was made in.
    func registrering(medDokument dokumentbeskrivelse: SystemID) -> SystemID?
    /// What protects an object and all it lies in; nil when nothing does. A document on which nothing stands is protected as its registrering.
    func tilgang(_ systemID: SystemID) -> Tilgang?
    /// An object's place in what protects the archive; nil for what has none.
    func tilgangsledd(_ systemID: SystemID) -> Tilgangsledd?
    /// The decision on its fate that stands on an object itself.
    func kassasjon(paa enhet: Kassasjonsenhet) -> Kassasjon?
    /// The remarks on an object.
    func merknader(paa eier: Arkivenhet) -> [Merknad]

    /// The last number given in a series; 0 when none was.
    func sisteNummer(_ serie: Nummerserie) -> Int

    /// The receipt of a mappe that exists.
    func kvittering(mappe: SystemID) -> MappeKvittering?
    /// The receipt of a registrering that exists.
    func kvittering(registrering: SystemID) -> RegistreringKvittering?
}
