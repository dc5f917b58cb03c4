import Domain

/// Where a secret word stands.
enum Felt: Hashable {
    /// The title, and free texts that tell what it tells.
    case tittel
    /// The title for the public.
    case offentligTittel
    /// A party's name.
    case part(erSkjermet: Bool)
    /// How a party is reached.
    case kontakt(erSkjermet: Bool)
    /// A remark.
    case merknad(erSkjermet: Bool)
    /// A file's name.
    case fil
    /// A password in the address of a file.
    case kilde
    /// The sender's own key.
    case noekkel
    /// Who wrote it, what it went through, what it decided: texts that may name whom its screened parts hide.
    case omtale
    /// What may hold anything.
    case fri
    /// Why something was decided.
    case begrunnelse
    /// The systemID of a class, that tells when a person's number was used first and which objects share it.
    case klasse
}

/// What protects each object and who may see which word of it, said a second time and as plainly as possible: nothing here is shared with the code
/// under test but the facts of the registry.
struct Fasit {
    struct Objekt {
        var over: [SystemID] = []
        /// The registrering that a document lies in.
        var registrering: SystemID?
        var skjerming: Skjerming?
        var grad: String?
        /// What is marked as screened; the title counts while the object itself is not screened.
        var deler: Set<String> = []
        /// What of it stood by itself before the object was screened afterwards.
        var selvstendig: Set<String> = []
        /// Of mapper and registreringer.
        var tittel: String?
        var personer: Set<String> = []
        var partner: String?
    }

    /// How much somebody sees.
    enum Nivaa: Equatable { case alt, uten(Set<String>), offentlig, finnes, intet }

    private(set) var objekter: [SystemID: Objekt] = [:]
    /// Where each secret word stands.
    private(set) var ord: [String: (objekt: SystemID, felt: Felt)] = [:]

    mutating func plant(_ word: String, _ objekt: SystemID, _ felt: Felt) { ord[word] = (objekt, felt) }

    // MARK: - Facts

    mutating func ta(_ event: any DomainEvent) {
        switch event {
        case let event as ArkivdelOpprettet: objekter[event.arkivdel.systemID] = Objekt()
        case let event as KlasseOpprettet:
            objekter[event.klasse.systemID] = Objekt(
                over: [event.klasse.referanseOverordnetKlasse].compactMap(\.self), skjerming: event.klasse.skjerming)
            if event.klasse.skjerming != nil { plant(event.klasse.systemID.rawValue, event.klasse.systemID, .klasse) }
        case let event as MappeOpprettet: mappe(event.mappe, [])
        case let event as SaksmappeOpprettet: mappe(event.saksmappe.mappe, [event.saksmappe.saksansvarlig.identifikator])
        case let event as JournalpostOpprettet: registrering(event.journalpost.registrering)
        case let event as ArkivnotatOpprettet: registrering(event.arkivnotat.registrering)
        case let event as RegistreringOpprettet: registrering(event.registrering)
        case let event as MappeFlyttetTilArkivdel: objekter[event.mappe]?.over.append(event.til)
        case let event as MappeOmklassifisert:
            objekter[event.mappe]?.over.removeAll { $0 == event.forrige }
            objekter[event.mappe]?.over.append(event.klasse)
        case let event as SkjermingEndret:
            guard var objekt = objekter[event.arkivenhet.systemID] else { return }
            let around = objekt.registrering.flatMap { objekter[$0]?.selvstendig } ?? []
            let stood = objekt.skjerming == nil ? objekt.deler : objekt.selvstendig.union(around)
            objekt.skjerming = event.skjerming
            if let title = objekt.tittel {
                let isOther = event.offentligTittel.map { $0 != title } ?? false
                if isOther { objekt.deler.insert("tittel") } else { objekt.deler.remove("tittel") }
            }
            objekt.selvstendig = event.skjerming == nil ? [] : stood.intersection(objekt.deler)
            objekter[event.arkivenhet.systemID] = objekt
        default: break
        }
    }

    private func deler(_ tittel: String, _ offentlig: String?, _ parter: [Bool?], _ merknader: [Merknad]) -> Set<String> {
        var deler: Set<String> = []
        if let offentlig, offentlig != tittel { deler.insert("tittel") }
        if parter.contains(true) { deler.insert("parter") }
        if merknader.contains(where: { $0.erSkjermet == true }) { deler.insert("merknader") }
        return deler
    }

    private mutating func mappe(_ mappe: Mappe, _ personer: [String?]) {
        objekter[mappe.systemID] = Objekt(
            over: [mappe.referanseForeldermappe, mappe.referanseKlasse, mappe.referanseArkivdel].compactMap(\.self),
            skjerming: mappe.skjerming,
            grad: mappe.gradering?.graderingskode.kode,
            deler: deler(mappe.tittel, mappe.offentligTittel, mappe.part.map(\.erSkjermet), mappe.merknad),
            tittel: mappe.tittel, personer: Set(personer.compactMap(\.self)), partner: mappe.innsendtAv)
    }

