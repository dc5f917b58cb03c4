// Statuses of the archive's objects. Values: the standard's, those of the REST interface's catalogue, and Fiks Arkiv's where they differ.
extension Kodelister {
    static let status: [Kodeliste] = [
        Kodeliste(
            .arkivstatus, "M050", utvidbar: false,
            [
                ("O", "Opprettet"), ("A", "Avsluttet"),
            ]),
        Kodeliste(
            .arkivdelstatus, "M051", utvidbar: false,
            [
                ("A", "Aktiv periode"), ("O", "Overlappingsperiode"), ("P", "Avsluttet periode"), ("U", "Uaktuelle mapper"),
            ]),
        Kodeliste(
            .saksstatus, "M052", utvidbar: true,
            [
                ("B", "Under behandling"), ("A", "Avsluttet"), ("U", "Utgår"), ("R", "Opprettet av saksbehandler"),
                ("S", "Avsluttet av saksbehandler"), ("P", "Unntatt prosesstyring"), ("F", "Ferdig fra saksbehandler"),
            ]),
        Kodeliste(
            .journalstatus, "M053", utvidbar: true,
            [
                ("J", "Journalført"), ("E", "Ekspedert"), ("A", "Arkivert"), ("U", "Utgår"), ("F", "Ferdigstilt fra saksbehandler"),
                ("G", "Godkjent av leder"), ("M", "Midlertidig registrering av innkommet dokument"),
                ("S", "Saksbehandler har registrert innkommet dokument"), ("R", "Reservert dokument"),
            ]),
        Kodeliste(
            .dokumentstatus, "M054", utvidbar: false,
            [
                ("B", "Dokumentet er under redigering"), ("F", "Dokumentet er ferdigstilt"),
            ]),
        Kodeliste(
            .moeteregistreringsstatus, "M055", utvidbar: true,
            [
                ("F", "Ferdigstilt av saksbehandler"), ("G", "Godkjent av leder"), ("A", "Arkivert"), ("R", "Reservert dokument"),
                ("FB", "Ferdig behandlet av utvalget"), ("UM", "Utsatt til nytt møte i samme utvalg"),
                ("ST", "Sendt tilbake til foregående utvalg"),
            ]),
        Kodeliste(
            .presedensstatus, "M056", utvidbar: false,
            [
                ("G", "Gjeldende"), ("F", "Foreldet"),
            ]),
        Kodeliste(
            .flytStatus, "M663", utvidbar: true,
            [
                ("G", "Godkjent"), ("I", "Ikke godkjent"), ("S", "Sendt tilbake til saksbehandler med kommentarer"),
            ]),
    ]
}
