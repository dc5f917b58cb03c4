import Domain

/// Ready-made messages, as partners send them.
package enum Meldinger {
    package static let noekkel = EksternNoekkel(fagsystem: "Byggsak", noekkel: "45d947ed")
    package static let postnoekkel = EksternNoekkel(fagsystem: "Byggsak", noekkel: "e4712424")

    /// A case about a person, with little more than a title (the protocol validator's NySaksmappe N1).
    package static func sak(tittel: String = "Test", noekkel: EksternNoekkel? = nil) -> Arkivmelding {
        var melding = Arkivmelding(system: "Byggsak", antallFiler: 0)
        melding.mappe = mappe(tittel: tittel, noekkel: noekkel)
        return melding
    }

    package static func mappe(tittel: String = "Test", noekkel: EksternNoekkel? = nil) -> Arkivmelding.Mappe {
        var mappe = Arkivmelding.Mappe(slag: .saksmappe(Arkivmelding.Saksmappe()), tittel: tittel)
        mappe.klassifikasjon = [Arkivmelding.Klassifikasjon(klassifikasjonssystemID: "Personnummer", klasseID: "19085830948")]
        mappe.referanseEksternNoekkel = noekkel
        return mappe
    }

    /// An internal note with its parts and one document (NyJournalpost N1).
    package static func notat(i referanse: ReferanseTilMappe?, noekkel: EksternNoekkel? = nil) -> Arkivmelding {
        var post = journalpost("X", "F", tittel: "Internt notat")
        post.opprettetAv = "Fagsystemets brukerid"
        post.referanseForelderMappe = referanse
        post.dokumentbeskrivelse = [dokument("Rekvisisjon av oppmålingsforretning", "H", fil: "rekvisisjon.pdf")]
        post.korrespondansepart = [
            intern("IM", "Oppmålingsetaten", "Ingrid Mottaker"), intern("IA", "Oppmålingsetaten", "Ingar Avsender"),
        ]
        post.referanseEksternNoekkel = noekkel
        return melding(post, filer: 1)
    }

    /// An inbound letter with main document and attachment (NyJournalpost N6).
    package static func brev(i referanse: ReferanseTilMappe?, noekkel: EksternNoekkel? = nil) -> Arkivmelding {
        var post = journalpost("I", nil, tittel: "Bestilling av oppmålingsforretning")
        post.referanseForelderMappe = referanse
        post.dokumentbeskrivelse = [
            dokument("Rekvisisjon av oppmålingsforretning", "H", fil: "rekvisisjon.pdf"), dokument("Vedlegg 1", "V", fil: "vedlegg.pdf"),
        ]
        post.korrespondansepart = [ekstern("EA", "Anita Avsender")]
        post.referanseEksternNoekkel = noekkel
        return melding(post, filer: 2)
    }

    package static func melding(_ registrering: Arkivmelding.Registrering, filer: Int = 0) -> Arkivmelding {
        var melding = Arkivmelding(system: "Byggsak", antallFiler: filer)
        melding.registrering = registrering
        return melding
    }

    package static func journalpost(_ type: String, _ status: String?, tittel: String) -> Arkivmelding.Registrering {
        var members = Arkivmelding.Journalpost(journalposttype: Arkivmelding.Kode(kode: type))
        members.journalstatus = status.map { Arkivmelding.Kode(kode: $0) }
        members.dokumentetsDato = Dato("2021-03-20")
        members.mottattDato = Tidspunkt("2021-03-22T00:00:00+01:00")
        return Arkivmelding.Registrering(slag: .journalpost(members), tittel: tittel)
    }

    package static func dokument(_ tittel: String, _ tilknytning: String, fil: String) -> Arkivmelding.Dokumentbeskrivelse {
        var dokument = Arkivmelding.Dokumentbeskrivelse(tittel: tittel, tilknyttetRegistreringSom: Arkivmelding.Kode(kode: tilknytning))
        dokument.dokumenttype = Arkivmelding.Kode(kode: "SØKNAD")
        dokument.dokumentstatus = Arkivmelding.Kode(kode: "F")
        var objekt = Arkivmelding.Dokumentobjekt(filnavn: fil, referanseDokumentfil: fil)
        objekt.versjonsnummer = 1
        objekt.variantformat = Arkivmelding.Kode(kode: "P")
        objekt.format = Arkivmelding.Kode(kode: "PDF")
        dokument.dokumentobjekt = [objekt]
        return dokument
    }

    package static func intern(_ type: String, _ enhet: String, _ saksbehandler: String) -> Arkivmelding.Korrespondansepart {
        var part = ekstern(type, enhet)
        part.erBehandlingsansvarlig = type == "IM"
        part.administrativEnhet = Arkivmelding.Identifikatorer(navn: enhet)
        part.saksbehandler = Arkivmelding.Identifikatorer(navn: saksbehandler)
        return part
    }

    package static func ekstern(_ type: String, _ navn: String) -> Arkivmelding.Korrespondansepart {
        Arkivmelding.Korrespondansepart(korrespondanseparttype: Arkivmelding.Kode(kode: type), korrespondansepartNavn: navn)
    }

    package static func skjerming() -> Arkivmelding.Skjerming {
        Arkivmelding.Skjerming(tilgangsrestriksjon: Arkivmelding.Kode(kode: "13"), skjermingshjemmel: "Offl. § 13 jf. fvl. § 13 (1) nr. 1")
    }
}

extension Arkivmelding {
    /// The same message with its journalpost's members changed.
    package func journalpost(_ change: (inout Arkivmelding.Journalpost) -> Void) -> Arkivmelding {
        var copy = self
        guard case .journalpost(var members) = copy.registrering?.slag else { return copy }
        change(&members)
        copy.registrering?.slag = .journalpost(members)
        return copy
    }

    /// The same message with its case's members changed.
    package func saksmappe(_ change: (inout Arkivmelding.Saksmappe) -> Void) -> Arkivmelding {
        var copy = self
        guard case .saksmappe(var members) = copy.mappe?.slag else { return copy }
        change(&members)
        copy.mappe?.slag = .saksmappe(members)
        return copy
    }
}
