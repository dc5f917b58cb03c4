import Domain
import DomainTestSupport
import Testing

@Suite struct StatusTests {
    private let sak = ReferanseTilMappe(mappeID: "2026/1")
    private let post = ReferanseTilRegistrering(registreringsID: "2026/1-1")

    /// A case with one journalpost in it.
    private func arkiv(_ melding: (ReferanseTilMappe) -> Arkivmelding) throws -> Arkivproeve {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak())
        try arkiv.send(melding(sak))
        return arkiv
    }

    private func brev(_ sak: ReferanseTilMappe) -> Arkivmelding {
        var melding = Meldinger.brev(i: sak)
        melding.registrering?.dokumentbeskrivelse = []
        melding.antallFiler = 0
        return melding
    }

    @Test func `a case closes when its posts are archived and written off, and is then locked`() throws {
        var arkiv = try arkiv(brev)
        #expect(arkiv.feil(AvsluttSaksmappe(saksmappe: sak)).map(\.code) == ["status_not_allowed", "restanse"])
        try arkiv.utfoer(EndreJournalstatus(journalpost: post, journalstatus: "A"))
        #expect(arkiv.feil(AvsluttSaksmappe(saksmappe: sak)).map(\.code) == ["restanse"])
        arkiv.actor = "kari"
        let decision = try arkiv.utfoer(AvsluttSaksmappe(saksmappe: sak, avskrivRestanser: true))
        #expect(decision.events.map(\.eventType) == ["journalpost.avskrevet", "saksmappe.statusendret"])
        #expect((decision.events.first as? JournalpostAvskrevet)?.avskrivning.avskrivningsmaate.kode == "SA")
        let closed = try #require(arkiv.tilstand.kvittering(mappe: decision.reply.systemID))
        #expect(closed.avsluttetDato == arkiv.now)
        #expect(closed.avsluttetAv == "kari")
        #expect(arkiv.feil(EndreSaksstatus(saksmappe: sak, saksstatus: "B")).map(\.code) == ["case_closed"])
        try arkiv.utfoer(GjenaapneSaksmappe(saksmappe: sak, begrunnelse: "Klage"))
        #expect(arkiv.tilstand.mappe(decision.reply.systemID)?.avsluttetDato == nil)
        try arkiv.send(Meldinger.brev(i: sak))
    }

    @Test func `a case does not close while a document is in no archive format`() throws {
        var arkiv = try arkiv { Meldinger.notat(i: $0) }
        try arkiv.utfoer(EndreJournalstatus(journalpost: post, journalstatus: "J"))
        try arkiv.utfoer(EndreJournalstatus(journalpost: post, journalstatus: "A"))
        #expect(arkiv.feil(AvsluttSaksmappe(saksmappe: sak)).map(\.code) == ["no_archive_format"])
    }

    @Test func `archiving sets arkivertDato and is the end of the way`() throws {
        var arkiv = try arkiv(brev)
        let id = try arkiv.utfoer(EndreJournalstatus(journalpost: post, journalstatus: "A")).reply.systemID
        #expect(arkiv.tilstand.kvittering(registrering: id)?.arkivertDato == arkiv.now)
        for status in ["J", "U", "S"] {
            #expect(arkiv.feil(EndreJournalstatus(journalpost: post, journalstatus: status)).map(\.code) == ["status_not_allowed"])
        }
    }

    @Test func `coming into the journal sets journaldato`() throws {
        var arkiv = try arkiv { Meldinger.notat(i: $0) }
        arkiv.now = try #require(Tidspunkt("2026-06-01T08:00:00Z"))
        let id = try arkiv.utfoer(EndreJournalstatus(journalpost: post, journalstatus: "J")).reply.systemID
        #expect(arkiv.tilstand.kvittering(registrering: id)?.journaldato == Dato("2026-06-01"))
    }

    @Test func `a status the municipality adds is one of drafting`() throws {
        var arkiv = try arkiv { Meldinger.notat(i: $0) }
        try arkiv.utfoer(LeggTilKodeverdi(kodeliste: .journalstatus, kode: "K", kodenavn: "Til kvalitetssikring"))
        try arkiv.utfoer(EndreJournalstatus(journalpost: post, journalstatus: "K"))
        try arkiv.utfoer(EndreJournalstatus(journalpost: post, journalstatus: "J"))
        #expect(arkiv.feil(EndreJournalstatus(journalpost: post, journalstatus: "K")).map(\.code) == ["status_not_allowed"])
    }

    @Test func `an internal follow-up note is written off recipient by recipient`() throws {
        var arkiv = try arkiv { Meldinger.notat(i: $0).journalpost { $0.journalposttype = Arkivmelding.Kode(kode: "N") } }
        let id = try #require(arkiv.tilstand.registrering(registreringsID: "2026/1-1"))
        let recipient = try #require(arkiv.tilstand.journalpost(id)?.korrespondansepart.first { $0.korrespondanseparttype == "IM" })
        #expect(arkiv.tilstand.journalpost(id)?.erRestanse == true)
        let avskrivning = Arkivmelding.Avskrivning(
            avskrivningsdato: arkiv.circumstances.today, avskrevetAv: Arkivmelding.Identifikatorer(epostadresse: "kari@hamar.example.no"),
            avskrivningsmaate: Arkivmelding.Kode(kode: "TE"))
        let wish = AvskrivJournalpost(journalpost: post, avskrivning: avskrivning, korrespondansepart: recipient.systemID.rawValue)
        try arkiv.utfoer(wish)
        #expect(arkiv.tilstand.journalpost(id)?.erRestanse == false)
        #expect(try arkiv.utfoer(wish).events.isEmpty)
        try arkiv.utfoer(OpphevAvskrivning(journalpost: post))
        #expect(arkiv.tilstand.journalpost(id)?.erRestanse == true)
        #expect(
            arkiv.feil(AvskrivJournalpost(journalpost: post, avskrivning: avskrivning, korrespondansepart: "nobody")).map(\.code) == [
                "not_found"
            ])
    }

    @Test func `a note that needs no follow-up is not written off`() throws {
        let arkiv = try arkiv { Meldinger.notat(i: $0) }
        let avskrivning = Arkivmelding.Avskrivning(
            avskrivningsdato: arkiv.circumstances.today, avskrevetAv: Arkivmelding.Identifikatorer(navn: "Kari"),
            avskrivningsmaate: Arkivmelding.Kode(kode: "TE"))
        #expect(arkiv.feil(AvskrivJournalpost(journalpost: post, avskrivning: avskrivning)).map(\.code) == ["status_not_allowed"])
    }
}

