/// One municipality's archive in memory: what its events add up to. For tests, properties and simulation; the registry keeps
/// the same in SQLite.
public struct Arkivtilstand: Sendable, Equatable {
    var kommunen: Kommune?
    var enheter: [AdministrativEnhet] = []
    var regler: [String: Regel] = [:]
    var kodelister: [Kodelistenavn: Kodeliste] = [:]
    var arkiver: [SystemID: Arkiv] = [:]
    /// In the order they were made.
    var arkivdeler: [Arkivdel] = []
    /// In the order they were made.
    var systemer: [Klassifikasjonssystem] = []
    var klasser: [SystemID: Klasse] = [:]
    var klasseinnhold: [SystemID: Klasseinnhold] = [:]
    var klasseNoekler: [Klassenoekkel: SystemID] = [:]

    var mapper: [SystemID: Mappevariant] = [:]
    var mappeinnhold: [SystemID: Mappeinnhold] = [:]
    var mappeIDer: [String: SystemID] = [:]
    var mappenoekler: [EksternNoekkel: SystemID] = [:]

    var registreringer: [SystemID: Registreringsvariant] = [:]
    var registreringerIMappe: [SystemID: [SystemID]] = [:]
    var registreringsIDer: [String: SystemID] = [:]
    var journalnumre: [Journalnummer: SystemID] = [:]
    var registreringsnoekler: [EksternNoekkel: SystemID] = [:]
    /// The registrering each document was made in.
    var dokumenter: [SystemID: SystemID] = [:]
    var dokumentnoekler: [EksternNoekkel: SystemID] = [:]

    var sisteNumre: [Nummerserie: Int] = [:]
    var tilganger = Tilgangstre()
    var gjengivelse = Tilgangsgjengivelse()
    var publisering = Publiseringsregel()
    /// What the public has been told of journalposter.
    var offentliggjort: [SystemID: Offentliggjort] = [:]

    struct Klassenoekkel: Hashable {
        var system: SystemID
        var klasseID: String
    }

    /// Nothing yet.
    public init() {}

    /// Takes a fact in. Events of other services are none of the registry's business and change nothing.
    public mutating func apply(_ event: any DomainEvent) {
        guard let event = event as? any RegistryEvent else { return }
        for endring in Tilgangsendring.av(event) { tilganger.apply(endring) }
        event.apply(to: &self)
    }

    /// A mappe, whole.
    public func mappevariant(_ systemID: SystemID) -> Mappevariant? { mapper[systemID] }

    /// A registrering, whole.
    public func registreringsvariant(_ systemID: SystemID) -> Registreringsvariant? { registreringer[systemID] }

    /// Every arkivdel, in the order they were made.
    package var alleArkivdeler: [Arkivdel] { arkivdeler }

    /// Every class, in the order of their systemIDs.
    package var alleKlasser: [Klasse] { klasser.values.sorted { $0.systemID < $1.systemID } }

    /// Every registrering, in the order of their systemIDs.
    package var alleRegistreringer: [SystemID] { registreringer.keys.sorted() }

    /// Takes facts in, in order.
    public mutating func apply(_ events: [any DomainEvent]) {
        for event in events { apply(event) }
    }
}

extension Arkivtilstand: Arkivlager {
    /// Sets the municipality.
    public mutating func sett(_ kommune: Kommune) { kommunen = kommune }
    /// Sets the publishing policy.
    public mutating func sett(_ publiseringsregel: Publiseringsregel) { publisering = publiseringsregel }
    /// Notes how far the places of objects have been said again.
    public mutating func sett(_ gjengivelse: Tilgangsgjengivelse) { self.gjengivelse = gjengivelse }
    /// Notes what the public has been told.
    public mutating func sett(_ offentliggjort: Offentliggjort?, om journalpost: SystemID) {
        self.offentliggjort[journalpost] = offentliggjort
    }
    /// Adds a unit.
    public mutating func leggInn(_ enhet: AdministrativEnhet) { enheter.append(enhet) }
    /// Adds or replaces a rule.
    public mutating func leggInn(_ regel: Regel) { regler[regel.navn] = regel }
    /// Adds or replaces a code list.
    public mutating func leggInn(_ kodeliste: Kodeliste) { kodelister[kodeliste.navn] = kodeliste }
    /// Changes a code list.
    public mutating func endre(kodeliste: Kodelistenavn, _ change: (inout Kodeliste) -> Void) {
        guard var liste = kodelister[kodeliste] else { return }
        change(&liste)
        kodelister[kodeliste] = liste
    }