    private mutating func registrering(_ felles: Registrering) {
        objekter[felles.systemID] = Objekt(
            over: [felles.referanseMappe, felles.referanseKlasse, felles.referanseArkivdel].compactMap(\.self), skjerming: felles.skjerming,
            grad: felles.gradering?.graderingskode.kode,
            deler: deler(
                felles.tittel, felles.offentligTittel, felles.part.map(\.erSkjermet) + felles.korrespondansepart.map(\.erSkjermet),
                felles.merknad),
            tittel: felles.tittel, personer: Set(felles.korrespondansepart.compactMap { $0.saksbehandler?.identifikator }),
            partner: felles.innsendtAv)
        for dokument in felles.dokumentbeskrivelse {
            objekter[dokument.systemID] = Objekt(
                over: [felles.systemID], registrering: felles.systemID, skjerming: dokument.skjerming,
                grad: dokument.gradering?.graderingskode.kode,
                deler: deler(dokument.tittel, nil, dokument.part.map(\.erSkjermet), dokument.merknad), partner: felles.innsendtAv)
        }
    }

    // MARK: - Who sees what

    private func allTheWayUp(_ id: SystemID) -> [Objekt] {
        guard let own = objekter[id] else { return [] }
        return [own] + own.over.flatMap { allTheWayUp($0) }
    }

    private func named(_ objekt: Objekt) -> Set<String> {
        objekt.skjerming == nil ? objekt.deler : objekt.deler.subtracting(["tittel"]).union(objekt.selvstendig)
    }

    func nivaa(_ leser: Leser, _ id: SystemID, _ dag: Dato) -> Nivaa {
        guard !leser.erDrift, let own = objekter[id] else { return .intet }
        let chain = allTheWayUp(id)
        let order = ["SH", "H", "K", "B"]
        for grad in chain.compactMap(\.grad) {
            let covering = order.firstIndex(of: grad).map { Array(order[...$0]) } ?? (grad == "F" ? ["SF", "F"] : ["SF"])
            if !covering.contains(where: { leser.gradering?.contains($0) == true }) { return .finnes }
        }
        if let partner = leser.partner { if own.partner == partner { return .alt } }
        if leser.partner == nil, chain.contains(where: { $0.personer.contains(leser.identitet) }) { return .alt }
        let holding = chain.compactMap(\.skjerming).filter { skjerming in
            guard let ends = skjerming.skjermingOpphoererDato, !["G", "U"].contains(skjerming.skjermingOpphoererAksjon?.kode) else {
                return true
            }
            return dag < ends
        }.map(\.tilgangsrestriksjon.kode)
        if let cleared = leser.klarering, !holding.allSatisfy(cleared.contains) { return .offentlig }
        if leser.klarering?.contains("UO") ?? true { return .alt }
        // What an object was sent with covers its parts while it holds; nothing else does. A document's end with those of what it lies in.
        let both = [own] + [own.registrering.flatMap { objekter[$0] }].compactMap(\.self)
        let hasEnded = both.contains { objekt in
            guard let own = objekt.skjerming, !named(objekt).isEmpty, let ends = own.skjermingOpphoererDato,
                !["G", "U"].contains(own.skjermingOpphoererAksjon?.kode)
            else { return false }
            return dag >= ends
        }
        var deler: Set<String> = []
        for objekt in both { deler.formUnion(hasEnded || objekt.skjerming == nil ? named(objekt) : objekt.selvstendig) }
        return deler.isEmpty ? .alt : .uten(deler)
    }

    /// Whether something holds for an object that feeds tell nothing but ids of.
    func erSkjermet(_ id: SystemID, _ dag: Dato) -> Bool {
        let nobody = Leser(identitet: "", rolle: "", klarering: [])
        let cleared = Leser(identitet: "", rolle: "", klarering: ["UO"])
        return nivaa(nobody, id, dag) == .finnes || nivaa(cleared, id, dag) == .offentlig
    }

    /// Whether a word may stand in what a reader is shown; `opened` is the object they opened by its name.
    func maaVises(_ word: String, _ leser: Leser, _ dag: Dato, opened: SystemID?) -> Bool {
        guard let (id, felt) = ord[word], let objekt = objekter[id] else { return true }
        let sender = objekt.partner
        if objekt.registrering != nil, leser.partner != nil, leser.partner != sender { return false }
        let level = nivaa(leser, id, dag)
        let hidden: Set<String>
        switch level {
        case .alt: hidden = []
        case .uten where felt == .klasse: return false
        case .uten(let deler): hidden = deler
        case .offentlig: return felt == .offentligTittel
        case .finnes, .intet: return false
        }
        let isOpened = opened == id || (objekt.registrering != nil && opened == objekt.registrering)
        let isNear = isOpened && (leser.partner == nil || leser.partner == sender)
        switch felt {
        case .tittel: return !hidden.contains("tittel")
        case .fil: return hidden.isEmpty
        case .offentligTittel, .noekkel, .klasse: return true
        case .begrunnelse: return leser.partner == nil && hidden.isEmpty
        case .part(let isScreened): return !(isScreened && hidden.contains("parter"))
        case .merknad(let isScreened): return !hidden.contains("tittel") && !(isScreened && hidden.contains("merknader"))
        case .kontakt(let isScreened):
            return isNear && !(isScreened && hidden.contains("parter"))
        case .omtale: return hidden.isEmpty
        case .fri: return isNear && hidden.isEmpty
        case .kilde: return leser.partner != nil && leser.partner == sender && !hidden.contains("tittel")
        }
    }
}
