// Kinds of the archive's objects. Values: the standard's, those of the REST interface's catalogue, and Fiks Arkiv's where they differ.
extension Kodelister {
    static let typer: [Kodeliste] = [
        Kodeliste(
            .journalposttype, "M082", utvidbar: false,
            [
                ("I", "Inngående dokument"), ("U", "Utgående dokument"), ("N", "Organinternt dokument for oppfølging"),
                ("X", "Organinternt dokument uten oppfølging"), ("S", "Saksframlegg"),
            ]),
        Kodeliste(
            .dokumenttype, "M083", utvidbar: true,
            [
                ("SØKNAD", "Søknad"), ("MELDING", "Melding"), ("KORR", "Korrespondanse"), ("KART", "Kart"), ("FOTO", "Foto"),
                ("TEGNING", "Tegning"), ("ANSVKONTO", "Ansvar og kontroll"), ("TILSYN", "Tilsyn"), ("AVTALE", "Avtale"),
                ("VEDTAK", "Vedtak"), ("SAKSFRAMLEGG", "Saksframlegg"), ("FERDIGATTEST", "Ferdigattest"),
                ("PLANBESKR", "Planbeskrivelse"), ("PLANKART", "Plankart"), ("PLANBEST", "Planbestemmelser"),
                ("PLANPROG", "Planprogram"), ("JURILLUST", "Juridisk bindende illustrasjon"), ("ILLUST", "Illustrasjon"),
                ("KONSUTR", "Konsekvensutredning"), ("KUNNGJ", "Kunngjøring"), ("RAPPORT", "Rapport"), ("ROS-ANALYSE", "ROS-analyse"),
                ("UTREDNING", "Utredning"), ("UTTALELSE", "Uttalelse"), ("INNSIGELSE", "Innsigelse"), ("KLAGE", "Klage"),
                ("TEGNFKL", "Tegnforklaring"), ("GEOREFPLAN", "Georeferert plankart"), ("DOKUMENT", "Dokument"), ("NOTAT", "Notat"),
                ("ANALYSE", "Analyse"), ("FAKTURA", "Faktura"), ("LYD", "Lydfil"), ("VIDEO", "Videofil"), ("PROTOKOLL", "Protokoll"),
                ("VEDLEGG", "Vedlegg"), ("B", "Brev"), ("R", "Rundskriv"), ("F", "Faktura"), ("O", "Ordrebekreftelse"),
            ]),
        Kodeliste(
            .merknadstype, "M084", utvidbar: true,
            [
                ("MS", "Merknad fra saksbehandler"), ("ML", "Merknad fra leder"), ("MA", "Merknad fra arkivansvarlig"),
            ]),
        Kodeliste(
            .moeteregistreringstype, "M085", utvidbar: true,
            [
                ("MI", "Møteinnkalling"), ("SF", "Saksframlegg"), ("SP", "Saksprotokoll"), ("MP", "Møteprotokoll"), ("SL", "Saksliste"),
                ("OL", "Offentlig saksliste"), ("VL", "Vedlegg til møtesak"),
            ]),
        Kodeliste(
            .klassifikasjonstype, "M086", utvidbar: true,
            [
                ("GBN", "Gårds- og bruksnummer"), ("FH", "Funksjonsbasert, hierarkisk"), ("EH", "Emnebasert, hierarkisk arkivnøkkel"),
                ("E1", "Emnebasert, ett nivå"), ("KK", "K-koder"), ("MF", "Mangefasettert, ikke hierarki"), ("UO", "Objektbasert"),
                ("PNR", "Fødselsnummer"), ("ORG", "Organisasjonsnummer"),
            ]),
        Kodeliste(
            .korrespondanseparttype, "M087", utvidbar: false,
            [
                ("EA", "Avsender"), ("EM", "Mottaker"), ("EK", "Kopimottaker"), ("GM", "Gruppemottaker"), ("IA", "Intern avsender"),
                ("IM", "Intern mottaker"), ("IK", "Intern kopimottaker"), ("IS", "Medavsender"),
            ]),
        Kodeliste(
            .moetesakstype, "M088", utvidbar: true,
            [
                ("PS", "Politisk sak"), ("DS", "Delegert møtesak"), ("RS", "Referatsak"), ("FO", "Interpellasjon"), ("AN", "Annet"),
            ]),
        Kodeliste(
            .slettingstype, "M089", utvidbar: false,
            [
                ("SP", "Sletting av produksjonsformat"), ("SV", "Sletting av tidligere versjon"),
                ("SS", "Sletting av variant med sladdet informasjon"), ("SA", "Sletting av hele innholdet i arkivdelen"),
            ]),
        Kodeliste(
            .tilknyttetRegistreringSom, "M217", utvidbar: false,
            [
                ("H", "Hoveddokument"), ("V", "Vedlegg"),
            ]),
        Kodeliste(
            .dokumentmedium, "M300", utvidbar: false,
            [
                ("F", "Fysisk medium"), ("E", "Elektronisk arkiv"), ("B", "Blandet fysisk og elektronisk arkiv"),
            ]),
        Kodeliste(
            .partRolle, "M303", utvidbar: true,
            [
                ("KLI", "Klient"), ("PAA", "Pårørende"), ("FORM", "Formynder"), ("ADV", "Advokat"), ("K", "Klient"), ("P", "Pårørende"),
                ("F", "Formynder"), ("A", "Advokat"),
            ]),
        Kodeliste(
            .moetedeltakerFunksjon, "M373", utvidbar: true,
            [
                ("LEDER", "Leder"), ("NESTL", "Nestleder"), ("MEDL", "Medlem"), ("VARA", "Varamedlem"), ("SEKR", "Sekretær"),
            ]),
        Kodeliste(
            .brukerRolle, "M581", utvidbar: true,
            [
                ("ARKA", "Arkivansvarlig"), ("ARKP", "Arkivpersonale"), ("LED", "Leder"), ("SBH", "Saksbehandler"),
            ]),
        Kodeliste(
            .avskrivningsmaate, "M619", utvidbar: true,
            [
                ("BU", "Besvart med brev"), ("BE", "Besvart med e-post"), ("TLF", "Besvart på telefon"), ("TE", "Tatt til etterretning"),
                ("TO", "Tatt til orientering"), ("BN", "Besvart med notat"), ("SA", "Saken ble avsluttet"),
            ]),
    ]
}
