import Domain
import DomainTestSupport
import SQLite
import Testing

@testable import RegistryService
@testable import ShardRuntime

/// What the log says of a commit, read as a replay reads it, makes the store that was made when it was decided. A failure names its seed.
@Suite struct ReplayEquivalenceTests {
    @Test(arguments: [UInt64](1...4))
    func `a store that is built anew from the log is the one that was there, row by row`(seed: UInt64) throws {
        let live = try Lagerproeve()
        var arkiv = Arkivproeve(vitne: live)
        var stream = Kommandostroem(seed: seed)
        for _ in 0..<250 { _ = stream.neste(&arkiv) }

        let anew = try Lagerproeve()
        var whole = 0
        for (number, events) in live.taken.enumerated() {
            let body = try ReplayBody(CommitBody(ShardDecision(events: events)).encoded(), events: RegistryModel().events)
            try #require(body.events.count == events.count)
            for recorded in body.events {
                if recorded.content != nil { whole += 1 }
                try RegistryProjections.apply(
                    recorded.event, written: recorded.content, of: Lagerproeve.commit(UInt64(number)), to: anew.database)
            }
        }
        #expect(whole > 60, "seed \(seed): hardly an object was taken as the log has it")
        let differences = try TableComparison.differences(left: live.database, right: anew.database)
        #expect(differences.isEmpty, "seed \(seed): \(differences.prefix(3))")
        // The words for the search stand in a table that is no table to the comparison.
        let words = "SELECT rowid || tittel || parter FROM sok ORDER BY rowid"
        #expect(try live.database.query(words) { $0.text(0) } == anew.database.query(words) { $0.text(0) }, "seed \(seed)")
    }
}
