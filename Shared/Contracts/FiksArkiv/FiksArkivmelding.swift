/// The message `arkivmelding.opprett`. Source: fiks-arkiv V1, no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett.xsd.
public enum FiksArkivmelding {
    /// The whole message; the root element has the same name.
    public static let arkivmelding = FiksType(
        "arkivmelding", in: .opprett,
        [
            .one("system", .string), .optional("regel", .string), .one("antallFiler", .naturalInt),
            .optional("mappe", .oneOf([mappe, saksmappe, moetemappe])),
            .optional("registrering", .oneOf([registrering, journalpost, arkivnotat, moetesak, moetedokument])),
        ])

    static let mappe = FiksType(
        "mappe", in: .opprett,
        [
            .optional("systemID", .systemID), .optional("mappeID", .text), .optional("referanseForeldermappe", .referanseTilMappe),
            .one("tittel", .text), .optional("offentligTittel", .text), .optional("beskrivelse", .text), .many("noekkelord", .text),
            .optional("dokumentmedium", .kode), .optional("opprettetDato", .dateTime), .optional("opprettetAv", .text),
            .optional("avsluttetDato", .dateTime), .optional("avsluttetAv", .text), .optional("arkivdel", .kode),
            .optional("virksomhetsspesifikkeMetadata", .free), .many("part", .type(part)), .many("kryssreferanse", .type(kryssreferanse)),
            .many("merknad", .type(merknad)), .optional("skjerming", .type(skjerming)), .optional("gradering", .type(gradering)),
            .many("klassifikasjon", .type(klassifikasjon)), .optional("referanseEksternNoekkel", .eksternNoekkel),
            .optional("mappetype", .kode),
        ])

    static let saksmappe = FiksType(
        "saksmappe", in: .opprett, extending: mappe,
        [
            .optional("saksaar", .int), .optional("sakssekvensnummer", .int), .optional("saksdato", .date),
            .optional("administrativEnhet", .identifikatorer), .optional("saksansvarlig", .identifikatorer),
            .optional("journalenhet", .text), .optional("saksstatus", .kode), .many("presedens", .type(presedens)),
            .many("matrikkelnummer", .type(matrikkelnummer)), .many("byggident", .type(byggident)),
            .many("planident", .type(planident)), .many("punkt", .type(punkt)), .many("adresse", .type(adresse)),
        ])

    static let moetemappe = FiksType(
        "moetemappe", in: .opprett, extending: mappe,
        [
            .one("moetenummer", .text), .one("utvalg", .identifikatorer), .one("moetedato", .date), .optional("moetested", .text),
            .optional("referanseForrigeMoete", .systemID), .optional("referanseNesteMoete", .systemID),
            .many("moetedeltaker", .type(FiksMetadatakatalog.moetedeltaker)),
        ])

    static let registrering = FiksType(
        "registrering", in: .opprett,
        [
            .optional("systemID", .systemID), .optional("opprettetDato", .dateTime), .optional("opprettetAv", .text),
            .optional("arkivertDato", .dateTime), .optional("arkivertAv", .text),
            .choice(1, "referanseForelderMappe", .referanseTilMappe), .choice(1, "arkivdel", .kode),
            .many("part", .type(part)), .optional("skjerming", .type(skjerming)), .optional("gradering", .type(gradering)),
            .many("dokumentbeskrivelse", .type(dokumentbeskrivelse)), .optional("registreringsID", .text), .one("tittel", .text),
            .optional("offentligTittel", .text), .optional("beskrivelse", .text), .many("noekkelord", .text), .many("forfatter", .text),
            .optional("dokumentmedium", .kode), .optional("virksomhetsspesifikkeMetadata", .free), .many("merknad", .type(merknad)),
            .many("kryssreferanse", .type(kryssreferanse)), .many("korrespondansepart", .type(korrespondansepart)),
            .many("klassifikasjon", .type(klassifikasjon)), .optional("referanseEksternNoekkel", .eksternNoekkel),
        ])

    static let journalpost = FiksType(
        "journalpost", in: .opprett, extending: registrering,
        [
            .optional("journalaar", .int), .optional("journalsekvensnummer", .int), .optional("journalpostnummer", .int),
            .one("journalposttype", .kode), .optional("journalstatus", .kode), .optional("journaldato", .date),
            .optional("dokumentetsDato", .date), .optional("mottattDato", .dateTime), .optional("sendtDato", .dateTime),
            .optional("forfallsdato", .date), .optional("offentlighetsvurdertDato", .date), .optional("antallVedlegg", .int),
            .optional("journalenhet", .text), .many("dokumentflyt", .type(dokumentflyt)), .many("presedens", .type(presedens)),
            .optional("avskrivningsdato", .date),
        ])

    static let arkivnotat = FiksType(
        "arkivnotat", in: .opprett, extending: registrering,
        [
            .optional("dokumentetsDato", .date), .optional("mottattDato", .dateTime), .optional("sendtDato", .dateTime),
            .optional("forfallsdato", .date), .optional("offentlighetsvurdertDato", .date), .optional("antallVedlegg", .int),
            .many("dokumentflyt", .type(dokumentflyt)),
        ])

    static let moetesak = FiksType(
        "moetesak", in: .opprett, extending: registrering,
        [
            .one("moetesakstype", .kode), .one("moetesaksaar", .int), .one("moetesakssekvensnummer", .int),
            .optional("administrativEnhet", .identifikatorer), .optional("utredning", .type(utredning)),
            .optional("innstilling", .type(FiksMetadatakatalog.tekst)), .optional("vedtak", .type(vedtak)),
        ])

    static let moetedokument = FiksType(
        "moetedokument", in: .opprett, extending: registrering,
        [.one("moetedokumenttype", .kode)])

    static let dokumentbeskrivelse = FiksType(
        "dokumentbeskrivelse", in: .opprett,
        [
            .optional("systemID", .systemID), .optional("dokumenttype", .kode), .optional("dokumentstatus", .kode), .one("tittel", .text),
            .optional("beskrivelse", .text), .many("forfatter", .text), .optional("opprettetDato", .dateTime),
            .optional("opprettetAv", .text), .optional("dokumentmedium", .kode), .one("tilknyttetRegistreringSom", .kode),
            .optional("dokumentnummer", .int), .optional("tilknyttetDato", .dateTime), .optional("tilknyttetAv", .text),
            .many("part", .type(part)), .many("merknad", .type(merknad)), .optional("skjerming", .type(skjerming)),
            .optional("gradering", .type(gradering)), .many("dokumentobjekt", .type(dokumentobjekt)),
            .optional("referanseEksternNoekkel", .eksternNoekkel),
        ])

    static let dokumentobjekt = FiksType(
        "dokumentobjekt", in: .opprett,
        [
            .optional("systemID", .systemID), .optional("versjonsnummer", .int), .optional("variantformat", .kode),
            .optional("format", .kode), .optional("formatDetaljer", .text), .optional("mimeType", .string),
            .optional("opprettetDato", .dateTime), .optional("opprettetAv", .text), .one("filnavn", .string),
            .one("referanseDokumentfil", .text), .optional("sjekksum", .text), .optional("sjekksumAlgoritme", .text),
            .optional("filstoerrelse", .naturalInt),
        ])
}
