import Domain
import DomainTestSupport
import Testing

@Suite struct NyJournalpostTests {
    /// Hamar with one case, 2026/1.
    private func arkivMedSak() throws -> Arkivproeve {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak(noekkel: Meldinger.noekkel))
        return arkiv
    }

    @Test(arguments: ["systemID", "mappeID", "saksnummer", "referanseEksternNoekkel", "all of them"])
    func `a journalpost finds its case by every kind of reference`(kind: String) throws {
        var arkiv = try arkivMedSak()
        let id = try #require(arkiv.tilstand.mappe(mappeID: "2026/1"))
        let number = Saksnummer(saksaar: 2026, sakssekvensnummer: 1)
        let reference =
            switch kind {
            case "systemID": ReferanseTilMappe(systemID: id)
            case "mappeID": ReferanseTilMappe(mappeID: "2026/1")
            case "saksnummer": ReferanseTilMappe(saksnummer: number)
            case "referanseEksternNoekkel": ReferanseTilMappe(referanseEksternNoekkel: Meldinger.noekkel)
            default:
                ReferanseTilMappe(systemID: id, mappeID: "2026/1", saksnummer: number, referanseEksternNoekkel: Meldinger.noekkel)
            }
        let kvittering = try #require(try arkiv.send(Meldinger.notat(i: reference)).registrering?.kvittering)
        #expect(kvittering.type == .journalpost)
        #expect(kvittering.registreringsID == "2026/1-1")
        #expect((kvittering.journalaar, kvittering.journalsekvensnummer, kvittering.journalpostnummer) == (2026, 1, 1))
        #expect(kvittering.journalposttype?.kode == "X")
        #expect(kvittering.journalstatus?.kode == "F")
        #expect(arkiv.tilstand.registrering(registreringsID: "2026/1-1") == kvittering.systemID)
    }

    @Test func `identifiers of different cases in one reference are refused`() throws {
        var arkiv = try arkivMedSak()
        try arkiv.send(Meldinger.sak())
        let reference = ReferanseTilMappe(mappeID: "2026/2", referanseEksternNoekkel: Meldinger.noekkel)
        #expect(arkiv.feil(Meldinger.notat(i: reference)).map(\.code) == ["ambiguous_reference"])
    }

    @Test func `case and journalpost in one message belong together`() throws {
        var arkiv = Arkivproeve()
        var melding = Meldinger.notat(i: ReferanseTilMappe(referanseEksternNoekkel: Meldinger.noekkel), noekkel: Meldinger.postnoekkel)
        melding.mappe = Meldinger.mappe(noekkel: Meldinger.noekkel)
        let kvittering = try arkiv.send(melding)
        #expect(kvittering.mappe?.kvittering?.mappeID == "2026/1")
        #expect(kvittering.registrering?.kvittering?.registreringsID == "2026/1-1")
    }

    @Test func `a new case needs no reference from the journalpost that comes with it`() throws {
        var arkiv = Arkivproeve()
        var melding = Meldinger.brev(i: nil)
        melding.mappe = Meldinger.mappe()
        #expect(try arkiv.send(melding).registrering?.kvittering?.registreringsID == "2026/1-1")
    }

    @Test func `a reference to another mappe than the message's is refused`() throws {
        let arkiv = try arkivMedSak()
        var melding = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"))
        melding.mappe = Meldinger.mappe()
        #expect(arkiv.feil(melding).map(\.code) == ["parent_mismatch"])
    }

    @Test func `a known case takes a new journalpost that comes with it`() throws {
        var arkiv = try arkivMedSak()
        var melding = Meldinger.brev(i: ReferanseTilMappe(referanseEksternNoekkel: Meldinger.noekkel))
        melding.mappe = Meldinger.mappe(noekkel: Meldinger.noekkel)
        let kvittering = try arkiv.send(melding)
        #expect(kvittering.mappe?.kvittering?.opprettetEllerEksisterende == .eksisterende)
        #expect(kvittering.registrering?.kvittering?.opprettetEllerEksisterende == .opprettet)
    }

    @Test func `a message repeated under its keys gives the same receipt but for Eksisterende, and no event`() throws {
        var arkiv = Arkivproeve()
        var melding = Meldinger.brev(i: ReferanseTilMappe(referanseEksternNoekkel: Meldinger.noekkel), noekkel: Meldinger.postnoekkel)
        melding.mappe = Meldinger.mappe(noekkel: Meldinger.noekkel)
        var first = try arkiv.send(melding)
        let second = try arkiv.utfoer(OpprettArkivmelding(melding, id: "2"))
        #expect(second.events.isEmpty)
        first.mappe = first.mappe?.kvittering.map { kvittering in
            var copy = kvittering
            copy.opprettetEllerEksisterende = .eksisterende
            return .kvittering(copy)
        }
        first.registrering = first.registrering?.kvittering.map { kvittering in
            var copy = kvittering
            copy.opprettetEllerEksisterende = .eksisterende
            return .kvittering(copy)
        }
        #expect(second.reply == first)
    }

    @Test func `a mappe without a key is recognised by the registrering that came with it`() throws {
        var arkiv = Arkivproeve()
        var melding = Meldinger.brev(i: nil, noekkel: Meldinger.postnoekkel)
        melding.mappe = Meldinger.mappe()
        try arkiv.send(melding)
        let second = try arkiv.utfoer(OpprettArkivmelding(melding, id: "2"))
        #expect(second.events.isEmpty)
        #expect(second.reply.mappe?.kvittering?.mappeID == "2026/1")
    }

    @Test func `a known journalpost is not put into another case`() throws {
        var arkiv = try arkivMedSak()
        try arkiv.send(Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"), noekkel: Meldinger.postnoekkel))
        var melding = Meldinger.brev(i: nil, noekkel: Meldinger.postnoekkel)
        melding.mappe = Meldinger.mappe(noekkel: EksternNoekkel(fagsystem: "Byggsak", noekkel: "another"))
        let fault = try #require(arkiv.feil(melding).first)
        #expect(fault.code == "already_exists")
        #expect(fault.pointer == "/registrering/referanseEksternNoekkel")
        #expect(fault.message.contains("2026/1"))
    }

    @Test func `an inbound post is journalled today, its internal side filled in from the case`() throws {
        var arkiv = try arkivMedSak()
        let decision = try arkiv.utfoer(OpprettArkivmelding(Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1")), id: "1"))
        let post = try #require(decision.events.first as? JournalpostOpprettet).journalpost
        #expect(post.journalstatus.kode == "J")
        #expect(post.journaldato == Dato("2026-05-04"))
        #expect(post.antallVedlegg == 1)
        #expect(post.registrering.korrespondansepart.map(\.korrespondanseparttype.kode) == ["EA", "IM"])
        #expect(post.registrering.korrespondansepart.last?.saksbehandler?.navn == "Ufordelt")
        #expect(post.registrering.korrespondansepart.last?.erBehandlingsansvarlig == true)
        #expect(post.registrering.dokumentbeskrivelse.map(\.dokumentnummer) == [1, 2])
        #expect(post.registrering.referanseArkivdel == arkiv.tilstand.arkivdel(tittel: "Sakarkiv")?.systemID)
    }

    @Test func `a post may be journalled before today, and not in advance`() throws {
        let arkiv = try arkivMedSak()
        for (dato, codes) in [("2026-05-04", []), ("2026-04-30", []), ("2026-05-05", ["invalid_value"])] {
            var members = Arkivmelding.Journalpost(journalposttype: Arkivmelding.Kode(kode: "X"))
            members.journaldato = Dato(dato)
            var post = Arkivmelding.Registrering(slag: .journalpost(members), tittel: "Notat")
            post.referanseForelderMappe = ReferanseTilMappe(mappeID: "2026/1")
            let faults = arkiv.feil(Meldinger.melding(post))
            #expect(faults.map(\.code) == codes, "\(dato)")
            #expect(faults.allSatisfy { $0.pointer == "/registrering/journaldato" })
        }
    }

    @Test func `a post with a draft document is registered, not journalled`() throws {
        var arkiv = try arkivMedSak()
        var melding = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"))
        melding.registrering?.dokumentbeskrivelse[0].dokumentstatus = Arkivmelding.Kode(kode: "B")
        #expect(try arkiv.send(melding).registrering?.kvittering?.journalstatus?.kode == "S")
    }

    @Test func `an internal note may come without parts; the case answers for it`() throws {
        var arkiv = try arkivMedSak()
        var melding = Meldinger.notat(i: ReferanseTilMappe(mappeID: "2026/1"))
        melding.registrering?.korrespondansepart = []
        let decision = try arkiv.utfoer(OpprettArkivmelding(melding, id: "1"))
        let post = try #require(decision.events.first as? JournalpostOpprettet).journalpost
        #expect(post.registrering.korrespondansepart.map(\.korrespondanseparttype.kode) == ["IA"])
    }

    @Test func `a bare avskrivningsdato writes the post off as the rule says`() throws {
        var arkiv = try arkivMedSak()
        let melding = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1")).journalpost { $0.avskrivningsdato = Dato("2023-03-22") }
        let decision = try arkiv.utfoer(OpprettArkivmelding(melding, id: "1"))
        let post = try #require(decision.events.first as? JournalpostOpprettet).journalpost
        #expect(post.avskrivning.map(\.avskrivningsmaate.kode) == ["TE"])
        #expect(post.avskrivning.first?.avskrivningsdato == Dato("2023-03-22"))
        #expect(arkiv.tilstand.journalpost(post.registrering.systemID)?.erRestanse == false)
    }

    @Test func `an outbound post that answers an inbound one writes that off`() throws {
        var arkiv = try arkivMedSak()
        let inbound = try #require(try arkiv.send(Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"))).registrering?.kvittering)
        #expect(arkiv.tilstand.journalpost(inbound.systemID)?.erRestanse == true)
        var post = Meldinger.journalpost("U", "E", tittel: "Svar")
        post.referanseForelderMappe = ReferanseTilMappe(mappeID: "2026/1")
        var part = Meldinger.ekstern("EM", "Anita Avsender")
        var avskrivning = Arkivmelding.Avskrivning(
            avskrivningsdato: try #require(Dato("2026-05-04")), avskrevetAv: Arkivmelding.Identifikatorer(navn: "Kari"),
            avskrivningsmaate: Arkivmelding.Kode(kode: "BU"))
        avskrivning.referanseAvskriverJournalpost = ReferanseTilRegistrering(
            saksJournalpostnummer: SaksJournalpostnummer(saksaar: 2026, sakssekvensnummer: 1, journalpostnummer: 1))
        part.avskrivning = [avskrivning]
        post.korrespondansepart = [part]
        let reply = try #require(try arkiv.send(Meldinger.melding(post)).registrering?.kvittering)
        let answered = try #require(arkiv.tilstand.journalpost(inbound.systemID))
        #expect(!answered.erRestanse)
        #expect(answered.avskrivning.first?.referanseAvskrivesAvJournalpost == reply.systemID)
    }

    @Test func `an arkivnotat and a plain registrering have numbers that are no journalpostnumre`() throws {
        var arkiv = try arkivMedSak()
        var note = Arkivmelding.Registrering(slag: .arkivnotat(Arkivmelding.Arkivnotat()), tittel: "Notat")
        note.referanseForelderMappe = ReferanseTilMappe(mappeID: "2026/1")
        #expect(try arkiv.send(Meldinger.melding(note)).registrering?.kvittering?.registreringsID == "2026/1-R1")
        #expect(try arkiv.send(Meldinger.brev(i: note.referanseForelderMappe)).registrering?.kvittering?.registreringsID == "2026/1-1")
    }
}
