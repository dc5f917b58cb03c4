import Domain
import DomainTestSupport
import Testing

@Suite struct FilTests {
    private let sak = ReferanseTilMappe(mappeID: "2026/1")
    private let post = ReferanseTilRegistrering(registreringsID: "2026/1-1")
    private let avsender = Filavsender(partner: "byggsak", source: "/no/1/byggsak", id: "a-1")
    private let sted = Meldingssted(topic: "inbound.byggsak", partition: 2, offset: 17)

    @Test func `a reference is a file's name, an upload or an address, and nothing else`() {
        let sum = String(repeating: "aB", count: 32)
        #expect(Filreferanse("brev.pdf") == .vedlagt(navn: "brev.pdf"))
        #expect(Filreferanse("vedlegg/Søknad 1.pdf") == .vedlagt(navn: "vedlegg/Søknad 1.pdf"))
        #expect(Filreferanse("sha256:\(sum)") == .opplastet(sha256: sum.lowercased()))
        #expect(Filreferanse("HTTPS://filer.example.no/a") == .adresse("HTTPS://filer.example.no/a"))
        #expect(Filreferanse("sftp://filer.example.no/a") == .adresse("sftp://filer.example.no/a"))
        let wrong = [
            "", " ", "sha256:", "sha256:abc", "sha256:\(sum)0", "http://filer.example.no/a", "file:///etc/passwd", "https://", "../a.pdf",
            "a/../../b", "/etc/passwd", "C:\\brev.doc", "a\u{0}b", "a/", String(repeating: "å", count: 128),
        ]
        for text in wrong { #expect(Filreferanse(text) == nil, "\(text)") }
    }

    @Test func `a place in the log is read from its text`() {
        #expect(Meldingssted("inbound.byggsak/2/17") == sted)
        for text in ["", "a/b/c", "a/1", "/1/2", "a/-1/2", "a/1/2/3"] { #expect(Meldingssted(text) == nil, "\(text)") }
    }

    @Test func `what a message makes new tells of its files, a repeat tells nothing`() throws {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak())
        let wish = OpprettArkivmelding(Meldinger.brev(i: sak, noekkel: Meldinger.postnoekkel), id: "1")
        let first = try arkiv.utfoer(wish)
        let told = try #require(FilerOppgitt(opprettetAv: first.events, avsender: avsender, melding: sted))
        let id = try #require(arkiv.tilstand.registrering(registreringsID: "2026/1-1"))
        let made = try #require(arkiv.tilstand.registreringsvariant(id)).registrering.dokumentbeskrivelse.flatMap(\.dokumentobjekt)
        #expect(told.dokumentobjekt == made.map(\.systemID))
        #expect(told.dokumentobjekt.count == 2)
        #expect(made.allSatisfy { $0.fil == Filtilstand(.venter, dato: arkiv.now) })
        let again = try arkiv.utfoer(wish)
        #expect(FilerOppgitt(opprettetAv: again.events, avsender: avsender, melding: sted) == nil)
    }

    /// A case with an inbound letter whose files are asked for.
    private func arkiv() throws -> (Arkivproeve, SystemID, [Dokumentbeskrivelse]) {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak())
        try arkiv.send(Meldinger.brev(i: sak))
        let id = try #require(arkiv.tilstand.registrering(registreringsID: "2026/1-1"))
        return (arkiv, id, try #require(arkiv.tilstand.registreringsvariant(id)).registrering.dokumentbeskrivelse)
    }

    private func lagret(_ dokument: Dokumentbeskrivelse, _ registrering: SystemID, format: String = "fmt/95") throws -> FilLagret {
        FilLagret(
            dokumentobjekt: try #require(dokument.dokumentobjekt.first).systemID, dokumentbeskrivelse: dokument.systemID,
            registrering: registrering, sjekksum: String(repeating: "a", count: 64), filstoerrelse: 4_711, format: format,
            mimeType: "application/pdf", lagretDato: Tidspunkt(milliseconds: 1))
    }

    private func feilet(_ dokument: Dokumentbeskrivelse, _ registrering: SystemID, erEndelig: Bool = true) throws -> FilFeilet {
        FilFeilet(
            dokumentobjekt: try #require(dokument.dokumentobjekt.first).systemID, registrering: registrering,
            feil: Fault(pointer: "/x", code: "file_not_found", message: "borte"), erEndelig: erEndelig, antallForsoek: 3,
            nesteForsoek: nil, feiletDato: Tidspunkt(milliseconds: 2))
    }

    @Test func `a stored file completes the registration with what is true of its bytes, once`() throws {
        var (arkiv, id, dokumenter) = try arkiv()
        let wish = try FullfoerDokumentobjekter(dokumenter.map { .lagret(try lagret($0, id)) })
        let decision = try arkiv.utfoer(wish)
        #expect(decision.events.map(\.eventType) == ["dokumentobjekt.fullfoert", "dokumentobjekt.fullfoert"])
        dokumenter = try #require(arkiv.tilstand.registreringsvariant(id)).registrering.dokumentbeskrivelse
        for objekt in dokumenter.flatMap(\.dokumentobjekt) {
            #expect(objekt.fil == Filtilstand(.lagret, dato: Tidspunkt(milliseconds: 1)))
            #expect(objekt.sjekksum == String(repeating: "a", count: 64))
            #expect(objekt.sjekksumAlgoritme == "SHA-256")
            #expect(objekt.filstoerrelse == 4_711)
            #expect(objekt.format.kode == "fmt/95")
        }
        #expect(try arkiv.utfoer(wish).events.isEmpty)
    }

    @Test func `a file given up is shown, one that is tried again is not, and an upload mends it`() throws {
        var (arkiv, id, dokumenter) = try arkiv()
        let objekt = try #require(dokumenter[0].dokumentobjekt.first).systemID
        #expect(try arkiv.utfoer(FullfoerDokumentobjekter([.feilet(feilet(dokumenter[0], id, erEndelig: false))])).events.isEmpty)
        let giveUp = FullfoerDokumentobjekter([.feilet(try feilet(dokumenter[0], id))])
        #expect(try arkiv.utfoer(giveUp).events.map(\.eventType) == ["dokumentobjekt.utenfil"])
        #expect(arkiv.tilstand.dokumentobjekt(objekt, i: id)?.fil?.feil?.code == "file_not_found")
        #expect(try arkiv.utfoer(giveUp).events.isEmpty)
        try arkiv.utfoer(FullfoerDokumentobjekter([.lagret(lagret(dokumenter[0], id))]))
        #expect(arkiv.tilstand.dokumentobjekt(objekt, i: id)?.fil?.status == .lagret)
        #expect(try arkiv.utfoer(giveUp).events.isEmpty, "a failure does not take a stored file away")
    }

    @Test func `of several news in one commit the last one counts, and unknown objects are none of ours`() throws {
        var (arkiv, id, dokumenter) = try arkiv()
        var foreign = try lagret(dokumenter[0], id)
        foreign.dokumentobjekt = id
        let decision = try arkiv.utfoer(
            FullfoerDokumentobjekter([.feilet(feilet(dokumenter[0], id)), .lagret(foreign), .lagret(lagret(dokumenter[0], id))]))
        #expect(decision.events.map(\.eventType) == ["dokumentobjekt.fullfoert"])
        #expect(decision.reply == Antall(antall: 1))
        #expect(FullfoerDokumentobjekter([any DomainEvent]()) == nil)
    }

    @Test func `a case closes by the format its files have, not by the one their sender stated`() throws {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak())
        var melding = Meldinger.notat(i: sak)
        melding.registrering?.dokumentbeskrivelse[0].dokumentobjekt[0].format = Arkivmelding.Kode(kode: "fmt/95")
        try arkiv.send(melding)
        try arkiv.utfoer(EndreJournalstatus(journalpost: post, journalstatus: "J"))
        try arkiv.utfoer(EndreJournalstatus(journalpost: post, journalstatus: "A"))
        let id = try #require(arkiv.tilstand.registrering(registreringsID: "2026/1-1"))
        let dokument = try #require(arkiv.tilstand.registreringsvariant(id)).registrering.dokumentbeskrivelse[0]
        #expect(arkiv.feil(AvsluttSaksmappe(saksmappe: sak)).map(\.code) == ["no_archive_format"])
        try arkiv.utfoer(FullfoerDokumentobjekter([.lagret(lagret(dokument, id, format: "fmt/20"))]))
        #expect(arkiv.feil(AvsluttSaksmappe(saksmappe: sak)).map(\.code) == ["no_archive_format"])
        try arkiv.utfoer(FullfoerDokumentobjekter([.lagret(lagret(dokument, id, format: "fmt/95"))]))
        try arkiv.utfoer(AvsluttSaksmappe(saksmappe: sak))
    }