@Suite struct PeriodeTests {
    private func overlapping() throws -> (Arkivproeve, old: SystemID, new: SystemID) {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak())
        let old = try #require(arkiv.tilstand.arkivdel(tittel: "Sakarkiv"))
        let new = try arkiv.utfoer(
            OpprettArkivdel(
                referanseArkiv: old.referanseArkiv, tittel: "Sakarkiv 2", klassifikasjonssystem: ["K-koder", "PNR"],
                referanseForloeper: old.systemID)
        ).reply
        try arkiv.utfoer(EndreArkivdelstatus(arkivdel: old.systemID, arkivdelstatus: "O", referanseArvtaker: new.systemID))
        return (arkiv, old.systemID, new.systemID)
    }

    @Test func `in the overlapping period new cases go to the next arkivdel`() throws {
        var (arkiv, _, new) = try overlapping()
        let id = try #require(try arkiv.send(Meldinger.sak()).mappe?.kvittering?.systemID)
        #expect(arkiv.tilstand.mappe(id)?.arkivdel == new)
    }

    @Test func `a partner who names the overlapping arkivdel is told which one follows`() throws {
        let (arkiv, _, _) = try overlapping()
        var melding = Meldinger.sak()
        melding.mappe?.arkivdel = Arkivmelding.Kode(kode: "Sakarkiv")
        let fault = try #require(arkiv.feil(melding).first)
        #expect(fault.code == "arkivdel_closed")
        #expect(fault.message.contains("Sakarkiv 2"))
    }

    @Test func `an open case moves to the next arkivdel with its next registrering`() throws {
        var (arkiv, old, new) = try overlapping()
        let decision = try arkiv.utfoer(OpprettArkivmelding(Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1")), id: "1"))
        #expect(decision.events.map(\.eventType) == ["mappe.flyttettilarkivdel", "journalpost.opprettet", "journalpost.offentliggjort"])
        let id = try #require(arkiv.tilstand.mappe(mappeID: "2026/1"))
        #expect(arkiv.tilstand.mappe(id)?.arkivdel == new)
        try arkiv.utfoer(EndreArkivdelstatus(arkivdel: old, arkivdelstatus: "P"))
        try arkiv.send(Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1")))
    }

    @Test func `an arkivdel with open cases does not close, and a closed one takes nothing`() throws {
        var (arkiv, old, _) = try overlapping()
        #expect(arkiv.feil(EndreArkivdelstatus(arkivdel: old, arkivdelstatus: "P")).map(\.code) == ["status_not_allowed"])
        try arkiv.utfoer(AvsluttSaksmappe(saksmappe: ReferanseTilMappe(mappeID: "2026/1")))
        try arkiv.utfoer(EndreArkivdelstatus(arkivdel: old, arkivdelstatus: "P"))
        var melding = Meldinger.sak()
        melding.mappe?.arkivdel = Arkivmelding.Kode(kode: old.rawValue)
        #expect(arkiv.feil(melding).map(\.code) == ["arkivdel_closed"])
        #expect(arkiv.feil(GjenaapneSaksmappe(saksmappe: ReferanseTilMappe(mappeID: "2026/1"))).map(\.code) == ["arkivdel_closed"])
        try arkiv.send(Meldinger.sak())
    }
}
