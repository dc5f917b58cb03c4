import Domain
import DomainTestSupport
import SQLite
import Testing

@testable import RegistryService

/// What the store keeps of what the public has been told, and how what differs from it is found.
@Suite struct PubliseringsspoersmaalTests {
    private func brev(_ number: Int) -> Arkivmelding {
        Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"), noekkel: EksternNoekkel(fagsystem: "f", noekkel: "\(number)"))
    }

    private func all(_ store: Lagerproeve, _ omfang: Publiseringsomfang, _ dag: Dato, limit: Int) throws -> [SystemID] {
        var found: [SystemID] = []
        var row: Int? = 0
        while let after = row {
            let side = try Publiseringsspoersmaal(database: store.database).avvik(omfang, after: after, dag, limit: limit)
            #expect(side.avvik.count <= limit)
            found += side.avvik
            row = side.neste
        }
        return found
    }

    @Test func `posts of an archive from before anything was published are found, page by page, and then no more`() throws {
        let store = try Lagerproeve()
        var arkiv = Arkivproeve(vitne: store)
        try arkiv.send(Meldinger.sak())
        for number in 1...7 { try arkiv.send(brev(number)) }
        try arkiv.send(Meldinger.notat(i: ReferanseTilMappe(mappeID: "2026/1")))
        let dag = arkiv.circumstances.today
        #expect(try all(store, .alt, dag, limit: 3).isEmpty)
        try store.database.run("DELETE FROM offentliggjort")
        let left = try all(store, .alt, dag, limit: 3)
        #expect(left.count == 7)
        let events = try OppdaterOffentliggjoering(journalposter: left).decide(SQLiteArkiv(store.database), arkiv.circumstances).events
        #expect(events.count == 7)
        try store.take(events)
        #expect(try all(store, .alt, dag, limit: 3).isEmpty)
    }

    @Test func `what a screening leaves over is noted, and found in its mappe alone`() throws {
        let store = try Lagerproeve()
        var arkiv = Arkivproeve(vitne: store)
        try arkiv.send(Meldinger.sak())
        try arkiv.send(brev(1))
        let sak = try #require(arkiv.tilstand.mappe(mappeID: "2026/1"))
        let wish = EndreSkjerming.Oensket(tilgangsrestriksjon: "13", skjermingshjemmel: "Offl. § 13")
        try arkiv.utfoer(EndreSkjerming(arkivenhet: .mappe(sak), skjerming: wish, begrunnelse: "x"))
        try arkiv.utfoer(EndreSkjerming(arkivenhet: .mappe(sak), skjerming: nil, begrunnelse: "x"))
        let questions = Publiseringsspoersmaal(database: store.database)
        #expect(try questions.etterslep(after: 0).map(\.omfang) == [.mappe(sak)])
        #expect(try questions.etterslep(after: questions.sisteVersjon()).isEmpty)
        let dag = arkiv.circumstances.today
        #expect(try all(store, .mappe(sak), dag, limit: 5).count == 1, "it may be known again")
        #expect(try all(store, .mappe(SystemID(high: 8, low: 8)), dag, limit: 5).isEmpty)
        try arkiv.utfoer(EndrePubliseringsregel(regel: Publiseringsregel(forsinkelseDager: 1), begrunnelse: "x"))
        #expect(try questions.etterslep(after: 0).map(\.omfang).contains(.alt))
    }

