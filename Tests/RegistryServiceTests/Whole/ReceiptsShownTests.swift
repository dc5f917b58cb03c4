import CommitLog
import Contracts
import Domain
import ServiceKit
import Testing

@testable import RegistryService

/// A topic of receipts holds those of every municipality: each reader sees what concerns it.
@Suite struct ReceiptsShownTests {
    private func record(_ kommune: String?) -> LogRecord {
        LogRecord(
            place: TopicPartition("sakarkiv.receipts.barnevern", 0), offset: 0, key: kommune.map { Array($0.utf8) }, value: [],
            headers: [], timestamp: 0)
    }

    @Test func `whoever acts for a municipality sees its receipts and nobody else's`() throws {
        let hamar = try #require(Organisasjonsnummer("970540008"))
        let caseworker = Principal(identity: "kari", role: .saksbehandler, kommuner: .only([hamar]))
        #expect(ReceiptRoutes.isShown(record("970540008"), to: caseworker))
        #expect(!ReceiptRoutes.isShown(record("964950679"), to: caseworker))
        // What was refused outside any municipality names none that they act for.
        #expect(!ReceiptRoutes.isShown(record(nil), to: caseworker))
        let everywhere = Principal(identity: "drift", role: .operator, kommuner: .all)
        #expect(ReceiptRoutes.isShown(record("964950679"), to: everywhere) && ReceiptRoutes.isShown(record(nil), to: everywhere))
    }

    @Test func `a partner sees its own of the municipalities that it acts for, and what was refused outside any`() throws {
        let hamar = try #require(Organisasjonsnummer("970540008"))
        let partner = Principal(identity: "byggsak", role: .partner, kommuner: .only([hamar]), partner: "byggsak")
        #expect(ReceiptRoutes.isShown(record("970540008"), to: partner) && !ReceiptRoutes.isShown(record("964950679"), to: partner))
        for none in [nil, "000000000", "sentrum"] { #expect(ReceiptRoutes.isShown(record(none), to: partner)) }
    }

    @Test func `a receipt is whole to its partner and to an archivist who sees everything, gradings too`() {
        func shown(_ role: Role, _ klarering: Klarering?, _ gradering: Set<String> = [], partner: String? = nil) -> JSONValue? {
            let principal = Principal(
                identity: "x", role: role, kommuner: .all, partner: partner, klarering: klarering, gradering: gradering)
            return ReceiptRoutes.shown(["id": "1", "type": "x", "data": "Hemmelig"], to: principal)["data"]
        }
        #expect(shown(.partner, nil, partner: "byggsak") != nil && shown(.arkivar, .alle, ["SH", "SF"]) != nil)
        for gradering in [[], ["B"], ["SH"]] as [Set<String>] { #expect(shown(.arkivar, .alle, gradering) == nil) }
        #expect(shown(.arkivar, .bare(["13"]), ["SH", "SF"]) == nil && shown(.saksbehandler, .alle, ["SH", "SF"]) == nil)
        #expect(shown(.operator, .alle, ["SH", "SF"]) == nil)
    }
}