    @Test func `a copy in archive format is a dokumentobjekt more, taken in once, and its case closes`() throws {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak())
        try arkiv.send(Meldinger.notat(i: sak))
        try arkiv.utfoer(EndreJournalstatus(journalpost: post, journalstatus: "J"))
        try arkiv.utfoer(EndreJournalstatus(journalpost: post, journalstatus: "A"))
        let id = try #require(arkiv.tilstand.registrering(registreringsID: "2026/1-1"))
        let dokument = try #require(arkiv.tilstand.registreringsvariant(id)).registrering.dokumentbeskrivelse[0]
        let fil = try lagret(dokument, id, format: "fmt/40")
        try arkiv.utfoer(FullfoerDokumentobjekter([.lagret(fil)]))
        #expect(arkiv.feil(AvsluttSaksmappe(saksmappe: sak)).map(\.code) == ["no_archive_format"])
        let konvertert = fil.konvertert(til: arkiv.circumstances.nextID())
        let wish = try #require(FullfoerDokumentobjekter([konvertert, konvertert]))
        #expect(try arkiv.utfoer(wish).events.map(\.eventType) == ["dokumentobjekt.konvertert"])
        #expect(try arkiv.utfoer(wish).events.isEmpty)
        let after = try #require(arkiv.tilstand.registreringsvariant(id)).registrering.dokumentbeskrivelse[0].dokumentobjekt
        #expect(after.count == dokument.dokumentobjekt.count + 1)
        let copy = try #require(after.last)
        #expect(copy.systemID == konvertert.dokumentobjekt.systemID && copy.variantformat.kode == "A")
        #expect(copy.sjekksum == konvertert.konvertering.konvertertTilSjekksum && copy.filstoerrelse == 4_712)
        #expect(copy.format.kode == "fmt/477" && copy.konvertering == konvertert.konvertering)
        #expect(after.first?.format.kode == "fmt/40" && after.first?.konvertering == nil)
        try arkiv.utfoer(AvsluttSaksmappe(saksmappe: sak))
    }

    @Test func `a copy of what the archive does not have is not taken in`() throws {
        var (arkiv, id, dokumenter) = try arkiv()
        var foreign = try lagret(dokumenter[0], id).konvertert(til: arkiv.circumstances.nextID())
        foreign.fra = id
        #expect(try arkiv.utfoer(FullfoerDokumentobjekter([.konvertert(foreign)])).events.isEmpty)
    }
}
