/// Reads the facts of one commit of another service: what subscribers are told of each, and what has to be remembered.
public struct Hendelsestolk<Oppslag: Varslingsoppslag> {
    /// Where the facts stand.
    public struct Sted {
        /// The municipality.
        public var kommune: Organisasjonsnummer
        /// Which service's commit.
        public var service: String
        /// The commit's number.
        public var sequence: UInt64
        /// When it was decided.
        public var tid: Tidspunkt
        /// W3C traceparent.
        public var traceparent: String?

        /// A place.
        public init(kommune: Organisasjonsnummer, service: String, sequence: UInt64, tid: Tidspunkt, traceparent: String?) {
            (self.kommune, self.service, self.sequence, self.tid, self.traceparent) = (kommune, service, sequence, tid, traceparent)
        }
    }

    private let sted: Sted
    private let oppslag: Oppslag
    private var neste: Int64
    /// Which of several hendelser of one fact is being made, from 0; the ids of all but the first end with it.
    private var del = 0
    /// What earlier facts of the same commit said; it is newer than what is stored.
    private var saker: [SystemID: Varslingssak] = [:]
    private var poster: [SystemID: Varslingspost] = [:]

    /// A reader of one commit; its first hendelse gets the number `neste`.
    public init(_ sted: Sted, _ oppslag: Oppslag, neste: Int64) {
        (self.sted, self.oppslag, self.neste) = (sted, oppslag, neste)
    }

    /// What there is to tell and to remember of a fact; nothing when it is nobody's business.
    ///
    /// - Parameter plass: the fact's place in its commit.
    public mutating func les(_ event: any DomainEvent, plass: Int) throws -> [any DomainEvent] {
        if let fact = RegistryFact(event) { return try les(fact, plass) }
        if let fact = DocumentFact(event) { return try les(fact, plass) }
        if let fact = RetentionFact(event) { return try les(fact, plass) }
        return []
    }

    private mutating func les(_ fact: RegistryFact, _ plass: Int) throws -> [any DomainEvent] {
        switch fact {
        case .nyMappe(.saksmappe(let sak)): try ny(Varslingssak(sak), .saksmappeOpprettet, plass)
        case .nyMappe(let variant): try ny(Varslingssak(variant.mappe), .mappeOpprettet, plass)
        case .nyRegistrering(.journalpost(let post)): try ny(Varslingspost(post), .journalpostOpprettet, plass)
        case .nyRegistrering(.arkivnotat(let notat)): try ny(Varslingspost(notat.registrering), .arkivnotatOpprettet, plass)
        case .nyRegistrering(let variant): try ny(Varslingspost(variant.registrering), .registreringOpprettet, plass)
        case .saksstatusEndret(let event):
            try om(sak: event.saksmappe, .saksmappeStatusendret, plass) { ($0.fra, $0.til) = (event.fra, event.til) }
        case .saksmappeGjenaapnet(let event):
            try om(sak: event.saksmappe, .saksmappeGjenaapnet, plass) { ($0.fra, $0.til) = (event.fra, event.til) }
        case .journalstatusEndret(let event):
            try om(post: event.journalpost, .journalpostStatusendret, plass) { post, hendelse in
                post.journalstatus = event.til
                (hendelse.fra, hendelse.til) = (event.fra, event.til)
            }
        case .journalpostAvskrevet(let event):
            try om(post: event.journalpost, .journalpostAvskrevet, plass) { post, hendelse in
                let avskrivning = event.avskrivning
                post.avskrivning.append(
                    .init(systemID: avskrivning.systemID, korrespondansepart: avskrivning.referanseAvskrivesAvKorrespondansepart))
                hendelse.til = avskrivning.avskrivningsmaate
            }
        case .avskrivningOpphevet(let event):
            try om(post: event.journalpost, .journalpostAvskrivningopphevet, plass) { post, hendelse in
                post.avskrivning.removeAll { $0.systemID == event.avskrivning }
                hendelse.dato = post.forfallsdato
            }
        case .kommuneOpprettet, .arkivdelOpprettet, .klasseOpprettet, .mappeFlyttet, .mappeOmklassifisert, .kassasjonEndret,
            .skjermingEndret, .filerOppgitt, .tilgangGjengitt, .publiseringsregelEndret, .intern:
            []
        }
    }

    private mutating func les(_ fact: DocumentFact, _ plass: Int) throws -> [any DomainEvent] {
        switch fact {
        case .filLagret(let event):
            try om(post: event.registrering, .filLagret, plass) { _, hendelse in hendelse.dokumentobjekt = event.dokumentobjekt }
        case .filFeilet(let event):
            // What is tried again is not news yet.
            event.erEndelig
                ? try om(post: event.registrering, .filFeilet, plass) { _, hendelse in hendelse.dokumentobjekt = event.dokumentobjekt } : []
        case .filSkadet(let event): try skadet(event, plass)
        case .dokumentKonvertert, .intern: []
        }
    }

    private mutating func les(_ fact: RetentionFact, _ plass: Int) throws -> [any DomainEvent] {
        switch fact {
        case .kassasjonBeregnet(let event):
            // One for each case, not one for each of its documents.
            guard let dato = event.utfall.kassasjonsdato, event.enheter.mappe?.contains(event.hode) == true else { return [] }
            return try om(sak: event.hode, .kassasjonsdatoBeregnet, plass) { $0.dato = dato }
        case .intern: return []
        }
    }

