// Access, screening, retention and signatures. Values: the standard's, those of the REST interface's catalogue, and Fiks Arkiv's where they differ.
extension Kodelister {
    static let skjerming: [Kodeliste] = [
        Kodeliste(
            .kassasjonsvedtak, "M450", utvidbar: true,
            [
                ("B", "Bevares"), ("K", "Kasseres"), ("G", "Vurderes senere"), ("U", "Utført"),
            ]),
        Kodeliste(
            .tilgangsrestriksjon, "M500", utvidbar: true,
            [
                ("UO", "Unntatt offentlighet"), ("13", "Offl. § 13"), ("14", "Offl. § 14"), ("15", "Offl. § 15"), ("16", "Offl. § 16"),
                ("17", "Offl. § 17"), ("18", "Offl. § 18"), ("19", "Offl. § 19"), ("20", "Offl. § 20"), ("21", "Offl. § 21"),
                ("22", "Offl. § 22"), ("23", "Offl. § 23"), ("24", "Offl. § 24"), ("25", "Offl. § 25"), ("26", "Offl. § 26"),
                ("MID", "Midlertidig unntatt"), ("P", "Personalsaker"), ("KL", "Klientsaker"), ("XX", "Midlertidig sperret"),
            ]),
        Kodeliste(
            .skjermingMetadata, "M502", utvidbar: false,
            [
                ("KID", "Skjerming klasseID"), ("TKL", "Skjerming tittel klasse"),
                ("TM1", "Skjerming tittel mappe - unntatt første linje"), ("TMO", "Skjerming tittel mappe - utvalgte ord"),
                ("NPS", "Skjerming navn part i sak"), ("TR1", "Skjerming tittel registrering - unntatt første linje"),
                ("TRO", "Skjerming tittel registrering - utvalgte ord"), ("NA", "Skjerming navn avsender"),
                ("NM", "Skjerming navn mottaker"), ("TD", "Skjerming tittel dokumentbeskrivelse"), ("MT", "Skjerming merknadstekst"),
                ("M", "Midlertidig skjerming"),
            ]),
        Kodeliste(
            .skjermingDokument, "M503", utvidbar: false,
            [
                ("H", "Skjerming av hele dokumentet"), ("D", "Skjerming av deler av dokumentet"),
            ]),
        Kodeliste(
            .skjermingOpphoererAksjon, nil, utvidbar: false,
            [
                ("A", "Avgraderes ved første kjøring etter tidspunktet"), ("G", "Gjennomgås for vurdering av avgradering"),
                ("S", "Sperrefrist, avgraderes automatisk"), ("AU", "Avgradering utført"), ("U", "Unntatt fra automatisk avgradering"),
            ]),
        Kodeliste(
            .graderingskode, "M506", utvidbar: false,
            [
                ("SH", "Strengt hemmelig (sikkerhetsgrad)"), ("H", "Hemmelig (sikkerhetsgrad)"), ("K", "Konfidensielt (sikkerhetsgrad)"),
                ("B", "Begrenset (sikkerhetsgrad)"), ("F", "Fortrolig (beskyttelsesgrad)"),
                ("SF", "Strengt fortrolig (beskyttelsesgrad)"),
            ]),
        Kodeliste(
            .elektroniskSignaturSikkerhetsnivaa, "M507", utvidbar: true,
            [
                ("SK", "Symmetrisk kryptert"), ("V", "Sendt med PKI/virksomhetssertifikat"),
                ("PS", "Sendt med PKI/\"person standard\"-sertifikat"), ("PH", "Sendt med PKI/\"person høy\"-sertifikat"),
            ]),
        Kodeliste(
            .elektroniskSignaturVerifisert, "M508", utvidbar: false,
            [
                ("I", "Signatur påført, ikke verifisert"), ("V", "Signatur påført og verifisert"),
            ]),
        Kodeliste(
            .hendelsetype, nil, utvidbar: false,
            [
                ("C", "Opprettet"), ("R", "Lest"), ("U", "Endret"), ("D", "Slettet"),
            ]),
        Kodeliste(
            .tilgangskategori, nil, utvidbar: false,
            [
                ("A", "arkivdel"), ("K", "klasse"), ("M", "mappe"), ("R", "registrering"), ("D", "dokumentbeskrivelse"),
            ]),
    ]
}
