import Contracts
import Domain
import OutsideJudges
import Testing

@testable import RegistryService

/// The answers: their envelope, and their content against the official schemas.
struct FiksReceiptTests {
    private func receipts(_ form: MeldingForm) -> FiksReceipts {
        FiksReceipts(
            kommune: FiksExamples.kommune, requestSource: "/no/970540008/byggsak", requestID: "a-1", requestPlace: "inbound.byggsak/0/7",
            form: form,
            time: Tidspunkt(milliseconds: 1_795_365_180_000), subject: "2026/17", traceparent: nil)
    }

    /// A receipt with every member set.
    private var kvittering: ArkivmeldingKvittering {
        let moment = Tidspunkt(milliseconds: 1_795_365_180_123)
        var mappe = MappeKvittering(type: .saksmappe, systemID: SystemID(high: 1, low: 2), opprettetEllerEksisterende: .opprettet)
        mappe.mappeID = "2026/17"
        var forelder = ReferanseTilMappe()
        forelder.saksnummer = Saksnummer(saksaar: 2026, sakssekvensnummer: 3)
        mappe.referanseForeldermappe = forelder
        mappe.opprettetDato = moment
        mappe.opprettetAv = "Kari & \"Ola\" <x>"
        mappe.referanseEksternNoekkel = EksternNoekkel(fagsystem: "Byggesak", noekkel: "B-\u{1}17")
        mappe.saksaar = 2026
        mappe.sakssekvensnummer = 17
        mappe.saksdato = Dato(aar: 2026, maaned: 11, dag: 22)
        var post = RegistreringKvittering(
            type: .journalpost, systemID: SystemID(high: 3, low: 4), opprettetEllerEksisterende: .eksisterende)
        post.arkivertDato = moment
        post.registreringsID = "2026/17-1"
        post.journalaar = 2026
        post.journalsekvensnummer = 4
        post.journalpostnummer = 1
        post.journalposttype = Arkivmelding.Kode(kode: "I")
        post.journalstatus = Arkivmelding.Kode(kode: "J")
        post.journaldato = Dato(aar: 2026, maaned: 11, dag: 22)
        post.forfallsdato = Dato(aar: 2026, maaned: 12, dag: 22)
        var document = DokumentbeskrivelseKvittering(systemID: SystemID(high: 5, low: 6))
        document.dokumentnummer = 1
        var file = DokumentobjektKvittering(systemID: SystemID(high: 7, low: 8))
        file.versjonsnummer = 1
        file.variantformat = Arkivmelding.Kode(kode: "P")
        document.dokumentobjekt = [file]
        post.dokumentbeskrivelseKvittering = [document]
        return ArkivmeldingKvittering(mappe: .kvittering(mappe), registrering: .kvittering(post))
    }

    private let rejection = Rejection(
        .ugyldigforespoersel,
        [
            Fault(pointer: "/arkivmelding/mappe/tittel", code: "missing_member", message: "the required element «tittel» is missing"),
            Fault(pointer: "", code: "more_faults", message: "3 < 4 & more"),
        ])

    @Test func `an answer names whom it answers, and the same request gets the same id`() throws {
        let first = receipts(.xml).mottatt()
        #expect(first == receipts(.xml).mottatt())
        #expect(first.type == "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett.mottatt")
        #expect(first.source == "/no/970540008/sak-arkiv")
        #expect(first.extensions == ["correlationid": "a-1", "kommune": "970540008"])
        #expect(first.data == .none)
        #expect(first.datacontenttype == nil)
        var other = receipts(.xml)
        other.requestID = "a-2"
        let ids = try [first.id, receipts(.xml).kvittering(kvittering).id, receipts(.xml).feilmelding(rejection).id, other.mottatt().id]
        #expect(Set(ids).count == 4)
    }

    @Test func `an answer to a request without readable id is told apart by its place`() {
        var one = receipts(.json)
        one.requestID = nil
        one.kommune = nil
        var two = one
        two.requestPlace = "inbound.byggsak/0/8"
        #expect(one.mottatt().id != two.mottatt().id)
        #expect(one.mottatt().extensions.isEmpty)
        #expect(one.mottatt().source == "/no/sak-arkiv")
    }

    @Test func `JSON asked is JSON answered, with the faults one by one`() throws {
        let event = try receipts(.json).feilmelding(rejection)
        #expect(event.datacontenttype == "application/json")
        guard case .json(let value) = event.data else {
            Issue.record("not JSON")
            return
        }
        #expect(value["feilId"]?.text == event.id)
        #expect(value["feil"]?[0]?["pointer"]?.text == "/arkivmelding/mappe/tittel")
        #expect(
            value["feilmelding"]?.text
                == "/arkivmelding/mappe/tittel: the required element «tittel» is missing [missing_member]\n3 < 4 & more [more_faults]")
        let answer = try receipts(.wrappedJSON).kvittering(kvittering)
        guard case .json(let kvittering) = answer.data else {
            Issue.record("not JSON")
            return
        }
        #expect(try kvittering.decoded(as: ArkivmeldingKvittering.self) == self.kvittering)
    }

    @Test(.enabled(if: SharedData.has("fiks-arkiv-v1") && OutsideJudge.xmllint != nil, "\(SharedData.missing), or no xmllint"))
    func `XML answers are valid by the official schemas`() async throws {
        let whole = try receipts(.xml).kvittering(kvittering)
        let half = try receipts(.xml).kvittering(ArkivmeldingKvittering(registrering: kvittering.registrering))
        let plain = try receipts(.xml).kvittering(
            ArkivmeldingKvittering(
                mappe: .kvittering(
                    MappeKvittering(type: .mappe, systemID: SystemID(high: 1, low: 2), opprettetEllerEksisterende: .eksisterende))))
        var events = [whole, half, plain]
        for kind in [Rejection.Kind.ugyldigforespoersel, .ikkefunnet, .serverfeil] {
            events.append(try receipts(.xml).feilmelding(Rejection(kind, rejection.faults)))
        }
        for event in events {
            #expect(event.datacontenttype == "application/xml")
            guard case .text(let text) = event.data else {
                Issue.record("not text: \(event.type)")
                continue
            }
            #expect(try await OutsideJudge.faults(ofXML: text, by: "fiks-arkiv-v1/\(event.type).xsd") == "", "\(text)")
        }
    }

    @Test(.enabled(if: OutsideJudge.isPresent, "\(OutsideJudge.missing)"))
    func `JSON answers and the message itself are valid by our schemas, envelope and content`() async throws {
        var cases: [(schema: String, value: JSONValue)] = [(FiksExamples.opprett, try JSONReader.read(Array(FiksExamples.json.utf8)))]
        var events = [receipts(.json).mottatt(), try receipts(.json).kvittering(kvittering)]
        for kind in [Rejection.Kind.ugyldigforespoersel, .ikkefunnet, .serverfeil] {
            events.append(try receipts(.json).feilmelding(Rejection(kind, rejection.faults)))
        }
        for event in events {
            cases.append(("cloudevent", event.jsonValue))
            if case .json(let value) = event.data { cases.append((event.type, value)) }
        }
        for (verdict, one) in zip(try await OutsideJudge.validate(cases), cases) { #expect(verdict.isEmpty, "\(one.schema): \(verdict)") }
    }
}
