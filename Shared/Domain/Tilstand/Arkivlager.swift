/// Where the registry's events leave their marks: in memory (`Arkivtilstand`) or in the registry's store. Each event says once what it does;
/// the two keep it in their own way.
public protocol Arkivlager {
    /// Sets the municipality.
    mutating func sett(_ kommune: Kommune)
    /// Sets the publishing policy.
    mutating func sett(_ publiseringsregel: Publiseringsregel)
    /// Notes how far the places of objects have been said again.
    mutating func sett(_ gjengivelse: Tilgangsgjengivelse)
    /// Notes what the public has been told of a journalpost; nil: nothing that holds any more.
    mutating func sett(_ offentliggjort: Offentliggjort?, om journalpost: SystemID)
    /// Adds a unit.
    mutating func leggInn(_ enhet: AdministrativEnhet)
    /// Adds a rule, or puts it in the place of the one of that name.
    mutating func leggInn(_ regel: Regel)
    /// Adds a code list, or puts it in the place of the one of that name.
    mutating func leggInn(_ kodeliste: Kodeliste)
    /// Changes a code list, when there is one of that name.
    mutating func endre(kodeliste: Kodelistenavn, _ change: (inout Kodeliste) -> Void)

    /// Adds an arkiv.
    mutating func leggInn(_ arkiv: Arkiv)
    /// Adds an arkivdel.
    mutating func leggInn(_ arkivdel: Arkivdel)
    /// Changes an arkivdel, when there is one.
    mutating func endre(arkivdel: SystemID, _ change: (inout Arkivdel) -> Void)
    /// Adds a classification system.
    mutating func leggInn(_ system: Klassifikasjonssystem)
    /// Adds a class.
    mutating func leggInn(_ klasse: Klasse)
    /// Changes a class, when there is one.
    mutating func endre(klasse: SystemID, _ change: (inout Klasse) -> Void)
    /// Notes what a class holds from now on, when there is one.
    mutating func merk(klasse: SystemID, inneholder: Klasseinnhold)

    /// Adds a mappe; takes its numbers.
    mutating func leggInn(_ mappe: Mappevariant)
    /// Changes a mappe, when there is one.
    mutating func endre(mappe: SystemID, _ change: (inout Mappevariant) -> Void)
    /// Adds a registrering with its documents; takes its numbers.
    mutating func leggInn(_ registrering: Registreringsvariant)
    /// Changes a registrering, when there is one.
    mutating func endre(registrering: SystemID, _ change: (inout Registreringsvariant) -> Void)
    /// The registrering that a document was made in.
    func registrering(medDokument dokumentbeskrivelse: SystemID) -> SystemID?
}

extension Arkivlager {
    mutating func endreSak(_ saksmappe: SystemID, _ change: (inout Saksmappe) -> Void) {
        endre(mappe: saksmappe) { variant in
            guard case .saksmappe(var sak) = variant else { return }
            change(&sak)
            variant = .saksmappe(sak)
        }
    }

    mutating func endreJournalpost(_ journalpost: SystemID, _ change: (inout Journalpost) -> Void) {
        endre(registrering: journalpost) { variant in
            guard case .journalpost(var post) = variant else { return }
            change(&post)
            variant = .journalpost(post)
        }
    }

    mutating func leggTil(_ merknad: Merknad, paa eier: Arkivenhet) {
        switch eier {
        case .mappe(let id): endre(mappe: id) { $0.mappe.merknad.append(merknad) }
        case .registrering(let id): endre(registrering: id) { $0.registrering.merknad.append(merknad) }
        case .dokumentbeskrivelse(let id):
            guard let owner = registrering(medDokument: id) else { return }
            endre(registrering: owner) { variant in
                guard let index = variant.registrering.dokumentbeskrivelse.firstIndex(where: { $0.systemID == id }) else { return }
                variant.registrering.dokumentbeskrivelse[index].merknad.append(merknad)
            }
        }
    }
}

extension Mappevariant {
    /// The series and number that the mappe takes; nil where its mappeID has none of ours.
    public var nummer: (serie: Nummerserie, nummer: Int)? {
        if case .saksmappe(let sak) = self { return (.sak(aar: sak.saksaar), sak.sakssekvensnummer) }
        return Nummerform.mappenummer(mappe.mappeID).map { (.mappe(aar: $0.aar), $0.nummer) }
    }
}

extension Registreringsvariant {
    /// The series and numbers that the registrering takes.
    public var numre: [(serie: Nummerserie, nummer: Int)] {
        var numre: [(serie: Nummerserie, nummer: Int)] = []
        if let mappe = registrering.referanseMappe {
            if case .journalpost(let post) = self {
                numre.append((.journalpost(mappe: mappe), post.journalpostnummer))
            } else if let nummer = registrering.registreringsID.flatMap(Nummerform.registreringsnummer) {
                numre.append((.registrering(mappe: mappe), nummer))
            }
        }
        if case .journalpost(let post) = self { numre.append((.journal(aar: post.journalaar), post.journalsekvensnummer)) }
        return numre
    }
}
