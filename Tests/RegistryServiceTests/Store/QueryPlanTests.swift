import Domain
import DomainTestSupport
import SQLite
import Testing

@testable import RegistryService

@Suite struct QueryPlanTests {
    /// Tables a municipality has a handful of rows in; reading them whole is what is meant.
    private static let small = [
        "kommune", "administrativEnhet", "regel", "kodeliste", "arkiv", "arkivdel", "klassifikasjonssystem", "sqlite_schema", "vern",
        "json_each",
    ]

    @Test func `no statement that decisions, events and reads prepare goes through a whole table`() throws {
        let store = try Lagerproeve()
        var arkiv = Arkivproeve(vitne: store)
        var stream = Kommandostroem(seed: 3)
        for _ in 0..<300 { _ = stream.neste(&arkiv) }
        try read(store.database, on: arkiv.circumstances.today, Array(store.mapper.prefix(5)), Array(store.registreringer.prefix(5)))

        // SQLite tells of every statement the connection keeps: what is really run, not what a test thinks is run.
        let statements = try store.database.query("SELECT sql FROM sqlite_stmt") { $0.text(0) }
        let tables = ["mappe", "registrering", "klasse", "dokumentbeskrivelse", "nummerserie", "soekeobjekt"]
        var asked: Set<String> = []
        for sql in statements where !sql.contains("sqlite_stmt") && !sql.contains("'main'.") {  // not the full-text index's own
            for step in try plan(sql, store.database) {
                tables.filter { step.contains(" \($0) ") || step.hasSuffix(" \($0)") }.forEach { asked.insert($0) }
                guard step.hasPrefix("SCAN") else { continue }
                let allowed = Self.small.contains { step == "SCAN \($0)" || step.hasPrefix("SCAN \($0) ") }
                // A full-text table is always «scanned»: by its index, or by a row's number, where the plan says so.
                let isFullText = ["SCAN sok VIRTUAL TABLE INDEX", "SCAN soklukket VIRTUAL TABLE INDEX"].contains { step.hasPrefix($0) }
                let fullText = isFullText && (sql.contains("MATCH") || step.hasSuffix("INDEX 0:="))
                // What the full-text index gave, up to a limit, is put in order.
                let hits = step.hasPrefix("SCAN (subquery") && sql.contains("DESC LIMIT \(RegistryQueries.limitRankedHits)")
                #expect(allowed || fullText || hits || step == "SCAN CONSTANT ROW", "\(step): \(sql)")
            }
        }
        #expect(asked.isSuperset(of: ["mappe", "registrering", "klasse", "dokumentbeskrivelse", "nummerserie"]))
    }

    @Test func `the journal of a day comes from its index, already in order`() throws {
        let store = try Lagerproeve()
        _ = Arkivproeve(vitne: store)
        _ = try RegistryQueries(store.database, .arkivar).journal(#require(Dato("2026-05-04")), after: nil, limit: 10)
        let statements = try store.database.query("SELECT sql FROM sqlite_stmt") { $0.text(0) }
        let steps = try plan(#require(statements.first { $0.contains("WHERE o.journaldato = ?1") }), store.database)
        #expect(steps.contains { $0.contains("USING INDEX registrering_journal") })
        #expect(!steps.contains { $0.contains("TEMP B-TREE") })
    }

    private func plan(_ sql: String, _ database: Database) throws -> [String] {
        guard sql.hasPrefix("SELECT") || sql.hasPrefix("UPDATE") || sql.hasPrefix("DELETE") || sql.hasPrefix("INSERT") else { return [] }
        // Placeholders without values are NULL to EXPLAIN; the plan is the same.
        let count = sql.contains("?1") ? Set(sql.split(separator: "?").dropFirst().compactMap(\.first)).count : sql.count { $0 == "?" }
        return try database.query("EXPLAIN QUERY PLAN " + sql, Array(repeating: .null, count: count)) { $0.text(3) }
    }

    private func read(_ database: Database, on day: Dato, _ mapper: [SystemID], _ registreringer: [SystemID]) throws {
        let arkiv = SQLiteArkiv(database)
        let key = EksternNoekkel(fagsystem: "Byggsak", noekkel: "1")
        for id in registreringer {
            _ = arkiv.dokumentbeskrivelse(registrering: id, dokumentnummer: 1).map { arkiv.finnesDokumentbeskrivelse($0) }
            _ = arkiv.merknader(paa: .dokumentbeskrivelse(id))
        }
        _ = (arkiv.dokumentbeskrivelse(noekkel: key), arkiv.registrering(noekkel: key), arkiv.mappe(noekkel: key))
        _ = (arkiv.registrering(registreringsID: "2026/1-1"), arkiv.mappe(mappeID: "2026/1"))
        try arkiv.check()
        let queries = RegistryQueries(database, .uklarert)
        for id in mapper { _ = try queries.saksmappe(id) }
        for id in registreringer { _ = try queries.registrering(id) }
        _ = try queries.saksmappe(Saksnummer(saksaar: day.aar, sakssekvensnummer: 1))
        _ = try queries.journal(day, after: nil, limit: 10)
        if let system = try queries.klassifikasjonssystemer().first { _ = try queries.klasser(i: system.systemID) }
        _ = try queries.sok("byggesak", skip: 0, limit: 10)
    }
}
