import Domain

extension FilLagret {
    /// What documents says once the file has a PDF/A beside it: a new dokumentobjekt with that systemID.
    package func konvertert(til systemID: SystemID, sjekksum ny: String = String(repeating: "e", count: 64)) -> DokumentKonvertert {
        var objekt = Dokumentobjekt(
            systemID: systemID, versjonsnummer: 1, variantformat: Kode(kode: "A", kodenavn: "Arkivformat"),
            format: Kode(kode: "fmt/477", kodenavn: "PDF/A-2b"), opprettetDato: lagretDato, opprettetAv: "Sak-Arkiv",
            filnavn: "brev.pdf", referanseDokumentfil: Filreferanse.sjekksumprefiks + ny)
        (objekt.sjekksum, objekt.sjekksumAlgoritme, objekt.filstoerrelse) = (ny, "SHA-256", 4_712)
        objekt.mimeType = "application/pdf"
        objekt.fil = Filtilstand(.lagret, dato: lagretDato)
        return DokumentKonvertert(
            fra: dokumentobjekt, dokumentobjekt: objekt, dokumentbeskrivelse: dokumentbeskrivelse, registrering: registrering,
            konvertering: Konvertering(
                konvertertDato: lagretDato, konvertertAv: "Sak-Arkiv", fra: (format, sjekksum), til: ("fmt/477", ny),
                verktoey: "LibreOffice 7", kommentar: "not validated"))
    }
}
