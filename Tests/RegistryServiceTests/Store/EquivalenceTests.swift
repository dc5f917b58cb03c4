import Domain
import DomainTestSupport
import Testing

@testable import RegistryService

/// The store and the archive in memory are two keepings of the same events. A failure names its seed.
@Suite struct EquivalenceTests {
    @Test(arguments: [UInt64](1...8))
    func `store and memory decide every command alike, and hold the same afterwards`(seed: UInt64) throws {
        let store = try Lagerproeve()
        var arkiv = Arkivproeve(vitne: store)
        var stream = Kommandostroem(seed: seed)
        for _ in 0..<250 { _ = stream.neste(&arkiv) }
        #expect(store.granted > 60, "seed \(seed): hardly anything was granted")
        #expect(stream.avvist > 20, "seed \(seed): hardly anything was refused")

        let kept = SQLiteArkiv(store.database)
        for id in store.mapper {
            #expect(kept.mappe(id) == arkiv.tilstand.mappe(id), "seed \(seed)")
            #expect(kept.innhold(mappe: id) == arkiv.tilstand.innhold(mappe: id), "seed \(seed)")
            #expect(kept.kvittering(mappe: id) == arkiv.tilstand.kvittering(mappe: id), "seed \(seed)")
            #expect(kept.journalposter(sak: id) == arkiv.tilstand.journalposter(sak: id), "seed \(seed)")
            #expect(kept.merknader(paa: .mappe(id)) == arkiv.tilstand.merknader(paa: .mappe(id)), "seed \(seed)")
        }
        for id in store.registreringer {
            #expect(kept.registrering(id) == arkiv.tilstand.registrering(id), "seed \(seed)")
            #expect(kept.journalpost(id) == arkiv.tilstand.journalpost(id), "seed \(seed)")
            #expect(kept.kvittering(registrering: id) == arkiv.tilstand.kvittering(registrering: id), "seed \(seed)")
        }
        for list in Kodelistenavn.allCases { #expect(kept.kodeliste(list) == arkiv.tilstand.kodeliste(list), "seed \(seed)") }
        #expect(kept.regelnavn() == arkiv.tilstand.regelnavn(), "seed \(seed)")
        for name in kept.regelnavn() { #expect(kept.regel(name) == arkiv.tilstand.regel(name), "seed \(seed)") }
        try kept.check()
        #expect(try store.database.integrityCheck().isEmpty)
    }

    @Test func `what a rolled-back transaction changed in the set-up is forgotten with it`() throws {
        let store = try Lagerproeve()
        let arkiv = Arkivproeve(vitne: store)
        let wish = LeggTilKodeverdi(kodeliste: .dokumenttype, kode: "EGEN", kodenavn: "Egen")
        let events = try wish.decide(arkiv.tilstand, arkiv.circumstances).events
        try store.database.begin()
        try store.take(events)
        #expect(SQLiteArkiv(store.database).kodeverdi("EGEN", i: .dokumenttype) != nil)
        try store.database.rollback()
        #expect(SQLiteArkiv(store.database).kodeverdi("EGEN", i: .dokumenttype) == nil)
    }

    @Test func `a lookup after the store has failed is not believed`() throws {
        let store = try Lagerproeve()
        _ = Arkivproeve(vitne: store)
        let arkiv = SQLiteArkiv(store.database)
        store.database.close()
        #expect(arkiv.mappe(mappeID: "2026/1") == nil)
        #expect(throws: (any Error).self) { try arkiv.check() }
    }
}
