import CommitLog
import Contracts
import Domain
import SQLite
import ShardRuntime
import Testing

@testable import DocumentsService

/// Decisions on a real store, without a log and without a clock.
struct DecisionTests {
    private let bench: ModelBench
    private let id: SystemID

    init() throws {
        bench = try ModelBench()
        id = try bench.document("a.pdf")
    }

    private func failure(_ kode: Filfeil.Kode, attempt: Int) -> MeldFilFeilet {
        MeldFilFeilet(dokumentobjekt: id, forsoek: attempt, feil: Filfeil(kode, "x"), jitter: 0)
    }

    private func stored(attempt: Int) -> MeldFilLagret {
        MeldFilLagret(
            dokumentobjekt: id, forsoek: attempt, sjekksum: String(repeating: "a", count: 64), filstoerrelse: 3, format: "fmt/95",
            mimeType: "application/pdf")
    }

    @Test func `a file that is waited for is due at once, and not any more when it is stored`() throws {
        #expect(try bench.due() == [id])
        #expect(try bench.give(stored(attempt: 0)).events.map(\.eventType) == ["fil.lagret"])
        #expect(try bench.due().isEmpty)
        #expect(try bench.file(id).tilstand == .lagret)
    }

    @Test func `a result that comes twice, or of an attempt that is out of date, changes nothing`() throws {
        _ = try bench.give(failure(.kildeNaasIkke, attempt: 0))
        #expect(try bench.give(failure(.kildeNaasIkke, attempt: 0)).events.isEmpty)
        #expect(try bench.give(stored(attempt: 0)).events.isEmpty)
        #expect(try bench.give(stored(attempt: 1)).events.count == 1)
        #expect(try bench.give(stored(attempt: 1)).events.isEmpty)
        #expect(try bench.give(failure(.annenSjekksum, attempt: 1)).events.isEmpty)
    }

    @Test func `damage names the documents that have the file and what they came with, and says what was known before`() throws {
        let other = try bench.document("b.pdf")
        _ = try bench.give(stored(attempt: 0))
        var second = stored(attempt: 0)
        second.dokumentobjekt = other
        _ = try bench.give(second)
        func damage(_ slag: Filskade.Slag) throws -> FilSkadet? {
            let kontroll = MeldFiksitet.Kontroll(sjekksum: second.sjekksum, antallBytes: 3, skade: Filskade(slag))
            let decision = try bench.give(MeldFiksitet(kontroller: [kontroll], startetDato: Tidspunkt(milliseconds: bench.now)))
            return decision.events.compactMap { $0 as? FilSkadet }.first
        }
        let first = try #require(try damage(.endret))
        #expect(first.dokumentobjekt == [id, other] && first.kjentSkade == nil)
        #expect(try first.registrering == [id, other].map { try bench.file($0).registrering })
        #expect(try damage(.endret) == nil)
        #expect(try damage(.borte)?.kjentSkade == Filskade(.endret))
    }

    @Test func `a failure that may pass is tried again later, and told only when it lasts`() throws {
        let first = try bench.give(failure(.kildeNaasIkke, attempt: 0))
        #expect(first.receipts.isEmpty)
        #expect(try bench.due().isEmpty)
        #expect(try bench.file(id).tilstand == .feilet)
        bench.now += 3_000
        #expect(try bench.due() == [id])
        bench.now += 700_000
        let late = try bench.give(failure(.kildeNaasIkke, attempt: 1))
        #expect(late.receipts.map(\.event.type) == [Filkvittering.feilet])
        bench.now += 900_000
        #expect(try bench.give(failure(.kildeNaasIkke, attempt: 2)).receipts.isEmpty)
        let came = try bench.give(stored(attempt: 3))
        #expect(came.receipts.map(\.event.type) == [Filkvittering.lagret])
        #expect(came.receipts.first?.event.extensions["correlationid"] == "m1")
        #expect(came.receipts.first?.partner == "byggsak")
    }

    @Test func `being late and being given up are told once each, with ids of their own`() throws {
        bench.now += 700_000
        let late = try bench.give(failure(.kildeNaasIkke, attempt: 0))
        bench.now += 300_000_000
        let given = try bench.give(failure(.kildeNaasIkke, attempt: 1))
        #expect(late.receipts.count == 1 && given.receipts.count == 1)
        #expect(late.receipts.first?.event.id != given.receipts.first?.event.id)
        #expect(try bench.file(id).tilstand == .avvist)
        #expect(try bench.due().isEmpty)
    }

    @Test func `asking again begins anew, and makes what was under way out of date`() throws {
        _ = try bench.give(failure(.ikkeIMelding, attempt: 0))
        let asked = try bench.give(BeOmFilhenting(dokumentobjekt: id, referanseDokumentfil: nil, actor: "kari", partner: nil))
        #expect(asked.answer?.rejection == nil)
        #expect(try bench.due() == [id])
        #expect(try bench.file(id).antallForsoek == 0)
        #expect(try bench.give(failure(.ikkeIMelding, attempt: 1)).events.isEmpty)
        // The sender knows already.
        #expect(try bench.give(failure(.ikkeIMelding, attempt: 2)).receipts.isEmpty)
    }

    @Test func `a partner asks for its own only`() throws {
        let command = BeOmFilhenting(dokumentobjekt: id, referanseDokumentfil: nil, actor: "x", partner: "annen")
        #expect(throws: Rejection.self) { try bench.give(command) }
    }

    @Test func `an upload sets going what waits for it, of its own partner only`() throws {
        let sum = String(repeating: "b", count: 64)
        let mine = try bench.document("sha256:" + sum)
        let stated = try bench.document("b.pdf", sjekksum: sum)
        let theirs = try bench.document("sha256:" + sum, partner: "annen")
        for file in [mine, stated, theirs] {
            _ = try bench.give(MeldFilFeilet(dokumentobjekt: file, forsoek: 0, feil: Filfeil(.opplastingVentes, "x"), jitter: 0))
        }
        let command = RegistrerOpplasting(sjekksum: sum, filstoerrelse: 1, opplastetAv: "byggsak", partner: "byggsak")
        #expect(try bench.give(command).events.map(\.eventType) == ["fil.opplastet", "filhenting.bedt.om", "filhenting.bedt.om"])
        #expect(Set(try bench.due()) == [id, mine, stated])
        #expect(try bench.file(stated).referanseDokumentfil == "sha256:" + sum)
        // Again: the file is known, and what still waits is set going again.
        #expect(try bench.give(command).events.map(\.eventType) == ["filhenting.bedt.om", "filhenting.bedt.om"])
    }

    @Test func `slow addresses of one partner hide nobody's file`() throws {
        for _ in 0..<5 { _ = try bench.document("https://treg.example.no/x", partner: "treg") }
        let far = try bench.document("https://rask.example.no/y", partner: "rask")
        let near = try bench.document("c.pdf")
        let found = try bench.due(limit: 2)
        #expect(found.contains(far))
        #expect(found.contains(id) && found.contains(near))
        #expect(found.count == 5)
    }

    @Test func `public events tell what is final or was told, and nothing of what the file is called`() throws {
        let retry = try bench.give(failure(.kildeNaasIkke, attempt: 0))
        #expect(try bench.published(retry).isEmpty)
        let final = try bench.give(failure(.annenSjekksum, attempt: 1))
        let told = try bench.published(final)
        #expect(told.map(\.type) == ["no.sakarkiv.documents.fil.feilet.v1"])
        #expect(told.allSatisfy { !String(decoding: $0.encoded(), as: UTF8.self).contains("pdf") })
    }
}
