/// The types all Fiks Arkiv messages share. Source: fiks-arkiv V1, metadatakatalog.xsd.
enum FiksMetadatakatalog {
    static let kode = FiksType(
        "kode", in: .metadatakatalog,
        [.one("kode", .string), .optional("beskrivelse", .string)])

    static let identifikatorer = FiksType(
        "identifikatorer", in: .metadatakatalog,
        [
            .optional("navn", .string), .optional("identifikator", .string), .optional("initialer", .string),
            .optional("epostadresse", .text),
        ])

    static let saksnummer = FiksType(
        "saksnummer", in: .metadatakatalog,
        [.one("saksaar", .int), .one("sakssekvensnummer", .int)])

    static let journalnummer = FiksType(
        "journalnummer", in: .metadatakatalog,
        [.one("journalaar", .int), .one("journalsekvensnummer", .int)])

    static let saksJournalpostnummer = FiksType(
        "saksJournalpostnummer", in: .metadatakatalog, extending: saksnummer,
        [.one("journalpostnummer", .int)])

    static let eksternNoekkel = FiksType(
        "eksternNoekkel", in: .metadatakatalog,
        [.one("fagsystem", .text), .one("noekkel", .text)])

    static let referanseTilMappe = FiksType(
        "referanseTilMappe", in: .metadatakatalog,
        [
            .optional("systemID", .systemID), .optional("mappeID", .text), .optional("saksnummer", .type(saksnummer)),
            .optional("referanseEksternNoekkel", .type(eksternNoekkel)),
        ])

    static let referanseTilRegistrering = FiksType(
        "referanseTilRegistrering", in: .metadatakatalog,
        [
            .optional("systemID", .systemID), .optional("registreringsID", .text), .optional("journalnummer", .type(journalnummer)),
            .optional("saksJournalpostnummer", .type(saksJournalpostnummer)), .optional("referanseEksternNoekkel", .type(eksternNoekkel)),
        ])

    static let journalpostDokumentnummer = FiksType(
        "journalpostDokumentnummer", in: .metadatakatalog,
        [.one("referanseTilJournalpost", .type(referanseTilRegistrering)), .one("dokumentnummer", .int)])

    static let referanseTilDokumentbeskrivelse = FiksType(
        "referanseTilDokumentbeskrivelse", in: .metadatakatalog,
        [
            .optional("systemID", .systemID), .optional("referanseEksternNoekkel", .type(eksternNoekkel)),
            .optional("journalpostDokumentnummer", .type(journalpostDokumentnummer)),
        ])

    static let moetedeltaker = FiksType(
        "moetedeltaker", in: .metadatakatalog,
        [
            .optional("identifikator", .type(identifikatorer)), .optional("funksjon", .type(kode)),
            .optional("representerer", .type(identifikatorer)),
        ])

    static let tekst = FiksType(
        "moetesaksBeskrivelse", in: .metadatakatalog,
        [.one("tekstInnhold", .string), .one("tekstFormat", .type(kode))])
}

extension FiksContent {
    /// A value of a code list.
    static var kode: FiksContent { .type(FiksMetadatakatalog.kode) }
    /// A person or unit.
    static var identifikatorer: FiksContent { .type(FiksMetadatakatalog.identifikatorer) }
    /// A business system's own key.
    static var eksternNoekkel: FiksContent { .type(FiksMetadatakatalog.eksternNoekkel) }
    /// A reference to a mappe.
    static var referanseTilMappe: FiksContent { .type(FiksMetadatakatalog.referanseTilMappe) }
    /// A reference to a registrering or journalpost.
    static var referanseTilRegistrering: FiksContent { .type(FiksMetadatakatalog.referanseTilRegistrering) }
}
