/// The archive as it is once the events of a decision have happened, as far as publishing asks: so that what they make public, or not public any more,
/// stands in the same commit.
struct Etterbilde<Oppslag: Arkivoppslag> {
    private let arkiv: Oppslag
    private var mapper: [SystemID: Mappevariant] = [:]
    private var registreringer: [SystemID: Registreringsvariant] = [:]
    /// The places that the events touched; the others are the archive's.
    private var endret = Tilgangstre()

    /// After these events.
    init(_ arkiv: Oppslag, etter events: [any DomainEvent] = []) {
        self.arkiv = arkiv
        for event in events {
            for endring in Tilgangsendring.av(event) {
                if let ledd = ledd(endring.objekt) { endret.apply(.nytt(ledd: ledd)) }
                endret.apply(endring)
            }
            if let event = event as? any RegistryEvent { event.apply(to: &self) }
        }
    }

    /// A journalpost.
    func journalpost(_ systemID: SystemID) -> Journalpost? {
        guard case .journalpost(let post) = registreringer[systemID] ?? arkiv.registreringsvariant(systemID) else { return nil }
        return post
    }

    /// A mappe; kept, since many posts lie in the same.
    mutating func mappe(_ systemID: SystemID) -> Mappe? {
        if mapper[systemID] == nil { mapper[systemID] = arkiv.mappevariant(systemID) }
        return mapper[systemID]?.mappe
    }

    /// What protects an object; nil when nothing does.
    func tilgang(_ systemID: SystemID) -> Tilgang? {
        guard let samlet = ledd(systemID)?.samlet(ledd), !samlet.erAapen else { return nil }
        return samlet
    }

    private func ledd(_ systemID: SystemID) -> Tilgangsledd? { endret.ledd(systemID) ?? arkiv.tilgangsledd(systemID) }
}

extension Tilgangsendring {
    /// What it changes.
    var objekt: SystemID {
        switch self {
        case .nytt(let ledd), .gjengitt(let ledd): ledd.systemID
        case .flyttet(let mappe, _), .omklassifisert(let mappe, _): mappe
        case .vern(let objekt, _, _): objekt
        }
    }
}

// Only mapper and registreringer are asked for: the rest leaves no mark here.
extension Etterbilde: Arkivlager {
    mutating func leggInn(_ mappe: Mappevariant) { mapper[mappe.mappe.systemID] = mappe }
    mutating func endre(mappe: SystemID, _ change: (inout Mappevariant) -> Void) {
        guard var variant = mapper[mappe] ?? arkiv.mappevariant(mappe) else { return }
        change(&variant)
        mapper[mappe] = variant
    }
    mutating func leggInn(_ registrering: Registreringsvariant) { registreringer[registrering.registrering.systemID] = registrering }
    mutating func endre(registrering: SystemID, _ change: (inout Registreringsvariant) -> Void) {
        guard var variant = registreringer[registrering] ?? arkiv.registreringsvariant(registrering) else { return }
        change(&variant)
        registreringer[registrering] = variant
    }
    func registrering(medDokument dokumentbeskrivelse: SystemID) -> SystemID? { arkiv.registrering(medDokument: dokumentbeskrivelse) }

    mutating func sett(_ kommune: Kommune) {}
    mutating func sett(_ publiseringsregel: Publiseringsregel) {}
    mutating func sett(_ gjengivelse: Tilgangsgjengivelse) {}
    mutating func sett(_ offentliggjort: Offentliggjort?, om journalpost: SystemID) {}
    mutating func leggInn(_ enhet: AdministrativEnhet) {}
    mutating func leggInn(_ regel: Regel) {}
    mutating func leggInn(_ kodeliste: Kodeliste) {}
    mutating func endre(kodeliste: Kodelistenavn, _ change: (inout Kodeliste) -> Void) {}
    mutating func leggInn(_ arkiv: Arkiv) {}
    mutating func leggInn(_ arkivdel: Arkivdel) {}
    mutating func endre(arkivdel: SystemID, _ change: (inout Arkivdel) -> Void) {}
    mutating func leggInn(_ system: Klassifikasjonssystem) {}
    mutating func leggInn(_ klasse: Klasse) {}
    mutating func endre(klasse: SystemID, _ change: (inout Klasse) -> Void) {}
    mutating func merk(klasse: SystemID, inneholder: Klasseinnhold) {}
}
