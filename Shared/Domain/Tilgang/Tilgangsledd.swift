/// One object's place in what protects the archive: what it lies in, and what stands on it. What every service keeps of the registry's objects, so
/// that all of them answer alike.
public struct Tilgangsledd: Codable, Sendable, Equatable {
    /// The object.
    public var systemID: SystemID
    /// The mappe, registrering or overordnet klasse it lies in.
    public var over: SystemID?
    /// Its primary class.
    public var klasse: SystemID?
    /// Its arkivdel; none for a document. A registrering keeps the one it was made in, also when its mappe moves to another.
    public var arkivdel: SystemID?
    /// What stands on it; nil: nothing.
    public var eget: Tilgang?

    /// Whether it is a document, which is a part of what it lies in: mapper and registreringer have an arkivdel.
    public var erDel: Bool { over != nil && arkivdel == nil }

    /// A place.
    public init(systemID: SystemID, over: SystemID? = nil, klasse: SystemID? = nil, arkivdel: SystemID? = nil, eget: Tilgang? = nil) {
        (self.systemID, self.over, self.klasse, self.arkivdel) = (systemID, over, klasse, arkivdel)
        // Whose an open object is does not protect it.
        self.eget = eget.flatMap { $0 == Tilgang() ? nil : $0 }
    }
}

extension Tilgangsledd {
    /// Mapper, classes and documents in each other: deeper than this is a loop.
    public static let limitDepth = 64
    /// Deeper than this no mappe is made in others, and no class below others: what they and what is in them lie in is found within `limitDepth`.
    static let limitNesting = 30

    /// Whether an object lies so deep in others of its kind that no further one may be put in it.
    static func erInnerst(_ id: SystemID, _ over: (SystemID) -> SystemID?) -> Bool {
        var (level, current) = (1, id)
        while level < limitNesting, let outer = over(current) { (level, current) = (level + 1, outer) }
        return level >= limitNesting
    }

    /// What it lies in.
    public var rundt: [SystemID] { [over, klasse, arkivdel].compactMap(\.self) }

    /// Everything that protects the object: what stands on it and on all it lies in.
    ///
    /// - Parameter finn: the place of an object that it lies in; nil for one that is not known.
    public func samlet(_ finn: (SystemID) throws -> Tilgangsledd?) rethrows -> Tilgang { try samlet(finn, depth: 0) }

    private func samlet(_ finn: (SystemID) throws -> Tilgangsledd?, depth: Int) rethrows -> Tilgang {
        var samlet = (eget ?? Tilgang()).medDekning
        guard Kontroll.ytreNivaaer.gjelder, !rundt.isEmpty else { return samlet }
        // What lies further out is not known: nobody may take it for open.
        guard depth < Self.limitDepth else { return samlet.under(Tilgang(grader: [Tilgang.ukjentGrad])) }
        for id in rundt {
            guard let ytre = try finn(id)?.samlet(finn, depth: depth + 1) else { continue }
            samlet = erDel && id == over ? samlet.somDel(av: ytre) : samlet.under(ytre)
        }
        return samlet
    }
}

/// What a fact of the registry changes in what protects its objects. Labels are the members of the stored form.
public enum Tilgangsendring: Codable, Sendable, Equatable {
    /// A new object.
    case nytt(ledd: Tilgangsledd)
    /// An object's place and what stands on it, said again: earlier programs told followers less.
    case gjengitt(ledd: Tilgangsledd)
    /// A mappe lies in another arkivdel.
    case flyttet(mappe: SystemID, arkivdel: SystemID)
    /// A mappe has another primary class.
    case omklassifisert(mappe: SystemID, klasse: SystemID)
    /// Something else stands on the object; whose it is stays. `registrering` is what a document lies in.
    case vern(objekt: SystemID, registrering: SystemID?, tilgang: Tilgang)

    /// What a fact changes, in order; nothing for most.
    public static func av(_ event: any DomainEvent) -> [Tilgangsendring] {
        guard let fact = RegistryFact(event) else { return [] }
        return switch fact {
        case .arkivdelOpprettet(let event):
            [.nytt(ledd: Tilgangsledd(systemID: event.arkivdel.systemID, eget: event.arkivdel.egenTilgang))]
        case .klasseOpprettet(let event):
            [
                .nytt(
                    ledd: Tilgangsledd(
                        systemID: event.klasse.systemID, over: event.klasse.referanseOverordnetKlasse, eget: event.klasse.egenTilgang))
            ]
        case .nyMappe(let mappe): [.nytt(ledd: Tilgangsledd(mappe))]
        case .nyRegistrering(let registrering): Tilgangsledd.alle(registrering).map { .nytt(ledd: $0) }
        case .mappeFlyttet(let event): [.flyttet(mappe: event.mappe, arkivdel: event.til)]
        case .mappeOmklassifisert(let event): [.omklassifisert(mappe: event.mappe, klasse: event.klasse)]
        case .skjermingEndret(let event):
            [.vern(objekt: event.arkivenhet.systemID, registrering: event.registrering, tilgang: event.tilgang)]
        case .tilgangGjengitt(let event): event.ledd.map { .gjengitt(ledd: $0) }
        case .kommuneOpprettet, .kassasjonEndret, .saksstatusEndret, .saksmappeGjenaapnet, .journalstatusEndret, .journalpostAvskrevet,
            .avskrivningOpphevet, .filerOppgitt, .publiseringsregelEndret, .intern:
            []
        }
    }
}

extension Tilgangsledd {
    /// A mappe's.
    public init(_ variant: Mappevariant) {
        let mappe = variant.mappe
        self.init(
            systemID: mappe.systemID, over: mappe.referanseForeldermappe, klasse: mappe.referanseKlasse, arkivdel: mappe.referanseArkivdel,
            eget: variant.egenTilgang)
    }

    /// A registrering's, then those of its documents on which something stands; a document without is protected as its registrering is.
    public static func alle(_ variant: Registreringsvariant) -> [Tilgangsledd] {
        let felles = variant.registrering
        let dokumenter = felles.dokumentbeskrivelse.compactMap { dokument -> Tilgangsledd? in
            let eget = dokument.egenTilgang(sendtAv: felles.innsendtAv)
            return eget.erAapen ? nil : Tilgangsledd(systemID: dokument.systemID, over: felles.systemID, eget: eget)
        }
        return [
            Tilgangsledd(
                systemID: felles.systemID, over: felles.referanseMappe, klasse: felles.referanseMappe == nil ? felles.referanseKlasse : nil,
                arkivdel: felles.referanseArkivdel, eget: variant.egenTilgang)
        ] + dokumenter
    }
}
