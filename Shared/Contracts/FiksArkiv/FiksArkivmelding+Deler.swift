// The parts that mapper and registreringer are made of.
extension FiksArkivmelding {
    static let part = FiksType(
        "part", in: .opprett,
        [
            .optional("partID", .text), .one("partNavn", .text), .optional("partRolle", .kode),
            .choice(1, "organisasjonID", .type(organisasjonsID)), .choice(1, "personID", .type(personID)), .many("postadresse", .text),
            .optional("postnummer", .text), .optional("poststed", .text), .optional("landkode", .kode), .optional("epostadresse", .text),
            .many("telefonnummer", .text), .optional("kontaktperson", .text), .optional("virksomhetsspesifikkeMetadata", .free),
            .optional("erSkjermet", .boolean), .optional("erPersonnavn", .boolean),
        ])

    static let korrespondansepart = FiksType(
        "korrespondansepart", in: .opprett,
        [
            .optional("korrespondansepartID", .text), .one("korrespondanseparttype", .kode), .optional("erBehandlingsansvarlig", .boolean),
            .one("korrespondansepartNavn", .text), .choice(1, "organisasjonid", .text), .choice(1, "personid", .text),
            .many("postadresse", .text), .optional("postnummer", .text), .optional("poststed", .text), .optional("landkode", .kode),
            .optional("epostadresse", .text), .many("telefonnummer", .text), .optional("kontaktperson", .text),
            .optional("administrativEnhet", .identifikatorer), .optional("saksbehandler", .identifikatorer),
            .optional("erSkjermet", .boolean), .optional("erPersonnavn", .boolean), .optional("forsendelsesmaate", .kode),
            .optional("deresReferanse", .string), .many("avskrivning", .type(avskrivning)),
        ])

    static let avskrivning = FiksType(
        "avskrivning", in: .opprett,
        [
            .one("avskrivningsdato", .date), .one("avskrevetAv", .identifikatorer), .one("avskrivningsmaate", .kode),
            .optional("referanseAvskrivesAvJournalpost", .referanseTilRegistrering),
            .optional("referanseAvskriverJournalpost", .referanseTilRegistrering),
        ])

    static let organisasjonsID = FiksType(
        "organisasjonsID", in: .opprett,
        [.one("identifikator", .string), .optional("landkode", .countryCode)])

    static let personID = FiksType(
        "personID", in: .opprett,
        [.one("landkode", .countryCode), .one("identifikator", .string)])

    static let merknad = FiksType(
        "merknad", in: .opprett,
        [
            .optional("merknadID", .text), .one("merknadstekst", .text), .optional("merknadstype", .kode),
            .optional("merknadsdato", .dateTime), .optional("merknadRegistrertAv", .text), .optional("erSkjermet", .boolean),
        ])

    static let skjerming = FiksType(
        "skjerming", in: .opprett,
        [
            .one("tilgangsrestriksjon", .kode), .one("skjermingshjemmel", .text), .optional("skjermingOpphoererDato", .date),
            .optional("skjermingOpphoererAksjon", .kode),
        ])

    static let gradering = FiksType(
        "gradering", in: .opprett,
        [
            .one("grad", .kode), .one("graderingsdato", .dateTime), .one("gradertAv", .text), .optional("nedgraderingsdato", .dateTime),
            .optional("nedgradertAv", .text),
        ])

    static let dokumentflyt = FiksType(
        "dokumentflyt", in: .opprett,
        [
            .one("flytTil", .text), .one("flytFra", .text), .one("flytMottattDato", .dateTime), .one("flytSendtDato", .dateTime),
            .one("flytStatus", .kode), .optional("flytMerknad", .text),
        ])

    static let klassifikasjon = FiksType(
        "klassifikasjon", in: .opprett,
        [
            .optional("klassifikasjonssystemID", .text), .one("klasseID", .text), .optional("tittel", .text),
            .optional("erSkjermet", .boolean),
        ])

    static let presedens = FiksType(
        "presedens", in: .opprett,
        [
            .one("presedensDato", .date), .one("opprettetDato", .dateTime), .one("opprettetAv", .text), .one("tittel", .text),
            .optional("beskrivelse", .text), .optional("presedensHjemmel", .text), .one("rettskildefaktor", .text),
            .optional("presedensGodkjentDato", .dateTime), .optional("presedensGodkjentAv", .text), .optional("avsluttetDato", .dateTime),
            .optional("avsluttetAv", .text), .optional("presedensStatus", .kode),
        ])

    static let kryssreferanse = FiksType(
        "kryssreferanse", in: .opprett,
        [
            .optional("kryssreferanseID", .text), .optional("referanseTilMappe", .referanseTilMappe),
            .optional("referanseTilRegistrering", .referanseTilRegistrering),
            .optional("referanseTilDokumentbeskrivelse", .type(FiksMetadatakatalog.referanseTilDokumentbeskrivelse)),
        ])

    static let matrikkelnummer = FiksType(
        "matrikkelnummer", in: .opprett,
        [
            .one("kommunenummer", .text), .one("gardsnummer", .int), .one("bruksnummer", .int), .optional("festenummer", .int),
            .optional("seksjonsnummer", .int),
        ])

    static let byggident = FiksType(
        "byggident", in: .opprett,
        [.one("bygningsnummer", .int), .optional("endringsloepenummer", .int)])

    static let planident = FiksType(
        "planident", in: .opprett,
        [
            .one("planidentifikasjon", .text), .choice(1, "kommunenummer", .text), .choice(1, "fylkesnummer", .text),
            .choice(1, "landkode", .kode),
        ])

    static let punkt = FiksType(
        "punkt", in: .opprett,
        [
            .optional("punktID", .text), .one("koordinatsystem", .kode), .one("x", .double), .one("y", .double), .optional("z", .double),
        ])

    static let adresse = FiksType(
        "adresse", in: .opprett,
        [.one("adresse", .text), .one("postnummer", .text), .one("poststed", .text)])

    static let utredning = FiksType(
        "utredning", in: .opprett,
        [
            .one("saksbeskrivelse", .type(FiksMetadatakatalog.tekst)), .one("innstilling", .type(FiksMetadatakatalog.tekst)),
            .many("utredningsdokumenter", .type(dokumentbeskrivelse)),
        ])

    static let vedtak = FiksType(
        "vedtak", in: .opprett,
        [
            .one("vedtakstekst", .type(FiksMetadatakatalog.tekst)), .many("votering", .type(votering)),
            .optional("behandlingsprotokoll", .type(FiksMetadatakatalog.tekst)), .many("vedtaksdokumenter", .type(dokumentbeskrivelse)),
            .one("dato", .dateTime),
        ])

    static let votering = FiksType(
        "votering", in: .opprett,
        [
            .one("moetedeltaker", .type(FiksMetadatakatalog.moetedeltaker)), .one("stemme", .enumeration(["Ja", "Nei", "Blankt"])),
            .optional("representerer", .identifikatorer),
        ])
}
