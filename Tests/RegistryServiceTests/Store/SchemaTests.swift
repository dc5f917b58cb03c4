import Domain
import DomainTestSupport
import SQLite
import Testing

@testable import RegistryService

@Suite struct SchemaTests {
    @Test func `the schema comes up from nothing and from each step before`() throws {
        for released in 0...RegistrySchema.migrations.count {
            let database = try Database(path: ":memory:")
            if released > 0 { try database.migrate(Array(RegistrySchema.migrations.prefix(released))) }
            #expect(try database.migrate(RegistrySchema.migrations).count == RegistrySchema.migrations.count - released)
            #expect(try database.migrate(RegistrySchema.migrations).isEmpty)
        }
    }

    @Test func `SQL itself refuses a number given twice, and a case without one`() throws {
        let store = try Lagerproeve()
        var arkiv = Arkivproeve(vitne: store)
        try arkiv.send(Meldinger.sak())
        try arkiv.send(Meldinger.notat(i: ReferanseTilMappe(mappeID: "2026/1")))
        let statements = [
            "UPDATE mappe SET sakssekvensnummer = NULL", "UPDATE mappe SET fagsystem = 'a'", "UPDATE mappe SET slag = 'tull'",
            "UPDATE registrering SET journalsekvensnummer = NULL", "UPDATE registrering SET journaldato = '4. mai'",
            "UPDATE dokumentbeskrivelse SET dokumentnummer = 0",
            """
            INSERT INTO registrering (systemID, slag, mappe, registreringsID, journalaar, journalsekvensnummer, journalpostnummer, journaldato,
            innhold) SELECT '20000000-0000-4000-8000-000000000001', slag, mappe, '2026/1-2', journalaar, journalsekvensnummer, 2, journaldato,
            innhold FROM registrering
            """,
            """
            INSERT INTO mappe (systemID, slag, mappeID, saksaar, sakssekvensnummer, arkivdel, erAapen, innhold)
            SELECT '20000000-0000-4000-8000-000000000002', slag, '2026/2', saksaar, sakssekvensnummer, arkivdel, erAapen, innhold FROM mappe
            """,
        ]
        for sql in statements {
            #expect(throws: SQLiteError.self, "\(sql)") { try store.database.run(sql) }
        }
    }

    @Test func `the structure is listed in order, classes page by page`() throws {
        let store = try Lagerproeve()
        _ = Arkivproeve(vitne: store)
        let queries = RegistryQueries(store.database, .arkivar)
        #expect(try queries.arkivdeler().map(\.tittel) == ["Sakarkiv"])
        let systems = try queries.klassifikasjonssystemer()
        #expect(systems.map { $0.klassifikasjonstype?.kode } == ["KK", "PNR", "GBN", "ORG"])
        let system = try #require(systems.first).systemID
        let first = try queries.klasser(i: system, limit: 3).map(\.klasseID)
        #expect(first == ["0", "1", "2"])
        #expect(try queries.klasser(i: system, after: "2", limit: 2).map(\.klasseID) == ["4", "5"])
    }

    @Test func `search finds words and beginnings of words in titles and parties, whatever their case`() throws {
        let store = try Lagerproeve()
        var arkiv = Arkivproeve(vitne: store)
        try arkiv.send(Meldinger.sak(tittel: "Oppføring av garasje på Åsen"))
        try arkiv.send(Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1")))
        let queries = RegistryQueries(store.database, .arkivar)
        func hits(_ words: String) throws -> Int { try queries.sok(words, skip: 0, limit: 10).count }
        #expect(try hits("GARASJE") == 1)
        #expect(try hits("oppføring gara") == 1)
        #expect(try hits("åsen") == 1)
        #expect(try hits("asen") == 0, "å is a letter, not an a")
        #expect(try hits("anita") == 1)
        #expect(try hits("vedlegg") == 1)
        #expect(try hits("garasje anita") == 0)
        for odd in ["\"", "garasje AND", "NEAR(", "*", "tittel:garasje", "-garasje", ""] { _ = try hits(odd) }
    }
}
