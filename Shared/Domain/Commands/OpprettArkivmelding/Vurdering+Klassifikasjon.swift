extension Vurdering {
    /// The classes of an object.
    struct Klassevalg {
        var primaer: SystemID?
        var sekundaere: [SystemID] = []
    }

    /// The classes the message names, and the rule's class where the arkivdel's primary system must give one (krav 2.5.6). The first
    /// class of the primary system is the primary class; all others are secondary.
    func klasser(
        _ named: [Arkivmelding.Klassifikasjon], i arkivdel: Arkivdel?, _ pointer: String, kreverPrimaer: Bool
    ) -> Klassevalg {
        guard let arkivdel else { return Klassevalg() }
        let primary = arkivdel.referanseKlassifikasjonssystem.first
        var choice = Klassevalg()
        for (index, klassifikasjon) in named.enumerated() {
            guard let klasse = klasse(klassifikasjon, i: arkivdel, "\(pointer)/\(index)") else { continue }
            if choice.primaer == nil, klasse.referanseKlassifikasjonssystem == primary {
                choice.primaer = klasse.systemID
            } else if choice.primaer != klasse.systemID, !choice.sekundaere.contains(klasse.systemID) {
                choice.sekundaere.append(klasse.systemID)
            }
        }
        guard kreverPrimaer, choice.primaer == nil, let primary else { return choice }
        if let standard = regel.referanseKlasse.flatMap({ arkiv.klasse($0) }), standard.referanseKlassifikasjonssystem == primary {
            checkRoom(i: standard, pointer)
            choice.primaer = standard.systemID
        } else {
            let name = arkiv.klassifikasjonssystem(primary)?.tittel ?? ""
            faults.add(pointer, .missingMember, "What lies in \(navn(arkivdel)) needs a class of «\(name)» (krav 2.5.6)")
        }
        return choice
    }

    private func klasse(_ named: Arkivmelding.Klassifikasjon, i arkivdel: Arkivdel, _ pointer: String) -> Klasse? {
        guard let system = system(named, i: arkivdel, pointer) else { return nil }
        krev(named.klasseID, "\(pointer)/klasseID")
        var id = named.klasseID
        let kind = Identifikatorslag(klassifikasjonstype: system.klassifikasjonstype)
        if let kind {
            guard let checked = kind.klasseID(named.klasseID) else {
                faults.add("\(pointer)/klasseID", .invalidValue, "Not a valid \(kind.form)")
                return nil
            }
            id = checked
        }
        // A class of an identifier gets an id also where there is one: ids are given in order, and a gap would tell that it was new.
        let unused = kind.map { _ in nextID() }
        // A class that the sender may not see is, to it, not there; one of an identifier it files under as under one that is made for it.
        if let klasse = arkiv.klasse(id, i: system.systemID), kind != nil || rett.kjenner(klasse.systemID) {
            checkRoom(i: klasse, "\(pointer)/klasseID")
            return klasse
        }
        if let made = nyeKlasser.first(where: { $0.klasseID == id && $0.referanseKlassifikasjonssystem == system.systemID }) { return made }
        guard let kind, let unused else {
            faults.add("\(pointer)/klasseID", .notFound, "«\(system.tittel)» has no class «\(id)»")
            return nil
        }
        let klasse = nyKlasse(unused, id, kind, i: system, tittel: named.tittel)
        nyeKlasser.append(klasse)
        return klasse
    }

    /// A class of an identifier used for the first time.
    private func nyKlasse(
        _ systemID: SystemID, _ id: String, _ kind: Identifikatorslag, i system: Klassifikasjonssystem, tittel: String?
    ) -> Klasse {
        var klasse = Klasse(
            systemID: systemID, referanseKlassifikasjonssystem: system.systemID, klasseID: id, tittel: tittel ?? id, opprettetDato: now,
            opprettetAv: circumstances.actor)
        klasse.skjerming = arkiv.skjerming(avKlasse: kind)
        return klasse
    }

    private func system(_ named: Arkivmelding.Klassifikasjon, i arkivdel: Arkivdel, _ pointer: String) -> Klassifikasjonssystem? {
        let pointer = "\(pointer)/klassifikasjonssystemID"
        let system: Klassifikasjonssystem?
        if let name = named.klassifikasjonssystemID {
            system = arkiv.klassifikasjonssystem(navnEllerID: name)
            if system == nil { faults.add(pointer, .notFound, "There is no classification system «\(name)»") }
        } else {
            system = arkivdel.referanseKlassifikasjonssystem.first.flatMap { arkiv.klassifikasjonssystem($0) }
            if system == nil { faults.add(pointer, .missingMember, "The primary classification system of \(navn(arkivdel)) is missing") }
        }
        guard let system else { return nil }
        if !arkivdel.referanseKlassifikasjonssystem.contains(system.systemID) {
            faults.add(pointer, .wrongKlassifikasjonssystem, "«\(system.tittel)» is not used in \(navn(arkivdel))")
        }
        if system.avsluttetDato != nil { faults.add(pointer, .klasseClosed, "«\(system.tittel)» is closed") }
        return system
    }

    /// A class takes mapper when it is an open leaf (krav 2.4.4, 2.4.5).
    private func checkRoom(i klasse: Klasse, _ pointer: String) {
        guard rett.kjenner(klasse.systemID) else {
            let content = arkiv.innhold(klasse: klasse.systemID)
            let isFull = content == .klasser || (content == .registreringer && pointer.hasPrefix("/mappe"))
            if isFull || klasse.avsluttetDato != nil { noRoom(pointer) }
            return
        }
        if klasse.avsluttetDato != nil { faults.add(pointer, .klasseClosed, "Class «\(klasse.klasseID)» is closed (krav 2.4.5)") }
        switch arkiv.innhold(klasse: klasse.systemID) {
        case .klasser:
            faults.add(pointer, .klasseNotLeaf, "Class «\(klasse.klasseID)» has classes below it; name one of those (krav 2.4.4)")
        case .registreringer where pointer.hasPrefix("/mappe"):
            faults.add(pointer, .mixedContent, "Class «\(klasse.klasseID)» holds registreringer and takes no mapper (krav 2.4.4)")
        case .registreringer, .mapper, nil: break
        }
    }

    /// Whether a class is of a person's number, there already or made by this message, and the sender may not see such classes.
    func erSkjultPersons(_ klasse: SystemID) -> Bool {
        let new = nyeKlasser.first { $0.systemID == klasse }
        guard let found = new ?? arkiv.klasse(klasse),
            let system = arkiv.klassifikasjonssystem(found.referanseKlassifikasjonssystem),
            Identifikatorslag(klassifikasjonstype: system.klassifikasjonstype) == .foedselsnummer
        else { return false }
        return new.map { !rett.serSlikt($0.egenTilgang) } ?? !rett.kjenner(klasse)
    }

    /// A class that takes nothing, of one that the sender may not see: not why, since that would tell of what else lies there.
    func noRoom(_ pointer: String) { faults.add(pointer, .notGranted, "\(partner) files nothing under this class") }
}

extension Arkivoppslag {
    /// What a class of an identifier is screened by from the start: a person's number is (offl. § 26 fifth paragraph).
    func skjerming(avKlasse kind: Identifikatorslag?) -> Skjerming? {
        guard kind == .foedselsnummer, let restriction = kodeverdi("26", i: .tilgangsrestriksjon)?.somKode else { return nil }
        var skjerming = Skjerming(tilgangsrestriksjon: restriction, skjermingshjemmel: "Offl. § 26 femte ledd")
        skjerming.skjermingMetadata = ["KID", "TKL"].compactMap { kodeverdi($0, i: .skjermingMetadata)?.somKode }
        return skjerming
    }
}