    /// Adds an arkiv.
    public mutating func leggInn(_ arkiv: Arkiv) { arkiver[arkiv.systemID] = arkiv }
    /// Adds an arkivdel.
    public mutating func leggInn(_ arkivdel: Arkivdel) { arkivdeler.append(arkivdel) }
    /// Changes an arkivdel.
    public mutating func endre(arkivdel: SystemID, _ change: (inout Arkivdel) -> Void) {
        guard let index = arkivdeler.firstIndex(where: { $0.systemID == arkivdel }) else { return }
        change(&arkivdeler[index])
    }
    /// Adds a classification system.
    public mutating func leggInn(_ system: Klassifikasjonssystem) { systemer.append(system) }
    /// Adds a class.
    public mutating func leggInn(_ klasse: Klasse) {
        klasser[klasse.systemID] = klasse
        klasseNoekler[Klassenoekkel(system: klasse.referanseKlassifikasjonssystem, klasseID: klasse.klasseID)] = klasse.systemID
        if let parent = klasse.referanseOverordnetKlasse { klasseinnhold[parent] = .klasser }
    }
    /// Changes a class.
    public mutating func endre(klasse: SystemID, _ change: (inout Klasse) -> Void) {
        guard var found = klasser[klasse] else { return }
        change(&found)
        klasser[klasse] = found
    }
    /// Notes what a class holds.
    public mutating func merk(klasse: SystemID, inneholder: Klasseinnhold) {
        if klasser[klasse] != nil { klasseinnhold[klasse] = inneholder }
    }

    /// Adds a mappe.
    public mutating func leggInn(_ variant: Mappevariant) {
        let mappe = variant.mappe
        mapper[mappe.systemID] = variant
        mappeIDer[mappe.mappeID] = mappe.systemID
        if let key = mappe.referanseEksternNoekkel { mappenoekler[key] = mappe.systemID }
        if let parent = mappe.referanseForeldermappe { mappeinnhold[parent] = .mapper }
        if let klasse = mappe.referanseKlasse { klasseinnhold[klasse] = .mapper }
        if let (serie, nummer) = variant.nummer { take(nummer, serie) }
    }
    /// Changes a mappe.
    public mutating func endre(mappe: SystemID, _ change: (inout Mappevariant) -> Void) {
        guard var variant = mapper[mappe] else { return }
        change(&variant)
        mapper[mappe] = variant
    }

    /// Adds a registrering.
    public mutating func leggInn(_ variant: Registreringsvariant) {
        let registrering = variant.registrering
        registreringer[registrering.systemID] = variant
        if let key = registrering.referanseEksternNoekkel { registreringsnoekler[key] = registrering.systemID }
        if let id = registrering.registreringsID { registreringsIDer[id] = registrering.systemID }
        for dokument in registrering.dokumentbeskrivelse {
            dokumenter[dokument.systemID] = registrering.systemID
            if let key = dokument.referanseEksternNoekkel { dokumentnoekler[key] = dokument.systemID }
        }
        if let mappe = registrering.referanseMappe {
            mappeinnhold[mappe] = .registreringer
            registreringerIMappe[mappe, default: []].append(registrering.systemID)
        } else if let klasse = registrering.referanseKlasse {
            klasseinnhold[klasse] = .registreringer
        }
        for (serie, nummer) in variant.numre { take(nummer, serie) }
        if case .journalpost(let post) = variant {
            let nummer = Journalnummer(journalaar: post.journalaar, journalsekvensnummer: post.journalsekvensnummer)
            journalnumre[nummer] = registrering.systemID
        }
    }
    /// Changes a registrering.
    public mutating func endre(registrering: SystemID, _ change: (inout Registreringsvariant) -> Void) {
        guard var variant = registreringer[registrering] else { return }
        change(&variant)
        registreringer[registrering] = variant
    }
    /// The registrering that a document was made in.
    public func registrering(medDokument dokumentbeskrivelse: SystemID) -> SystemID? { dokumenter[dokumentbeskrivelse] }

    private mutating func take(_ number: Int, _ serie: Nummerserie) {
        sisteNumre[serie] = max(sisteNumre[serie] ?? 0, number)
    }
}
