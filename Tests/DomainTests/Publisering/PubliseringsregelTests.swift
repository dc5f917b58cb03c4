import Domain
import DomainTestSupport
import Testing

/// The municipality's policy, by itself.
@Suite struct PubliseringsregelTests {
    private let dag = Dato(daysSinceEpoch: 20_577)

    private func post(_ type: String = "I", _ status: String = "J", journaldato: Dato?) -> Journalpost {
        let id = SystemID(high: 1, low: 2)
        let registrering = Registrering(
            systemID: id, opprettetDato: Tidspunkt(milliseconds: 0), opprettetAv: "x", referanseArkivdel: SystemID(high: 3, low: 4),
            tittel: "Søknad fra Ola Nordmann")
        return Journalpost(
            registrering: registrering, journalaar: 2026, journalsekvensnummer: 1, journalpostnummer: 1,
            journalposttype: Kode(kode: type, kodenavn: type), journalstatus: Kode(kode: status, kodenavn: status), journaldato: journaldato
        )
    }

    @Test func `by the standard policy what is journalført, in or out, is public the same day, and no draft or internal note`() {
        let regel = Publiseringsregel()
        for status in ["J", "A"] { #expect(regel.kanPubliseres(post("U", status, journaldato: dag), nil, dag)) }
        for status in ["R", "M", "S", "F", "G", "E", "U", "EGEN"] {
            #expect(!regel.kanPubliseres(post("U", status, journaldato: dag), nil, dag))
        }
        for type in ["N", "X", "S"] { #expect(!regel.kanPubliseres(post(type, journaldato: dag), nil, dag)) }
        #expect(!regel.kanPubliseres(post(journaldato: nil), nil, dag))
    }

    @Test func `a delay, an assessment that is needed and an arkivdel that is left out each keep a post back`() {
        var one = post(journaldato: dag)
        let delayed = Publiseringsregel(forsinkelseDager: 3)
        #expect(!delayed.kanPubliseres(one, nil, dag.adding(dager: 2)))
        #expect(delayed.kanPubliseres(one, nil, dag.adding(dager: 3)))
        #expect(!Publiseringsregel(unntatteArkivdeler: [one.registrering.referanseArkivdel]).kanPubliseres(one, nil, dag))
        let assessed = Publiseringsregel(kreverOffentlighetsvurdering: true)
        #expect(!assessed.kanPubliseres(one, nil, dag))
        one.offentlighetsvurdertDato = dag
        #expect(assessed.kanPubliseres(one, nil, dag))
    }

    @Test func `what is graded is never public, and of what is screened only the title for the public`() {
        let regel = Publiseringsregel()
        var one = post(journaldato: dag)
        #expect(!regel.kanPubliseres(one, Tilgang(grader: ["B"]), dag))
        let screened = Tilgang(restriksjoner: [.init("13", opphoererDato: dag.adding(dager: 5))])
        #expect(regel.offentliggjoering(one, screened, i: nil, nil, dag) == nil, "it has no title for the public")
        one.registrering.offentligTittel = "Søknad fra *****"
        let told = regel.offentliggjoering(one, screened, i: nil, nil, dag)
        #expect(told == Offentliggjort(offentligTittel: "Søknad fra *****", mappeOffentligTittel: nil, erSkjermet: true))
        #expect(regel.offentliggjoering(one, screened, i: nil, nil, dag.adding(dager: 5))?.erSkjermet == false)
        one.registrering.offentligTittel = nil
        #expect(regel.offentliggjoering(one, screened, i: nil, nil, dag.adding(dager: 5))?.offentligTittel == "Søknad fra Ola Nordmann")
    }

    @Test func `a policy with faults is refused, every one with its place`() throws {
        let arkiv = Arkivproeve()
        var regel = Publiseringsregel(
            journalstatuser: ["J", "F", "Q"], journalposttyper: ["I", "Z"], unntatteArkivdeler: [SystemID(high: 9, low: 9)],
            forsinkelseDager: -1)
        let faults = arkiv.feil(EndrePubliseringsregel(regel: regel, begrunnelse: " "))
        #expect(
            Set(faults.map { "\($0.pointer) \($0.code)" }) == [
                "/begrunnelse missing_member", "/forsinkelseDager invalid_value", "/journalstatuser/1 status_not_allowed",
                "/journalstatuser/2 unknown_code", "/journalposttyper/1 unknown_code", "/unntatteArkivdeler/0 not_found",
            ])
        regel = Publiseringsregel(journalposttyper: Array(repeating: "I", count: Publiseringsregel.limitVerdier + 1))
        #expect(arkiv.feil(EndrePubliseringsregel(regel: regel, begrunnelse: "x")).map(\.pointer) == ["/journalposttyper"])
    }

    @Test func `a policy is kept in order, each value once, and given again changes nothing`() throws {
        var arkiv = Arkivproeve()
        let wish = EndrePubliseringsregel(
            regel: Publiseringsregel(journalposttyper: ["U", "I", "U", "N"], forsinkelseDager: 1), begrunnelse: "Plan")
        #expect(try arkiv.utfoer(wish).reply.journalposttyper == ["I", "N", "U"])
        #expect(arkiv.tilstand.publiseringsregel().forsinkelseDager == 1)
        #expect(try arkiv.utfoer(wish).events.isEmpty)
    }
}
