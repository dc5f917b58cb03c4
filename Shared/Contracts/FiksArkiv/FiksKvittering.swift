/// The answers to `arkivmelding.opprett` that have a payload.
/// Source: fiks-arkiv V1, …arkivmelding.opprett.kvittering.xsd, feilmeldingBase.xsd and no.ks.fiks.arkiv.v1.feilmelding.*.xsd.
public enum FiksKvittering {
    /// The receipt; the root element has the same name.
    public static let arkivmeldingKvittering = FiksType(
        "arkivmeldingKvittering", in: .kvittering,
        [
            .choice(1, "mappeKvittering", .oneOf([mappeKvittering, saksmappeKvittering])), .choice(1, "mappeFeilet", .type(feilmelding)),
            .choice(2, "registreringKvittering", .oneOf([registreringKvittering, journalpostKvittering])),
            .choice(2, "registreringFeilet", .type(feilmelding)),
        ])

    /// The content of all three error messages.
    public static let feilmelding = FiksType(
        "feilmeldingBase", in: .feilmelding,
        [.one("feilId", .string), .one("feilmelding", .string)])

    static let opprettetEllerEksisterende = FiksContent.enumeration(["Opprettet", "Eksisterende"])

    static let mappeKvittering = FiksType(
        "mappeKvittering", in: .kvittering,
        [
            .one("systemID", .systemID), .optional("mappeID", .text), .optional("referanseForeldermappe", .referanseTilMappe),
            .optional("opprettetDato", .dateTime), .optional("opprettetAv", .text), .optional("avsluttetDato", .dateTime),
            .optional("avsluttetAv", .text), .optional("referanseEksternNoekkel", .eksternNoekkel),
            .one("opprettetEllerEksisterende", opprettetEllerEksisterende),
        ])

    static let saksmappeKvittering = FiksType(
        "saksmappeKvittering", in: .kvittering, extending: mappeKvittering,
        [.optional("saksaar", .int), .optional("sakssekvensnummer", .int), .optional("saksdato", .date)])

    static let registreringKvittering = FiksType(
        "registreringKvittering", in: .kvittering,
        [
            .one("systemID", .systemID), .optional("opprettetDato", .dateTime), .optional("opprettetAv", .text),
            .optional("arkivertDato", .dateTime), .optional("arkivertAv", .text),
            .many("dokumentbeskrivelseKvittering", .type(dokumentbeskrivelseKvittering)), .optional("registreringsID", .text),
            .optional("referanseEksternNoekkel", .eksternNoekkel), .one("opprettetEllerEksisterende", opprettetEllerEksisterende),
        ])

    static let journalpostKvittering = FiksType(
        "journalpostKvittering", in: .kvittering, extending: registreringKvittering,
        [
            .optional("journalaar", .int), .optional("journalsekvensnummer", .int), .optional("journalpostnummer", .int),
            .optional("journalposttype", .kode), .optional("journalstatus", .kode), .optional("journaldato", .date),
            .optional("forfallsdato", .date),
        ])

    static let dokumentbeskrivelseKvittering = FiksType(
        "dokumentbeskrivelseKvittering", in: .kvittering,
        [
            .one("systemID", .systemID), .optional("opprettetDato", .dateTime), .optional("opprettetAv", .text),
            .optional("dokumentnummer", .int), .many("dokumentobjekt", .type(dokumentobjektKvittering)),
        ])

    static let dokumentobjektKvittering = FiksType(
        "dokumentobjektKvittering", in: .kvittering,
        [
            .one("systemID", .systemID), .optional("versjonsnummer", .int), .optional("variantformat", .kode),
            .optional("opprettetDato", .dateTime), .optional("opprettetAv", .text),
        ])
}
