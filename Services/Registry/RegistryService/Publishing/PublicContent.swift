import Contracts
import Domain

/// The content of one public event, and what it is about.
struct PublicContent {
    /// The systemID of the object, or the municipality's organisasjonsnummer.
    let subject: String
    /// The members of `data`; those without a value are left out.
    private(set) var members: [String: JSONValue] = [:]

    /// The content of a published event; nil for one that is not published.
    ///
    /// - Parameter screenedMapper: mapper made screened in the same commit; what lies in them shows no title of its own either.
    init?(_ event: any DomainEvent, screenedMapper: Set<SystemID>) {
        switch event {
        case let event as KommuneOpprettet:
            self.init(subject: event.kommune.organisasjonsnummer.rawValue)
            set("organisasjonsnummer", subject)
            set("kommunenummer", event.kommune.kommunenummer)
            set("navn", event.kommune.navn)
        case let event as MappeOpprettet: self.init(event.mappe)
        case let event as SaksmappeOpprettet: self.init(event.saksmappe)
        case let event as MoetemappeOpprettet: self.init(event.moetemappe)
        case let event as SaksstatusEndret:
            self.init(event.saksmappe, changed: event.endretDato, from: event.fra, to: event.til)
            set("avsluttetDato", event.avsluttetDato)
        case let event as SaksmappeGjenaapnet: self.init(event.saksmappe, changed: event.endretDato, from: event.fra, to: event.til)
        case let event as RegistreringOpprettet: self.init(event.registrering, screenedMapper)
        case let event as ArkivnotatOpprettet: self.init(event.arkivnotat.registrering, screenedMapper)
        case let event as MoeteregistreringOpprettet:
            self.init(event.moeteregistrering.registrering, screenedMapper)
            set("moeteregistreringstype", event.moeteregistrering.moeteregistreringstype)
        case let event as JournalpostOpprettet: self.init(event.journalpost, screenedMapper)
        case let event as JournalstatusEndret:
            self.init(event.journalpost, changed: event.endretDato, from: event.fra, to: event.til)
            set("referanseMappe", event.mappe)
            set("journaldato", event.journaldato)
            set("arkivertDato", event.arkivertDato)
        case let event as JournalpostAvskrevet:
            self.init(subject: event.journalpost.rawValue)
            set("systemID", event.journalpost)
            set("referanseMappe", event.mappe)
            set("avskrivningsdato", event.avskrivning.avskrivningsdato)
            set("avskrivningsmaate", event.avskrivning.avskrivningsmaate)
            set("referanseAvskrivesAvJournalpost", event.avskrivning.referanseAvskrivesAvJournalpost)
        case let event as AvskrivningOpphevet:
            self.init(subject: event.journalpost.rawValue)
            set("systemID", event.journalpost)
            set("referanseMappe", event.mappe)
            set("endretDato", event.endretDato)
        case let event as DokumentobjektFullfoert:
            self.init(subject: event.dokumentobjekt.rawValue)
            set("systemID", event.dokumentobjekt)
            set("referanseDokumentbeskrivelse", event.dokumentbeskrivelse)
            set("referanseRegistrering", event.registrering)
            set("referanseMappe", event.mappe)
            set("format", event.format)
            set("mimeType", event.mimeType)
            set("filstoerrelse", Int(event.filstoerrelse))
            set("lagretDato", event.lagretDato)
        default: return nil
        }
    }

    private init(subject: String) { self.subject = subject }

    /// The mappe that an event made screened.
    static func screenedMappe(_ event: any DomainEvent) -> SystemID? {
        let mappe: Mappe? =
            switch event {
            case let event as MappeOpprettet: event.mappe
            case let event as SaksmappeOpprettet: event.saksmappe.mappe
            case let event as MoetemappeOpprettet: event.moetemappe.mappe
            default: nil
            }
        guard let mappe, mappe.skjerming != nil || mappe.gradering != nil else { return nil }
        return mappe.systemID
    }

    private init(_ mappe: Mappe) {
        subject = mappe.systemID.rawValue
        set("systemID", mappe.systemID)
        set("mappeID", mappe.mappeID)
        // No title: nobody has assessed yet whether it may be public, and what stands in the topic cannot be called back.
        members["erSkjermet"] = .bool(mappe.skjerming != nil || mappe.gradering != nil)
        set("opprettetDato", mappe.opprettetDato)
        set("referanseForeldermappe", mappe.referanseForeldermappe)
        set("referanseArkivdel", mappe.referanseArkivdel)
    }

    private init(_ sak: Saksmappe) {
        self.init(sak.mappe)
        set("saksaar", sak.saksaar)
        set("sakssekvensnummer", sak.sakssekvensnummer)
        set("saksdato", sak.saksdato)
        set("saksstatus", sak.saksstatus)
        set("administrativEnhet", sak.administrativEnhet.navn)
        set("journalenhet", sak.journalenhet)
    }

    private init(_ moete: Moetemappe) {
        self.init(moete.mappe)
        set("moetenummer", moete.moetenummer)
        set("utvalg", moete.utvalg.navn)
        set("moetedato", moete.moetedato)
        set("moetested", moete.moetested)
    }

    private init(_ registrering: Registrering, _ screenedMapper: Set<SystemID>) {
        subject = registrering.systemID.rawValue
        let isInScreened = registrering.referanseMappe.map { screenedMapper.contains($0) } ?? false
        set("systemID", registrering.systemID)
        set("registreringsID", registrering.registreringsID)
        members["erSkjermet"] = .bool(registrering.skjerming != nil || registrering.gradering != nil || isInScreened)
        set("opprettetDato", registrering.opprettetDato)
        set("arkivertDato", registrering.arkivertDato)
        set("referanseMappe", registrering.referanseMappe)
        set("referanseArkivdel", registrering.referanseArkivdel)
        set("antallDokumenter", registrering.dokumentbeskrivelse.count)
    }

    private init(_ post: Journalpost, _ screenedMapper: Set<SystemID>) {
        self.init(post.registrering, screenedMapper)
        set("journalaar", post.journalaar)
        set("journalsekvensnummer", post.journalsekvensnummer)
        set("journalpostnummer", post.journalpostnummer)
        set("journalposttype", post.journalposttype)
        set("journalstatus", post.journalstatus)
        set("journaldato", post.journaldato)
        set("dokumentetsDato", post.dokumentetsDato)
        set("mottattDato", post.mottattDato)
        set("sendtDato", post.sendtDato)
        set("forfallsdato", post.forfallsdato)
        set("journalenhet", post.journalenhet)
    }

    private init(_ systemID: SystemID, changed: Tidspunkt, from: Kode, to: Kode) {
        subject = systemID.rawValue
        set("systemID", systemID)
        set("fra", from)
        set("til", to)
        set("endretDato", changed)
    }

    private mutating func set(_ name: String, _ value: String?) { members[name] = value.map { .string($0) } }
    private mutating func set(_ name: String, _ value: Int) { members[name] = .int(Int64(value)) }
    private mutating func set(_ name: String, _ value: SystemID?) { members[name] = value.map { .string($0.rawValue) } }
    private mutating func set(_ name: String, _ value: Dato?) { members[name] = value.map { .string($0.description) } }
    private mutating func set(_ name: String, _ value: Tidspunkt?) { members[name] = value.map { .string($0.description) } }
    private mutating func set(_ name: String, _ value: Kode) {
        members[name] = ["kode": .string(value.kode), "kodenavn": .string(value.kodenavn)]
    }
}
