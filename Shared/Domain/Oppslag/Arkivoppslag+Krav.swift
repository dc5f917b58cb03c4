// What commands ask for in the same way: an object that must exist, a code that must be in its list.

extension Arkivoppslag {
    /// The value with this code or text, if new objects may have it; else a fault that names the value and the allowed ones.
    func kode(_ verdi: String, i liste: Kodelistenavn, _ pointer: String, _ faults: inout Faults) -> Kode? {
        guard let found = kodeverdi(verdi, i: liste) else {
            let allowed = kodeliste(liste)?.tillatteKoder ?? ""
            faults.add(pointer, .unknownCode, "«\(verdi)» is no \(liste.rawValue); allowed: \(allowed)")
            return nil
        }
        guard found.utdatert == nil else {
            let allowed = kodeliste(liste)?.tillatteKoder ?? ""
            faults.add(pointer, .outdatedCode, "\(liste.rawValue) «\(verdi)» is not used any more; allowed: \(allowed)")
            return nil
        }
        return found.somKode
    }

    /// As `kode`, for a command that stops at the first fault.
    func kravdKode(_ verdi: String, i liste: Kodelistenavn, _ pointer: String) throws(Rejection) -> Kode {
        var faults = Faults()
        guard let kode = kode(verdi, i: liste, pointer, &faults) else {
            try faults.check()
            throw Faults.refuse(pointer, .unknownCode, "«\(verdi)» is no \(liste.rawValue)")
        }
        return kode
    }

    /// The object a reference points at.
    func kravd(_ treff: Referansetreff, _ pointer: String, _ noun: String) throws(Rejection) -> SystemID {
        switch treff {
        case .funnet(let id): return id
        case .ikkeFunnet(let member): throw Faults.refuse("\(pointer)/\(member)", .notFound, "There is no such \(noun)")
        case .tvetydig: throw Faults.refuse(pointer, .ambiguousReference, "The identifiers belong to different objects")
        case .tom: throw Faults.refuse(pointer, .missingMember, "No identifier is given")
        }
    }

    /// Whether the object exists.
    func finnes(_ enhet: Kassasjonsenhet) -> Bool {
        switch enhet {
        case .arkivdel(let id): arkivdel(id) != nil
        case .klasse(let id): klasse(id) != nil
        case .mappe(let id): mappe(id) != nil
        case .registrering(let id): registrering(id) != nil
        case .dokumentbeskrivelse(let id): finnesDokumentbeskrivelse(id)
        }
    }

    /// The mappe a reference points at, for whoever sees it.
    func kravdMappe(
        _ referanse: ReferanseTilMappe, _ pointer: String, _ noun: String, _ innsyn: Innsyn
    ) throws(Rejection) -> SystemID {
        // Whoever names it by its systemID alone is told that it is screened, as by every route; other names might be guesses.
        if let id = referanse.systemID, referanse == ReferanseTilMappe(systemID: id) { try innsyn.krev(.mappe(id)) }
        return try kravd(finn(referanse, innsyn.kjenner(_:)), pointer, noun)
    }

    /// The case a reference points at, for whoever sees it.
    func kravdSak(_ referanse: ReferanseTilMappe, _ pointer: String, _ innsyn: Innsyn) throws(Rejection) -> Mappekort {
        let id = try kravdMappe(referanse, pointer, "saksmappe", innsyn)
        guard let kort = mappe(id), kort.slag == .saksmappe else {
            throw Faults.refuse(pointer, .notFound, "The mappe is no saksmappe")
        }
        return kort
    }

    /// The journalpost a reference points at, for whoever sees it.
    func kravdJournalpost(
        _ referanse: ReferanseTilRegistrering, _ pointer: String, _ innsyn: Innsyn
    ) throws(Rejection) -> Journalpostkort {
        if let id = referanse.systemID, referanse == ReferanseTilRegistrering(systemID: id) { try innsyn.krev(.registrering(id)) }
        let id = try kravd(finn(referanse, innsyn.kjenner(_:)), pointer, "registrering")
        guard let kort = journalpost(id) else { throw Faults.refuse(pointer, .notFound, "The registrering is no journalpost") }
        return kort
    }

    /// The municipality, which must be set up before anything else.
    func kravdKommune() throws(Rejection) -> Kommune {
        guard let kommune = kommune() else {
            throw Faults.refuse("", .unknownMunicipality, "This municipality has no archive here")
        }
        return kommune
    }
}
