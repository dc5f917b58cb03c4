import Domain
import ShardRuntime

/// What the registry's events mean to retention: what it takes in, and what has to be worked out anew because of it.
struct Registerfoelging {
    /// The registry's events that concern retention; others are passed over.
    static let kjenner = EventCatalogue([
        KommuneOpprettet.self, ArkivdelOpprettet.self, KlasseOpprettet.self, KassasjonEndret.self, SkjermingEndret.self,
        TilgangGjengitt.self, MappeOpprettet.self,
        SaksmappeOpprettet.self, MoetemappeOpprettet.self, MappeFlyttetTilArkivdel.self, MappeOmklassifisert.self, SaksstatusEndret.self,
        SaksmappeGjenaapnet.self, RegistreringOpprettet.self, JournalpostOpprettet.self, ArkivnotatOpprettet.self,
        MoeteregistreringOpprettet.self,
    ])

    /// What is taken in.
    private(set) var hendelser: [any DomainEvent] = []
    /// What is to be worked out, each scope once.
    private(set) var omfang: [Kassasjonsomfang] = []
    /// Classes and mapper that may have closed a ring.
    private(set) var mistenkte: [Kassasjonsenhet] = []

    private let kommune: Organisasjonsnummer
    private let lager: Kassasjonslager
    /// The arkivdel of each mappe that was made or moved, once all that has happened.
    private var arkivdeler: [SystemID: SystemID] = [:]
    /// Mapper made already closed.
    private var lukket: Set<SystemID> = []
    /// Classes and mapper that others of the same commit referred to before they came.
    private var nevnt: Set<SystemID> = []
    /// Registreringer and documents made in the same commit, with what they lie in.
    private var nye: [SystemID: Kassasjonsomfang] = [:]

    /// Takes in the events of one commit.
    init(_ events: [any DomainEvent], kommune: Organisasjonsnummer, _ lager: Kassasjonslager) throws {
        (self.kommune, self.lager) = (kommune, lager)
        let facts = events.compactMap { RegistryFact($0) }
        for fact in facts {
            if case .mappeFlyttet(let event) = fact { arkivdeler[event.mappe] = event.til }
            if case .nyMappe(let made) = fact { arkivdeler[made.mappe.systemID] = made.mappe.referanseArkivdel }
        }
        hendelser += TilgangFulgt.events(av: events)
        for fact in facts { try ta(fact) }
    }

    private mutating func ta(_ fact: RegistryFact) throws {
        switch fact {
        case .kommuneOpprettet(let event): hendelser.append(KommuneFulgt(kommune: kommune, navn: event.kommune.navn))
        case .arkivdelOpprettet(let event): hendelser.append(KassasjonsarkivdelFulgt(arkivdel: Kassasjonsarkivdel(event.arkivdel)))
        case .klasseOpprettet(let event): try ta(Kassasjonsklasse(event.klasse))
        case .nyMappe(let made): try ta(Kassasjonsmappe(made))
        case .nyRegistrering(let made): try ta(made)
        case .kassasjonEndret(let event): try ta(event)
        case .mappeFlyttet(let event):
            hendelser.append(MappeplasseringFulgt(mappe: event.mappe, arkivdel: event.til))
            try omberegn(lukket: event.mappe)
        case .mappeOmklassifisert(let event):
            hendelser.append(MappeplasseringFulgt(mappe: event.mappe, klasse: event.klasse))
            // Mapper in it may be closed while it is open.
            omberegn(.mappe(event.mappe))
        case .saksstatusEndret(let event):
            guard let avsluttetDato = event.avsluttetDato else { return }
            hendelser.append(MappeavslutningFulgt(mappe: event.saksmappe, avsluttetDato: avsluttetDato))
            omberegn(.mappe(event.saksmappe))
        case .saksmappeGjenaapnet(let event):
            hendelser.append(MappeavslutningFulgt(mappe: event.saksmappe, avsluttetDato: nil))
            omberegn(.mappe(event.saksmappe))
        // What protects objects is taken in by itself (`TilgangFulgt`).
        case .skjermingEndret, .tilgangGjengitt, .journalstatusEndret, .journalpostAvskrevet, .avskrivningOpphevet, .filerOppgitt,
            .publiseringsregelEndret, .intern:
            break
        }
    }

    private mutating func ta(_ klasse: Kassasjonsklasse) throws {
        hendelser.append(KassasjonsklasseFulgt(klasse: klasse))
        // Only a class that others referred to before it came may close a ring, or change what is there.
        nevnt.formUnion([klasse.overordnetKlasse].compactMap { $0 })
        if try nevnt.contains(klasse.systemID) || lager.erIBruk(klasse: klasse.systemID) {
            mistenkte.append(.klasse(klasse.systemID))
            omberegn(.klasse(klasse.systemID))
        }
    }

    private mutating func ta(_ mappe: Kassasjonsmappe) throws {
        hendelser.append(KassasjonsmappeFulgt(mappe: mappe))
        if mappe.avsluttetDato != nil {
            lukket.insert(mappe.systemID)
            omberegn(.mappe(mappe.systemID))
        }
        nevnt.formUnion([mappe.klasse, mappe.foreldermappe].compactMap { $0 })
        if try nevnt.contains(mappe.systemID) || lager.erIBruk(mappe: mappe.systemID) {
            mistenkte.append(.mappe(mappe.systemID))
            omberegn(.mappe(mappe.systemID))
        }
    }

    private mutating func ta(_ variant: Registreringsvariant) throws {
        let mappe = variant.registrering.referanseMappe
        let arkivdel = try mappe.flatMap { try arkivdeler[$0] ?? lager.mappe($0)?.arkivdel }
        let registrering = Kassasjonsregistrering(variant, mappensArkivdel: arkivdel)
        hendelser.append(KassasjonsregistreringFulgt(registrering: registrering))
        let place = mappe.map { Kassasjonsomfang.mappe($0) } ?? .registrering(registrering.systemID)
        nye[registrering.systemID] = place
        for dokument in registrering.dokumenter { nye[dokument.systemID] = place }
        if let mappe {
            try omberegn(lukket: mappe)
        } else if registrering.startdato != nil {
            omberegn(place)
        }
    }

    private mutating func ta(_ event: KassasjonEndret) throws {
        let vedtak = event.kassasjon.map {
            Kassasjonsvedtak($0, vedtattDato: event.endretDato, vedtattAv: event.endretAv, begrunnelse: event.begrunnelse)
        }
        hendelser.append(KassasjonsvedtakFulgt(enhet: event.arkivenhet, vedtak: vedtak))
        switch event.arkivenhet {
        case .arkivdel(let id): omberegn(.arkivdel(id))
        case .klasse(let id): omberegn(.klasse(id))
        case .mappe(let id): omberegn(.mappe(id))
        case .registrering(let id): try (nye[id] ?? lager.omfang(registrering: id)).map { omberegn($0) }
        case .dokumentbeskrivelse(let id): try (nye[id] ?? lager.omfang(dokument: id)).map { omberegn($0) }
        }
    }

    private mutating func omberegn(lukket mappe: SystemID) throws {
        if try lukket.contains(mappe) || lager.erLukket(mappe: mappe) { omberegn(.mappe(mappe)) }
    }

    private mutating func omberegn(_ scope: Kassasjonsomfang) {
        if !omfang.contains(scope) { omfang.append(scope) }
    }
}
