import Domain
import DomainTestSupport
import Testing

@Suite struct AvvisningTests {
    private let sak = ReferanseTilMappe(mappeID: "2026/1")

    private func arkivMedSak() throws -> Arkivproeve {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak(noekkel: Meldinger.noekkel))
        return arkiv
    }

    private func codes(_ faults: [Fault]) -> [String] { faults.map { "\($0.pointer) \($0.code)" } }

    @Test func `a title that is missing is refused`() {
        #expect(codes(Arkivproeve().feil(Meldinger.sak(tittel: ""))) == ["/mappe/tittel missing_member"])
    }

    @Test func `a message with neither mappe nor registrering is refused`() {
        #expect(codes(Arkivproeve().feil(Arkivmelding(system: "Byggsak", antallFiler: 0))) == [" missing_member"])
    }

    @Test func `every fault is told at once, each with its place`() throws {
        let arkiv = try arkivMedSak()
        var melding = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/99")).journalpost {
            $0.journalposttype = Arkivmelding.Kode(kode: "Q")
        }
        melding.antallFiler = 7
        melding.registrering?.tittel = ""
        melding.registrering?.dokumentbeskrivelse[1].dokumenttype = Arkivmelding.Kode(kode: "TULL")
        melding.registrering?.korrespondansepart[0].personid = "12345678901"
        melding.registrering?.korrespondansepart[0].organisasjonid = "123456789"
        #expect(
            Set(codes(arkiv.feil(melding))) == [
                "/antallFiler file_count_mismatch", "/registrering/referanseForelderMappe not_found", "/registrering/tittel missing_member",
                "/registrering/korrespondansepart/0/personid both_given", "/registrering/dokumentbeskrivelse/1/dokumenttype unknown_code",
                "/registrering/journalposttype unknown_code",
            ])
    }

    @Test func `a missing case is ikkefunnet, anything else ugyldigforespoersel`() throws {
        let arkiv = try arkivMedSak()
        #expect(throws: Rejection.self) {
            _ = try OpprettArkivmelding(Meldinger.notat(i: ReferanseTilMappe(mappeID: "2026/99")), id: "1")
                .decide(arkiv.tilstand, arkiv.circumstances)
        }
        do throws(Rejection) {
            _ = try OpprettArkivmelding(Meldinger.notat(i: ReferanseTilMappe(mappeID: "2026/99")), id: "1")
                .decide(arkiv.tilstand, arkiv.circumstances)
        } catch {
            #expect(error.kind == .ikkefunnet)
        }
        do throws(Rejection) {
            _ = try OpprettArkivmelding(Meldinger.sak(tittel: ""), id: "1").decide(arkiv.tilstand, arkiv.circumstances)
        } catch {
            #expect(error.kind == .ugyldigforespoersel)
        }
    }

    @Test func `an unknown code is named, and so are the allowed ones`() throws {
        let arkiv = Arkivproeve()
        let melding = Meldinger.sak().saksmappe { $0.saksstatus = Arkivmelding.Kode(kode: "TULL") }
        let fault = try #require(arkiv.feil(melding).first)
        #expect(fault.pointer == "/mappe/saksstatus")
        #expect(fault.message.contains("«TULL»"))
        #expect(fault.message.contains("B, A, U, R, S, P, F"))
    }

    @Test func `a closed case takes no journalpost`() throws {
        var arkiv = try arkivMedSak()
        try arkiv.utfoer(AvsluttSaksmappe(saksmappe: sak))
        #expect(codes(arkiv.feil(Meldinger.notat(i: sak))) == ["/registrering/referanseForelderMappe case_closed"])
    }

    @Test func `a journalpost does not lie in a plain mappe, nor in an arkivdel`() throws {
        var arkiv = Arkivproeve()
        var melding = Meldinger.sak(noekkel: Meldinger.noekkel)
        melding.mappe?.slag = .mappe
        try arkiv.send(melding)
        let reference = ReferanseTilMappe(referanseEksternNoekkel: Meldinger.noekkel)
        #expect(codes(arkiv.feil(Meldinger.notat(i: reference))) == ["/registrering/referanseForelderMappe journalpost_outside_case"])
        var loose = Meldinger.notat(i: nil)
        loose.registrering?.arkivdel = Arkivmelding.Kode(kode: "Sakarkiv")
        #expect(codes(arkiv.feil(loose)) == ["/registrering/arkivdel journalpost_outside_case"])
    }

    @Test func `a registrering that lies nowhere is refused`() {
        #expect(codes(Arkivproeve().feil(Meldinger.notat(i: nil))) == ["/registrering/referanseForelderMappe no_parent"])
    }

    @Test func `mappe and arkivdel as the place of one registrering exclude each other`() throws {
        let arkiv = try arkivMedSak()
        var melding = Meldinger.notat(i: sak)
        melding.registrering?.arkivdel = Arkivmelding.Kode(kode: "Sakarkiv")
        #expect(codes(arkiv.feil(melding)) == ["/registrering/arkivdel both_given"])
    }

    @Test func `an inbound post without a sender and an outbound one without a recipient are refused`() throws {
        let arkiv = try arkivMedSak()
        var melding = Meldinger.brev(i: sak)
        melding.registrering?.korrespondansepart = []
        #expect(codes(arkiv.feil(melding)) == ["/registrering/korrespondansepart missing_member"])
        melding = melding.journalpost { $0.journalposttype = Arkivmelding.Kode(kode: "U") }
        #expect(codes(arkiv.feil(melding)) == ["/registrering/korrespondansepart missing_member"])
    }

    @Test func `strengt hemmelig material is refused`() throws {
        let arkiv = Arkivproeve()
        var melding = Meldinger.sak()
        melding.mappe?.gradering = Arkivmelding.Gradering(
            grad: Arkivmelding.Kode(kode: "SH"), graderingsdato: arkiv.now, gradertAv: "Sikkerhetsleder")
        #expect(codes(arkiv.feil(melding)) == ["/mappe/gradering/grad grading_refused"])
    }

    @Test func `an identifier that is none makes no class`() {
        var melding = Meldinger.sak()
        melding.mappe?.klassifikasjon[0].klasseID = "19085830949"
        let faults = Arkivproeve().feil(melding)
        #expect(codes(faults) == ["/mappe/klassifikasjon/0/klasseID invalid_value"])
        #expect(faults.allSatisfy { !$0.message.contains("19085830949") }, "a fault repeats no number that may be a person's")
    }

    @Test func `a class that is missing, closed or no leaf is refused`() throws {
        var arkiv = Arkivproeve()
        func message(_ klasseID: String, _ system: String? = nil) -> Arkivmelding {
            var melding = Meldinger.sak()
            melding.mappe?.klassifikasjon = [Arkivmelding.Klassifikasjon(klassifikasjonssystemID: system, klasseID: klasseID)]
            return melding
        }
        #expect(codes(arkiv.feil(message("Z9"))) == ["/mappe/klassifikasjon/0/klasseID not_found"])
        try arkiv.utfoer(OpprettKlasse(klassifikasjonssystem: "KK", klasseID: "L4", tittel: "Byggesak", overordnetKlasse: "L"))
        #expect(codes(arkiv.feil(message("L"))) == ["/mappe/klassifikasjon/0/klasseID klasse_not_leaf"])
        #expect(arkiv.feil(message("L4")).isEmpty)
        let system = try #require(arkiv.tilstand.klassifikasjonssystem(navn: "KK"))
        let klasse = try #require(arkiv.tilstand.klasse("L4", i: system.systemID))
        try arkiv.utfoer(AvsluttKlasse(klasse: klasse.systemID))
        #expect(codes(arkiv.feil(message("L4"))) == ["/mappe/klassifikasjon/0/klasseID klasse_closed"])
        #expect(codes(arkiv.feil(message("1", "Ukjent nøkkel"))) == ["/mappe/klassifikasjon/0/klassifikasjonssystemID not_found"])
    }

    @Test func `a class that holds registreringer takes no mapper`() throws {
        var arkiv = Arkivproeve()
        var note = Arkivmelding.Registrering(slag: .arkivnotat(Arkivmelding.Arkivnotat()), tittel: "Notat")
        note.arkivdel = Arkivmelding.Kode(kode: "Sakarkiv")
        note.klassifikasjon = [Arkivmelding.Klassifikasjon(klasseID: "L")]
        try arkiv.send(Meldinger.melding(note))
        var melding = Meldinger.sak()
        melding.mappe?.klassifikasjon = note.klassifikasjon
        #expect(codes(arkiv.feil(melding)) == ["/mappe/klassifikasjon/0/klasseID mixed_content"])
        try arkiv.send(Meldinger.melding(note))
    }

    @Test func `a party's numbers are kept as sent, right check digits or not`() throws {
        var arkiv = try arkivMedSak()
        var melding = Meldinger.brev(i: sak)
        melding.registrering?.korrespondansepart[0].personid = "12345678901"
        var organisation = Meldinger.ekstern("EM", "Test kommune")
        organisation.organisasjonid = "123456789"
        melding.registrering?.korrespondansepart.append(organisation)
        try arkiv.send(melding)
    }

    @Test func `a number given to two documents is refused`() throws {
        let arkiv = try arkivMedSak()
        var melding = Meldinger.brev(i: sak)
        melding.registrering?.dokumentbeskrivelse[0].dokumentnummer = 1
        melding.registrering?.dokumentbeskrivelse[1].dokumentnummer = 1
        #expect(codes(arkiv.feil(melding)) == ["/registrering/dokumentbeskrivelse/1/dokumentnummer duplicate_number"])
    }

    @Test func `files kept elsewhere need not be counted`() throws {
        var arkiv = try arkivMedSak()
        var melding = Meldinger.brev(i: sak)
        melding.registrering?.dokumentbeskrivelse[1].dokumentobjekt[0].referanseDokumentfil = "https://filer.example.no/vedlegg.pdf"
        melding.antallFiler = 1
        try arkiv.send(melding)
        melding.antallFiler = 2
        try arkiv.send(melding)
        melding.antallFiler = 0
        #expect(codes(arkiv.feil(melding)) == ["/antallFiler file_count_mismatch"])
    }

    @Test(arguments: [("I", "E"), ("I", "R"), ("U", "M"), ("X", "U")])
    func `a journalpost is not made with a status its type cannot have`(type: String, status: String) throws {
        let arkiv = try arkivMedSak()
        var melding = Meldinger.brev(i: sak).journalpost {
            $0.journalposttype = Arkivmelding.Kode(kode: type)
            $0.journalstatus = Arkivmelding.Kode(kode: status)
        }
        melding.registrering?.korrespondansepart.append(Meldinger.ekstern("EM", "Mottaker"))
        #expect(codes(arkiv.feil(melding)) == ["/registrering/journalstatus status_not_allowed"])
    }

    @Test(arguments: ["E", "J", "A"])
    func `a post with a draft document is neither sent nor journalled nor archived`(status: String) throws {
        let arkiv = try arkivMedSak()
        var melding = Meldinger.notat(i: sak).journalpost { $0.journalstatus = Arkivmelding.Kode(kode: status) }
        melding.registrering?.dokumentbeskrivelse[0].dokumentstatus = Arkivmelding.Kode(kode: "B")
        #expect(codes(arkiv.feil(melding)) == ["/registrering/journalstatus document_not_final"])
    }

    @Test(arguments: ["A", "U"])
    func `a case is not made closed`(status: String) {
        let melding = Meldinger.sak().saksmappe { $0.saksstatus = Arkivmelding.Kode(kode: status) }
        #expect(codes(Arkivproeve().feil(melding)) == ["/mappe/saksstatus status_not_allowed"])
    }

    @Test func `a rule that does not exist is refused with the names of those that do`() throws {
        var melding = Meldinger.sak()
        melding.regel = "tull"
        let fault = try #require(Arkivproeve().feil(melding).first)
        #expect(fault.code == "unknown_rule")
        #expect(fault.message.contains("standard"))
    }

    @Test func `a kryssreferanse has one target that exists`() throws {
        let arkiv = try arkivMedSak()
        var melding = Meldinger.sak()
        var reference = Arkivmelding.Kryssreferanse()
        reference.referanseTilMappe = sak
        reference.referanseTilRegistrering = ReferanseTilRegistrering(registreringsID: "2026/1-1")
        melding.mappe?.kryssreferanse = [reference]
        #expect(codes(arkiv.feil(melding)) == ["/mappe/kryssreferanse/0 both_given"])
        reference.referanseTilMappe = nil
        melding.mappe?.kryssreferanse = [reference]
        #expect(codes(arkiv.feil(melding)) == ["/mappe/kryssreferanse/0/referanseTilRegistrering not_found"])
    }

    @Test func `a municipality without an archive is refused`() {
        let arkiv = Arkivtilstand()
        let circumstances = Circumstances(now: Tidspunkt(milliseconds: 0), actor: "x") { SystemID(high: 1, low: 1) }
        do throws(Rejection) {
            _ = try OpprettArkivmelding(Meldinger.sak(), id: "1").decide(arkiv, circumstances)
            Issue.record("granted")
        } catch {
            #expect(error.faults.map(\.code) == ["unknown_municipality"])
        }
    }
}
