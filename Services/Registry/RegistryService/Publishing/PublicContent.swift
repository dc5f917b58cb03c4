import Contracts
import Domain

/// The content of one public event, and what it is about: the object's type and ids, and of a journalpost that is public what the public is told.
struct PublicContent {
    /// The systemID of the object, or the municipality's organisasjonsnummer.
    let subject: String
    /// The members of `data`; those without a value are left out.
    private(set) var members: [String: JSONValue] = [:]

    /// The content of a published event; nil for one that is not published.
    init?(_ event: any DomainEvent) {
        switch event {
        case let event as KommuneOpprettet:
            self.init(subject: event.kommune.organisasjonsnummer.rawValue)
            set("organisasjonsnummer", subject)
            set("kommunenummer", event.kommune.kommunenummer)
            set("navn", event.kommune.navn)
        case let event as MappeOpprettet: self.init(event.mappe)
        case let event as SaksmappeOpprettet:
            self.init(event.saksmappe.mappe)
            set("saksaar", event.saksmappe.saksaar)
            set("sakssekvensnummer", event.saksmappe.sakssekvensnummer)
        case let event as MoetemappeOpprettet: self.init(event.moetemappe.mappe)
        case let event as SaksstatusEndret: self.init(event.saksmappe, i: nil)
        case let event as SaksmappeGjenaapnet: self.init(event.saksmappe, i: nil)
        case let event as RegistreringOpprettet: self.init(event.registrering)
        case let event as ArkivnotatOpprettet: self.init(event.arkivnotat.registrering)
        case let event as MoeteregistreringOpprettet:
            self.init(event.moeteregistrering.registrering)
            set("moeteregistreringstype", event.moeteregistrering.moeteregistreringstype)
        case let event as JournalpostOpprettet: self.init(event.journalpost)
        case let event as JournalstatusEndret: self.init(event.journalpost, i: event.mappe)
        case let event as JournalpostAvskrevet:
            self.init(event.journalpost, i: event.mappe)
            set("referanseAvskrivesAvJournalpost", event.avskrivning.referanseAvskrivesAvJournalpost)
        case let event as AvskrivningOpphevet: self.init(event.journalpost, i: event.mappe)
        case let event as JournalpostOffentliggjort: self.init(event)
        case let event as JournalpostTrukketTilbake:
            self.init(event.journalpost, i: event.mappe)
            set("registreringsID", event.registreringsID)
        case let event as DokumentobjektFullfoert:
            self.init(event.dokumentobjekt, i: event.mappe)
            set("referanseDokumentbeskrivelse", event.dokumentbeskrivelse)
            set("referanseRegistrering", event.registrering)
        default: return nil
        }
    }

    private init(subject: String) { self.subject = subject }

    private init(_ mappe: Mappe) {
        self.init(subject: mappe.systemID.rawValue)
        set("systemID", mappe.systemID)
        set("mappeID", mappe.mappeID)
        set("referanseForeldermappe", mappe.referanseForeldermappe)
        set("referanseArkivdel", mappe.referanseArkivdel)
    }

    private init(_ registrering: Registrering) {
        self.init(registrering.systemID, i: registrering.referanseMappe)
        set("registreringsID", registrering.registreringsID)
        set("referanseArkivdel", registrering.referanseArkivdel)
    }

    private init(_ post: Journalpost) {
        self.init(post.registrering)
        set("journalaar", post.journalaar)
        set("journalsekvensnummer", post.journalsekvensnummer)
        set("journalpostnummer", post.journalpostnummer)
        set("journalposttype", post.journalposttype)
    }

    /// The one event that tells a title: what may be told stands in it.
    private init(_ event: JournalpostOffentliggjort) {
        self.init(event.journalpost, i: event.mappe)
        set("registreringsID", event.registreringsID)
        set("referanseArkivdel", event.arkivdel)
        set("journalaar", event.journalaar)
        set("journalsekvensnummer", event.journalsekvensnummer)
        set("journalpostnummer", event.journalpostnummer)
        set("journalposttype", event.journalposttype)
        set("journaldato", event.journaldato)
        set("dokumentetsDato", event.dokumentetsDato)
        set("offentligTittel", event.offentligTittel)
        members["erSkjermet"] = .bool(event.erSkjermet)
        set("mappeID", event.mappeID)
        set("mappeOffentligTittel", event.mappeOffentligTittel)
    }

    private init(_ systemID: SystemID, i mappe: SystemID?) {
        self.init(subject: systemID.rawValue)
        set("systemID", systemID)
        set("referanseMappe", mappe)
    }

    private mutating func set(_ name: String, _ value: String?) { members[name] = value.map { .string($0) } }
    private mutating func set(_ name: String, _ value: Int) { members[name] = .int(Int64(value)) }
    private mutating func set(_ name: String, _ value: SystemID?) { members[name] = value.map { .string($0.rawValue) } }
    private mutating func set(_ name: String, _ value: Dato?) { members[name] = value.map { .string($0.description) } }
    private mutating func set(_ name: String, _ value: Kode) {
        members[name] = ["kode": .string(value.kode), "kodenavn": .string(value.kodenavn)]
    }
}