    /// One for each document that has the file: each is a matter of its own case. Another kind of damage to the same file is no news.
    private mutating func skadet(_ event: FilSkadet, _ plass: Int) throws -> [any DomainEvent] {
        guard event.kjentSkade == nil else { return [] }
        var told: [any DomainEvent] = []
        for (index, (objekt, registrering)) in zip(event.dokumentobjekt, event.registrering ?? []).enumerated() {
            del = index
            defer { del = 0 }
            told += try om(post: registrering, .filSkadet, plass) { _, hendelse in hendelse.dokumentobjekt = objekt }
        }
        return told
    }

    private mutating func ny(_ sak: Varslingssak, _ type: Hendelsestype, _ plass: Int) throws -> [any DomainEvent] {
        saker[sak.systemID] = sak
        let told = HendelseVarslet(hendelse: hendelse(type, plass, sak: sak, post: nil), sak: sak)
        return [told] + (try utsatt(sak.systemID, sak: sak, post: nil))
    }

    private mutating func ny(_ post: Varslingspost, _ type: Hendelsestype, _ plass: Int) throws -> [any DomainEvent] {
        poster[post.systemID] = post
        let sak = try post.mappe.flatMap { try finn(sak: $0) }
        var hendelse = hendelse(type, plass, sak: sak, post: post)
        hendelse.dato = post.forfallsdato
        return [HendelseVarslet(hendelse: hendelse, post: post)] + (try utsatt(post.systemID, sak: sak, post: post))
    }

    /// What came before the object was known is told now.
    private mutating func utsatt(_ objekt: SystemID, sak: Varslingssak?, post: Varslingspost?) throws -> [any DomainEvent] {
        try oppslag.utsatt(objekt).map { waiting in
            var hendelse = waiting
            hendelse.nummer = neste
            neste += 1
            hendelse.fyll(sak: sak, post: post)
            return HendelseVarslet(hendelse: hendelse)
        }
    }

    private mutating func om(
        sak systemID: SystemID, _ type: Hendelsestype, _ plass: Int, _ utfyll: (inout Hendelse) -> Void
    ) throws -> [any DomainEvent] {
        guard let sak = try finn(sak: systemID) else {
            guard sted.service != "registry" else { return [] }
            var hendelse = venter(type, plass)
            utfyll(&hendelse)
            return [HendelseUtsatt(objekt: systemID, hendelse: hendelse)]
        }
        var hendelse = hendelse(type, plass, sak: sak, post: nil)
        utfyll(&hendelse)
        return [HendelseVarslet(hendelse: hendelse)]
    }

    private mutating func om(
        post systemID: SystemID, _ type: Hendelsestype, _ plass: Int, _ utfyll: (inout Varslingspost, inout Hendelse) -> Void
    ) throws -> [any DomainEvent] {
        guard let kjent = try finn(post: systemID) else {
            // The registry's own facts come in order: only another service can be ahead of it.
            guard sted.service != "registry" else { return [] }
            var hendelse = venter(type, plass)
            var ukjent = Varslingspost(ukjent: systemID)
            utfyll(&ukjent, &hendelse)
            return [HendelseUtsatt(objekt: systemID, hendelse: hendelse)]
        }
        var post = kjent
        var hendelse = hendelse(type, plass, sak: try post.mappe.flatMap { try finn(sak: $0) }, post: post)
        utfyll(&post, &hendelse)
        poster[systemID] = post
        return [HendelseVarslet(hendelse: hendelse, post: post == kjent ? nil : post)]
    }

    /// A hendelse that has no number yet.
    private func venter(_ type: Hendelsestype, _ plass: Int) -> Hendelse {
        var hendelse = Hendelse(id: id(plass), nummer: 0, type: type, tid: sted.tid)
        hendelse.traceparent = sted.traceparent
        return hendelse
    }

    private func id(_ plass: Int) -> String {
        "\(sted.kommune)-\(sted.service)-\(sted.sequence)-\(plass)" + (del == 0 ? "" : "-\(del)")
    }

    private mutating func hendelse(_ type: Hendelsestype, _ plass: Int, sak: Varslingssak?, post: Varslingspost?) -> Hendelse {
        defer { neste += 1 }
        var hendelse = Hendelse(id: id(plass), nummer: neste, type: type, tid: sted.tid)
        hendelse.fyll(sak: sak, post: post)
        hendelse.traceparent = sted.traceparent
        return hendelse
    }

    private func finn(sak systemID: SystemID) throws -> Varslingssak? { try saker[systemID] ?? oppslag.sak(systemID) }

    private func finn(post systemID: SystemID) throws -> Varslingspost? { try poster[systemID] ?? oppslag.post(systemID) }
}

extension Hendelse {
    /// What a hendelse says of the objects it is about.
    public mutating func fyll(sak: Varslingssak?, post: Varslingspost?) {
        (saksmappe, mappeID) = (sak?.systemID ?? post?.mappe, sak?.mappeID)
        (administrativEnhet, saksansvarlig) = (sak?.administrativEnhet, sak?.saksansvarlig)
        (registrering, registreringsID, journalposttype) = (post?.systemID, post?.registreringsID, post?.journalposttype)
        (tittel, offentligTittel) = post.map { ($0.tittel, $0.offentligTittel) } ?? (sak?.tittel, sak?.offentligTittel)
    }
}
