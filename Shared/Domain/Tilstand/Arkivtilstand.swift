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

    struct Klassenoekkel: Hashable {
        var system: SystemID
        var klasseID: String
    }

    /// Nothing yet.
    public init() {}

    /// Takes a fact in. Events of other services are none of the registry's business and change nothing.
    public mutating func apply(_ event: any DomainEvent) {
        guard let event = event as? any RegistryEvent else { return }
        event.apply(to: &self)
    }

    /// Takes facts in, in order.
    public mutating func apply(_ events: [any DomainEvent]) {
        for event in events { apply(event) }
    }
}

extension Arkivtilstand {
    mutating func leggInn(_ klasse: Klasse) {
        klasser[klasse.systemID] = klasse
        klasseNoekler[Klassenoekkel(system: klasse.referanseKlassifikasjonssystem, klasseID: klasse.klasseID)] = klasse.systemID
        if let parent = klasse.referanseOverordnetKlasse { klasseinnhold[parent] = .klasser }
    }

    mutating func leggInn(_ variant: Mappevariant) {
        let mappe = variant.mappe
        mapper[mappe.systemID] = variant
        mappeIDer[mappe.mappeID] = mappe.systemID
        if let key = mappe.referanseEksternNoekkel { mappenoekler[key] = mappe.systemID }
        if let parent = mappe.referanseForeldermappe { mappeinnhold[parent] = .mapper }
        if let klasse = mappe.referanseKlasse { klasseinnhold[klasse] = .mapper }
        if case .saksmappe(let sak) = variant {
            take(sak.sakssekvensnummer, .sak(aar: sak.saksaar))
        } else if let (aar, nummer) = Nummerform.mappenummer(mappe.mappeID) {
            take(nummer, .mappe(aar: aar))
        }
    }

    mutating func leggInn(_ variant: Registreringsvariant) {
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
            if case .journalpost(let post) = variant {
                take(post.journalpostnummer, .journalpost(mappe: mappe))
            } else if let nummer = registrering.registreringsID.flatMap(Nummerform.registreringsnummer) {
                take(nummer, .registrering(mappe: mappe))
            }
        } else if let klasse = registrering.referanseKlasse {
            klasseinnhold[klasse] = .registreringer
        }
        if case .journalpost(let post) = variant {
            take(post.journalsekvensnummer, .journal(aar: post.journalaar))
            let nummer = Journalnummer(journalaar: post.journalaar, journalsekvensnummer: post.journalsekvensnummer)
            journalnumre[nummer] = registrering.systemID
        }
    }

    mutating func endre(_ mappe: SystemID, _ change: (inout Mappe) -> Void) {
        guard var variant = mapper[mappe] else { return }
        change(&variant.mappe)
        mapper[mappe] = variant
    }

    mutating func endreSak(_ saksmappe: SystemID, _ change: (inout Saksmappe) -> Void) {
        guard case .saksmappe(var sak) = mapper[saksmappe] else { return }
        change(&sak)
        mapper[saksmappe] = .saksmappe(sak)
    }

    mutating func endreJournalpost(_ journalpost: SystemID, _ change: (inout Journalpost) -> Void) {
        guard case .journalpost(var post) = registreringer[journalpost] else { return }
        change(&post)
        registreringer[journalpost] = .journalpost(post)
    }

    mutating func leggTil(_ merknad: Merknad, paa eier: Arkivenhet) {
        switch eier {
        case .mappe(let id): mapper[id]?.mappe.merknad.append(merknad)
        case .registrering(let id): registreringer[id]?.registrering.merknad.append(merknad)
        case .dokumentbeskrivelse(let id):
            guard let owner = dokumenter[id], var variant = registreringer[owner],
                let index = variant.registrering.dokumentbeskrivelse.firstIndex(where: { $0.systemID == id })
            else { return }
            variant.registrering.dokumentbeskrivelse[index].merknad.append(merknad)
            registreringer[owner] = variant
        }
    }

    private mutating func take(_ number: Int, _ serie: Nummerserie) {
        sisteNumre[serie] = max(sisteNumre[serie] ?? 0, number)
    }
}