    @Test func `a screening that ends and a delay that is over are found on their day, and not before`() throws {
        let store = try Lagerproeve()
        var arkiv = Arkivproeve(vitne: store)
        try arkiv.send(Meldinger.sak())
        try arkiv.send(brev(1))
        let sak = try #require(arkiv.tilstand.mappe(mappeID: "2026/1"))
        let dag = arkiv.circumstances.today
        let wish = EndreSkjerming.Oensket(
            tilgangsrestriksjon: "13", skjermingshjemmel: "Offl. § 13", skjermingOpphoererDato: dag.adding(dager: 10))
        try arkiv.utfoer(EndreSkjerming(arkivenhet: .mappe(sak), skjerming: wish, begrunnelse: "x"))
        #expect(try all(store, .alt, dag.adding(dager: 9), limit: 5).isEmpty)
        #expect(try all(store, .alt, dag.adding(dager: 10), limit: 5).count == 1)
        try arkiv.utfoer(EndrePubliseringsregel(regel: Publiseringsregel(forsinkelseDager: 20), begrunnelse: "x"))
        #expect(try all(store, .alt, dag.adding(dager: 19), limit: 5).isEmpty)
        #expect(try all(store, .alt, dag.adding(dager: 20), limit: 5).count == 1)
    }

    @Test(arguments: [UInt64](1...4))
    func `store and memory have told the public the same, and find the same in each object`(seed: UInt64) throws {
        let store = try Lagerproeve()
        var arkiv = Arkivproeve(vitne: store)
        var stream = Kommandostroem(seed: seed)
        for _ in 0..<250 { _ = stream.neste(&arkiv) }
        let kept = SQLiteArkiv(store.database)
        for id in store.registreringer { #expect(kept.offentliggjort(id) == arkiv.tilstand.offentliggjort(id), "seed \(seed)") }
        for id in store.mapper {
            let mine = kept.offentliggjorte(i: .mappe(id), limit: 3)
            #expect(mine == arkiv.tilstand.offentliggjorte(i: .mappe(id), limit: 3), "seed \(seed)")
        }
        for del in arkiv.tilstand.alleArkivdeler {
            let mine = kept.offentliggjorte(i: .arkivdel(del.systemID), limit: 100)
            #expect(mine == arkiv.tilstand.offentliggjorte(i: .arkivdel(del.systemID), limit: 100), "seed \(seed)")
        }
        try kept.check()
    }

    @Test func `a store of an earlier program keeps its rows when drafts need no journaldato any more`() throws {
        let database = try Database(path: ":memory:")
        try database.migrate(Array(RegistrySchema.migrations.prefix(5)))
        let id = "10000000-0000-4000-8000-00000000000"
        for sql in [
            "INSERT INTO arkivdel (systemID, innhold) VALUES ('\(id)1', '{}')",
            """
            INSERT INTO mappe (systemID, slag, mappeID, saksaar, sakssekvensnummer, arkivdel, erAapen, innhold)
            VALUES ('\(id)2', 'saksmappe', '2026/1', 2026, 1, '\(id)1', 1, '{}')
            """,
            """
            INSERT INTO registrering (systemID, slag, mappe, registreringsID, journalaar, journalsekvensnummer, journalpostnummer, journaldato,
            innhold, partner, liste) VALUES ('\(id)3', 'journalpost', '\(id)2', '2026/1-1', 2026, 1, 1, '2026-05-04', '{"a":1}', 'p', '{"b":2}')
            """,
            "INSERT INTO dokumentbeskrivelse (systemID, registrering, dokumentnummer) VALUES ('\(id)4', '\(id)3', 1)",
        ] { try database.run(sql) }
        try database.migrate(RegistrySchema.migrations)
        let row = try database.first("SELECT rowid || journaldato || innhold || partner || liste FROM registrering") { $0.text(0) }
        #expect(row == "12026-05-04{\"a\":1}p{\"b\":2}")
        #expect(try database.first("SELECT registrering FROM dokumentbeskrivelse") { $0.text(0) } == "\(id)3")
        try database.run("UPDATE registrering SET journaldato = NULL")
        #expect(throws: SQLiteError.self) { try database.run("DELETE FROM registrering") }
        let indexes = try database.query(
            "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'registrering' AND sql IS NOT NULL"
        ) {
            $0.text(0)
        }
        #expect(Set(indexes) == ["registrering_mappe", "registrering_journal"])
        #expect(try database.integrityCheck().isEmpty)
    }
}
