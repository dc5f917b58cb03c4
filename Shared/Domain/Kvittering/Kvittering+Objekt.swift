extension MappeKvittering {
    /// The receipt of a mappe.
    public init(_ variant: Mappevariant, _ opprettetEllerEksisterende: OpprettetEllerEksisterende) {
        let mappe = variant.mappe
        self.init(type: .mappe, systemID: mappe.systemID, opprettetEllerEksisterende: opprettetEllerEksisterende)
        mappeID = mappe.mappeID
        referanseForeldermappe = mappe.referanseForeldermappe.map { ReferanseTilMappe(systemID: $0) }
        (opprettetDato, opprettetAv) = (mappe.opprettetDato, mappe.opprettetAv)
        (avsluttetDato, avsluttetAv) = (mappe.avsluttetDato, mappe.avsluttetAv)
        referanseEksternNoekkel = mappe.referanseEksternNoekkel
        if case .saksmappe(let sak) = variant {
            type = .saksmappe
            (saksaar, sakssekvensnummer, saksdato) = (sak.saksaar, sak.sakssekvensnummer, sak.saksdato)
        }
    }
}

extension RegistreringKvittering {
    /// The receipt of a registrering.
    public init(_ variant: Registreringsvariant, _ opprettetEllerEksisterende: OpprettetEllerEksisterende) {
        let registrering = variant.registrering
        self.init(type: .registrering, systemID: registrering.systemID, opprettetEllerEksisterende: opprettetEllerEksisterende)
        (opprettetDato, opprettetAv) = (registrering.opprettetDato, registrering.opprettetAv)
        (arkivertDato, arkivertAv) = (registrering.arkivertDato, registrering.arkivertAv)
        dokumentbeskrivelseKvittering = registrering.dokumentbeskrivelse.map { DokumentbeskrivelseKvittering($0) }
        registreringsID = registrering.registreringsID
        referanseEksternNoekkel = registrering.referanseEksternNoekkel
        switch variant {
        case .journalpost(let post):
            type = .journalpost
            (journalaar, journalsekvensnummer, journalpostnummer) = (post.journalaar, post.journalsekvensnummer, post.journalpostnummer)
            journalposttype = Arkivmelding.Kode(post.journalposttype)
            journalstatus = Arkivmelding.Kode(post.journalstatus)
            (journaldato, forfallsdato) = (post.journaldato, post.forfallsdato)
        case .registrering, .arkivnotat, .moeteregistrering: break
        }
    }
}

extension DokumentbeskrivelseKvittering {
    init(_ dokument: Dokumentbeskrivelse) {
        self.init(systemID: dokument.systemID)
        (opprettetDato, opprettetAv) = (dokument.opprettetDato, dokument.opprettetAv)
        dokumentnummer = dokument.dokumentnummer
        dokumentobjekt = dokument.dokumentobjekt.map { objekt in
            var kvittering = DokumentobjektKvittering(systemID: objekt.systemID)
            kvittering.versjonsnummer = objekt.versjonsnummer
            kvittering.variantformat = Arkivmelding.Kode(objekt.variantformat)
            (kvittering.opprettetDato, kvittering.opprettetAv) = (objekt.opprettetDato, objekt.opprettetAv)
            return kvittering
        }
    }
}

extension Arkivmelding.Kode {
    /// A value as a receipt shows it.
    public init(_ kode: Kode) { self.init(kode: kode.kode, beskrivelse: kode.kodenavn) }
}
