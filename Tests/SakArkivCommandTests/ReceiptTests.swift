import Contracts
import Foundation
import Testing

@testable import SakArkivCommand

struct ReceiptTests {
    private let type = "no.ks.fiks.arkiv.v1"

    @Test func `an XML receipt shows the same numbers as a JSON one`() throws {
        let xml = """
            <?xml version="1.0"?><arkivmeldingKvittering xmlns="urn:k"><mappeKvittering><systemID>u</systemID>
            <opprettetEllerEksisterende>Opprettet</opprettetEllerEksisterende><saksaar>2026</saksaar><sakssekvensnummer>4</sakssekvensnummer>
            </mappeKvittering></arkivmeldingKvittering>
            """
        let inBase64: JSONValue = [
            "type": .string("\(type).arkivering.arkivmelding.opprett.kvittering"), "datacontenttype": "application/xml",
            "data_base64": .string(Data(xml.utf8).base64EncodedString()),
        ]
        let asText: JSONValue = ["type": .string("\(type).arkivering.arkivmelding.opprett.kvittering"), "data": .string(xml)]
        for event in [inBase64, asText] {
            let receipt = Receipt(event)
            #expect(receipt.summary == ["sak 2026/4"])
            #expect(receipt.saksnummer == "2026/4")
            #expect(receipt.isFinal && !receipt.isRefusal)
        }
    }

    @Test func `a feilmelding shows every fault with its place`() {
        let receipt = Receipt([
            "type": .string("\(type).feilmelding.ugyldigforespoersel"),
            "data": [
                "feilId": "f", "feilmelding": "to feil", "feil": [["pointer": "/mappe", "message": "mangler"], ["message": "også"]],
            ],
        ])
        #expect(receipt.isRefusal && receipt.isFinal)
        #expect(receipt.summary == ["feilmelding", "/mappe  mangler", "også"])
    }

    @Test func `a feilmelding without a list shows its text line by line`() {
        let receipt = Receipt(["type": .string("\(type).feilmelding.serverfeil"), "data": ["feilId": "f", "feilmelding": "en\nto"]])
        #expect(receipt.summary == ["feilmelding", "en", "to"])
    }

    @Test func `a half that failed makes the receipt a refusal`() {
        let receipt = Receipt([
            "type": .string("\(type).x.kvittering"),
            "data": [
                "mappeKvittering": ["saksaar": 2026, "sakssekvensnummer": 1], "registreringFeilet": ["feilId": "1", "feilmelding": "nei"],
            ],
        ])
        #expect(receipt.isRefusal)
        #expect(receipt.summary == ["sak 2026/1", "nei"])
    }

    @Test func `a file that is missing shows why, and one that came after all that it did`() {
        let documents = "no.sakarkiv.documents.kvittering.fil"
        let missing = Receipt([
            "type": .string("\(documents).feilet.v1"),
            "data": ["referanseDokumentfil": "a.pdf", "kode": "checksum_mismatch", "melding": "annen sum", "erEndelig": true],
        ])
        #expect(missing.summary == ["fil «a.pdf» kan ikke hentes", "annen sum", "checksum_mismatch"])
        // The message itself was answered: this ends nothing and refuses nothing.
        #expect(!missing.isFinal && !missing.isRefusal)
        let came = Receipt(["type": .string("\(documents).lagret.v1"), "data": ["referanseDokumentfil": "a.pdf"]])
        #expect(came.summary == ["fil «a.pdf» er i arkivet"])
    }

    @Test func `the stream is read page by page and ends with the position to go on from`() async throws {
        let services = ScriptedServices()
        services.handle("GET /receipts") { request in
            request.url.hasSuffix("after=2")
                ? ScriptedServices.json(200, ["treff": [], "neste": "2"])
                : ScriptedServices.json(
                    200, ["treff": [["type": "a.mottatt", "correlationid": "c1", "time": "2026-01-02T03:04:05.678Z"]], "neste": "2"])
        }
        let run = try await CommandRun.of(["receipts"], services)
        #expect(run.code == .ok)
        #expect(run.output == "2026-01-02T03:04:05  c1  mottatt\n")
        #expect(run.error.contains("--after 2"))
        #expect(services.calls == ["GET /receipts?partner=byggsak", "GET /receipts?partner=byggsak&after=2"])
    }

    @Test func `following one message ends with its last receipt, and a refusal is exit code 1`() async throws {
        let services = ScriptedServices()
        let mottatt: JSONValue = ["type": "a.mottatt"]
        services.answer(
            "GET /receipts",
            inTurn: [
                ScriptedServices.json(200, [mottatt]), ScriptedServices.json(200, [mottatt]),
                ScriptedServices.json(
                    200, [mottatt, ["type": .string("\(type).feilmelding.ikkefunnet"), "data": ["feilmelding": "borte"]]]),
            ])
        let run = try await CommandRun.of(["receipts", "--follow", "--source", "/s", "--id", "1"], services)
        #expect(run.code == .refused)
        #expect(run.output.contains("mottatt\n") && run.output.contains("    borte\n"))
        #expect(services.requests.count == 3)
    }

    @Test func `source without id is a usage error`() async throws {
        #expect(try await CommandRun.of(["receipts", "--source", "/s"]).code == .usage)
    }
}
