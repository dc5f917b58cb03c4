import CommitLog
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

    @Test func `a partner sees its own of the municipalities that its token is for, and what was refused outside any`() throws {
        let hamar = try #require(Organisasjonsnummer("970540008"))
        let some = Principal(identity: "byggsak", role: .partner, kommuner: .only([hamar]), partner: "byggsak")
        #expect(ReceiptRoutes.isShown(record("970540008"), to: some) && ReceiptRoutes.isShown(record(nil), to: some))
        #expect(ReceiptRoutes.isShown(record(InstallationShard.number.rawValue), to: some))
        #expect(!ReceiptRoutes.isShown(record("964950679"), to: some))
        let all = Principal(identity: "byggsak", role: .partner, kommuner: .all, partner: "byggsak")
        #expect(ReceiptRoutes.isShown(record("964950679"), to: all) && ReceiptRoutes.isShown(record(nil), to: all))
    }
}
