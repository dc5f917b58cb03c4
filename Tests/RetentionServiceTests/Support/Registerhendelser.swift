import Domain

/// Events of the registry, as tests give them.
enum Registerhendelser {
    static let moment = Tidspunkt(milliseconds: 1_577_836_800_000)
    /// 2021-06-15T10:00:00Z.
    static let lukket = Tidspunkt(milliseconds: 1_623_751_200_000)

    static func id(_ number: Int) -> SystemID { SystemID(high: 0x5000_0000_0000_4000, low: 0x8000_0000_0000_0000 | UInt64(number)) }
    static func kode(_ kode: String) -> Kode { Kode(kode: kode, kodenavn: "\(kode)-navn") }

    static func kassasjon(_ kode: String, _ years: Int? = nil, arv: Kassasjonsarv? = nil, dato: String? = nil) -> Kassasjon {
        var kassasjon = Kassasjon(kassasjonsvedtak: self.kode(kode))
        (kassasjon.bevaringstid, kassasjon.arv, kassasjon.kassasjonsdato) = (years, arv, dato.flatMap { Dato($0) })
        kassasjon.kassasjonshjemmel = "Hjemmel"
        return kassasjon
    }

    static func kommune(_ kommune: Organisasjonsnummer, _ navn: String) -> KommuneOpprettet {
        KommuneOpprettet(
            kommune: Kommune(
                organisasjonsnummer: kommune, kommunenummer: "3403", navn: navn, opprettetDato: moment, opprettetAv: "operator",
                standardregel: "standard"))
    }

    static func arkivdel(_ number: Int, _ kassasjon: Kassasjon? = nil) -> ArkivdelOpprettet {
        var arkivdel = Arkivdel(
            systemID: id(number), referanseArkiv: id(0), tittel: "Arkivdel \(number)", arkivdelstatus: kode("A"), opprettetDato: moment,
            opprettetAv: "arkivar")
        arkivdel.kassasjon = kassasjon
        return ArkivdelOpprettet(arkivdel: arkivdel)
    }

    static func klasse(_ number: Int, under parent: Int? = nil, _ kassasjon: Kassasjon? = nil) -> KlasseOpprettet {
        var klasse = Klasse(
            systemID: id(number), referanseKlassifikasjonssystem: id(0), klasseID: "\(number)", tittel: "Klasse \(number)",
            opprettetDato: moment, opprettetAv: "arkivar")
        (klasse.referanseOverordnetKlasse, klasse.kassasjon) = (parent.map(id), kassasjon)
        return KlasseOpprettet(klasse: klasse)
    }

    static func sak(
        _ number: Int, arkivdel: Int, klasse: Int?, i parent: Int? = nil, _ kassasjon: Kassasjon? = nil, lukket: Tidspunkt? = nil,
        _ change: (inout Saksmappe) -> Void = { _ in }
    ) -> SaksmappeOpprettet {
        var mappe = Mappe(
            systemID: id(number), mappeID: "2020/\(number)", tittel: "Sak \(number)", opprettetDato: moment, opprettetAv: "byggsak",
            referanseArkivdel: id(arkivdel))
        (mappe.referanseKlasse, mappe.referanseForeldermappe) = (klasse.map(id), parent.map(id))
        (mappe.kassasjon, mappe.avsluttetDato) = (kassasjon, lukket)
        var sak = Saksmappe(
            mappe: mappe, saksaar: 2020, sakssekvensnummer: number, saksdato: moment.dato, administrativEnhet: Aktoer(navn: "Byggesak"),
            saksansvarlig: Aktoer(navn: "Kari Saksbehandler", identifikator: "saksbehandler"), saksstatus: kode("B"))
        change(&sak)
        return SaksmappeOpprettet(saksmappe: sak)
    }

    /// A registrering in a mappe (or outside) with documents whose numbers follow its own.
    static func registrering(
        _ number: Int, i mappe: Int?, arkivdel: Int, klasse: Int? = nil, dokumenter: Int = 1, _ kassasjon: Kassasjon? = nil,
        arkivert: Tidspunkt? = nil, _ change: (inout Registrering) -> Void = { _ in }
    ) -> RegistreringOpprettet {
        var registrering = Registrering(
            systemID: id(number), opprettetDato: moment, opprettetAv: "byggsak", referanseArkivdel: id(arkivdel), tittel: "Brev \(number)")
        (registrering.referanseMappe, registrering.referanseKlasse) = (mappe.map(id), klasse.map(id))
        (registrering.kassasjon, registrering.arkivertDato) = (kassasjon, arkivert)
        registrering.dokumentbeskrivelse = (0..<dokumenter).map { index in
            Dokumentbeskrivelse(
                systemID: id(number + 1 + index), dokumentstatus: kode("F"), tittel: "Dokument \(number + 1 + index)",
                opprettetDato: moment, opprettetAv: "byggsak", tilknyttetRegistreringSom: kode("H"), dokumentnummer: index + 1,
                tilknyttetDato: moment, tilknyttetAv: "byggsak")
        }
        change(&registrering)
        return RegistreringOpprettet(registrering: registrering)
    }

    static func lukk(_ number: Int, _ moment: Tidspunkt = lukket) -> SaksstatusEndret {
        SaksstatusEndret(
            saksmappe: id(number), fra: kode("B"), til: kode("A"), avsluttetDato: moment, endretDato: moment, endretAv: "saksbehandler")
    }

    static func gjenaapne(_ number: Int) -> SaksmappeGjenaapnet {
        SaksmappeGjenaapnet(saksmappe: id(number), fra: kode("A"), til: kode("B"), endretDato: lukket, endretAv: "saksbehandler")
    }

    static func vedtak(_ enhet: Kassasjonsenhet, _ kassasjon: Kassasjon?, _ moment: Tidspunkt = lukket) -> KassasjonEndret {
        KassasjonEndret(arkivenhet: enhet, kassasjon: kassasjon, endretDato: moment, endretAv: "arkivar", begrunnelse: "Ny plan")
    }

    static func omklassifiser(_ number: Int, til klasse: Int) -> MappeOmklassifisert {
        MappeOmklassifisert(mappe: id(number), klasse: id(klasse), forrige: nil, endretDato: lukket, endretAv: "arkivar")
    }

    static func flytt(_ number: Int, fra: Int, til: Int) -> MappeFlyttetTilArkivdel {
        MappeFlyttetTilArkivdel(mappe: id(number), fra: id(fra), til: id(til), endretDato: lukket, endretAv: "arkivar")
    }
}
