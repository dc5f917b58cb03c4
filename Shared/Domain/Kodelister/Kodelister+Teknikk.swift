// Files, formats and other technical matters. Values: the standard's, those of the REST interface's catalogue, and Fiks Arkiv's where they differ.
extension Kodelister {
    static let teknikk: [Kodeliste] = [
        Kodeliste(
            .variantformat, "M700", utvidbar: false,
            [
                ("P", "Produksjonsformat"), ("A", "Arkivformat"), ("O", "Dokument hvor deler av innholdet er skjermet"),
                ("S", "Digitalt signert dokument"),
            ]),
        Kodeliste(
            .format, "M701", utvidbar: true,
            [
                ("av/0", "Ukjent format"), ("av/1", "SOSI"), ("x-fmt/111", "Ren tekst"), ("fmt/353", "TIFF versjon 6"),
                ("fmt/95", "PDF/A 1a - ISO 19005-1:2005"), ("fmt/354", "PDF/A 1b - ISO 19005-1:2005"), ("fmt/101", "XML"),
                ("fmt/42", "JPEG versjon 1.00"), ("x-fmt/386", "MPEG-2"), ("fmt/134", "MP3"), ("fmt/13", "PNG versjon 1.2"),
            ]),
        Kodeliste(
            .sjekksumAlgoritme, "M706", utvidbar: false,
            [
                ("SHA-256", "SHA-256"), ("SHA256", "SHA-256"),
            ]),
        Kodeliste(
            .tekstformat, nil, utvidbar: false,
            [
                ("tekst", "Tekst"), ("markdown", "Markdown"), ("html", "HTML"),
            ]),
        Kodeliste(
            .koordinatsystem, "M043", utvidbar: true,
            [
                ("EPSG:4326", "WGS84, geografiske koordinater"), ("EPSG:25832", "EUREF89 UTM sone 32"),
                ("EPSG:25833", "EUREF89 UTM sone 33"), ("EPSG:25835", "EUREF89 UTM sone 35"),
                ("EPSG:4258", "EUREF89, geografiske koordinater"),
            ]),
    ]
}
