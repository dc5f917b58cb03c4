import Contracts
import Domain
import Testing

@testable import DocumentsService

struct ConversionDecisionTests {
    private let bench: ModelBench
    private let id: SystemID
    private let source = String(repeating: "a", count: 64)
    private let result = String(repeating: "b", count: 64)

    init() throws {
        bench = try ModelBench()
        id = try bench.document("a.docx")
        try bench.give(
            MeldFilLagret(
                dokumentobjekt: id, forsoek: 0, sjekksum: source, filstoerrelse: 3, format: "fmt/412", mimeType: "application/x"))
    }

    private func due(_ found: Set<Konverteringsregel.Verktoey> = [.kontor]) throws -> [SystemID] {
        let now = Tidspunkt(milliseconds: bench.now)
        return try bench.read { try $0.konverteringsarbeid(now, found, limit: 10) }.map(\.dokumentobjekt)
    }

    private func made(_ fra: String) -> MeldKonvertert {
        MeldKonvertert(
            dokumentobjekt: id, fraSjekksum: fra, sjekksum: result, filstoerrelse: 7, format: "fmt/477", mimeType: "application/pdf",
            verktoey: "LibreOffice 7")
    }

    private func missed(_ reason: KonverteringUteblitt.Grunn) throws -> Int {
        try bench.give(MeldKonverteringUteblitt(dokumentobjekt: id, grunn: reason, melding: "x")).events.count
    }

    @Test func `an office document that is stored shall have a copy, a PDF/A shall not`() throws {
        #expect(try due() == [id])
        let other = try bench.document("b.pdf")
        try bench.give(
            MeldFilLagret(
                dokumentobjekt: other, forsoek: 0, sjekksum: result, filstoerrelse: 3, format: "fmt/477", mimeType: "application/pdf"))
        #expect(try due() == [id])
    }

    @Test func `the copy is a dokumentobjekt in archive format, with how it came to be`() throws {
        let event = try #require(bench.give(made(source)).events.first as? DokumentKonvertert)
        #expect(event.dokumentobjekt.variantformat.kode == "A" && event.dokumentobjekt.versjonsnummer == 1)
        #expect(event.konvertering.konvertertFraFormat == "fmt/412" && event.konvertering.konvertertTilFormat == "fmt/477")
        #expect(event.konvertering.konvertertFraSjekksum == source && event.konvertering.konvertertTilSjekksum == result)
        let file = try bench.file(event.dokumentobjekt.systemID)
        #expect(file.tilstand == .lagret && file.lagret?.sjekksum == result && file.lagret?.filstoerrelse == 7)
        let row = try #require(try bench.read { try $0.konvertering(av: id) })
        #expect(row.tilstand == "utfoert" && row.konvertering == event.konvertering && row.resultat == event.dokumentobjekt.systemID)
        #expect(try due().isEmpty)
        // The copy is a stored file, read again like every other.
        let copy = try bench.read { try $0.lagretfil(result) }
        #expect(copy?.filstoerrelse == 7)
        #expect(try bench.give(made(source)).events.isEmpty)
    }

    @Test func `a result of other bytes is not wanted`() throws { #expect(try bench.give(made(result)).events.isEmpty) }

    @Test func `an absent program is a state, said once, and the job waits for the program`() throws {
        #expect(try missed(.converterAbsent) == 1)
        #expect(try missed(.converterAbsent) == 0)
        let row = try #require(try bench.read { try $0.konvertering(av: id) })
        #expect(row.tilstand == "converter_absent")
        let shown = DokumentJSON.konvertering(row, isWhole: false)
        #expect(shown["tilstand"]?.text == "converter_absent" && shown["melding"] == nil)
        #expect(DokumentJSON.konvertering(row, isWhole: true)["melding"]?.text == "x")
        #expect(try due([]).isEmpty)
        #expect(try due([.pdf]).isEmpty)
        #expect(try due([.kontor]) == [id])
        #expect(try bench.give(made(source)).events.count == 1)
    }

    @Test func `what fails is tried again a few times, later and later`() throws {
        #expect(try missed(.conversionFailed) == 1)
        #expect(try due().isEmpty)
        bench.now += MeldKonverteringUteblitt.firstWaitMilliseconds
        #expect(try due() == [id])
        #expect(try missed(.conversionLimits) == 1)
        bench.now += MeldKonverteringUteblitt.firstWaitMilliseconds
        #expect(try due().isEmpty)
        bench.now += MeldKonverteringUteblitt.firstWaitMilliseconds
        #expect(try due() == [id])
        #expect(try missed(.conversionFailed) == 1)
        bench.now += 1_000_000_000
        #expect(try due().isEmpty)
        let state = try bench.read { try $0.konvertering(av: id)?.tilstand }
        #expect(state == "conversion_failed")
    }
}
