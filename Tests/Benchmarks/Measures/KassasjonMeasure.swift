import CommitLog
import Contracts
import Domain
import Foundation
import SQLite

/// A class gets another rule: how long the dates of everything in it take to be worked out, by the service as it runs, commit after commit.
struct KassasjonMeasure {
    private let options: BenchmarkOptions

    init(_ options: BenchmarkOptions) { self.options = options }

    private struct Result {
        var seconds = 0.0
        var commits = 0
        var largest = 0
    }

    /// Measures and prints.
    func run(_ table: inout FigureTable) async throws {
        var archive = try RetentionArchive(kafka: options.kafka)
        do {
            try await archive.setUp()
            let began = ContinuousClock.now
            let documents = try await archive.fill(options.documents)
            table.add("retention's store with \(documents) documents", (ContinuousClock.now - began).inSeconds, "s to fill")
            let bare = try bareUpdate(documents, in: archive.folder)
            for (name, years) in [("first dates", 10), ("new dates", 20)] {
                let result = try await change(&archive, years: years)
                table.add("\(name) of \(documents) documents", result.seconds, "s", baseline: bare, "one SQLite UPDATE")
                let rate = Double(documents) / result.seconds
                table.add("  the same", rate, "documents/s", baseline: Double(documents) / bare, "one SQLite UPDATE")
                table.add("  in commits", Double(result.commits), "commits")
                table.add("  of which the largest has", Double(result.largest), "bytes")
            }
            table.add("  memory of retention at most", try archive.retention.memory().peak, "MiB")
        } catch {
            let words = FileManager.default.contents(atPath: "\(archive.folder)/retention.log") ?? Data()
            FileHandle.standardError.write(words.suffix(3_000))
            await archive.end()
            throw error
        }
        await archive.end()
    }

    /// Changes the rule and reads retention's log until it says that everything is done.
    private func change(_ archive: inout RetentionArchive, years: Int) async throws -> Result {
        let began = ContinuousClock.now
        let reader = try await archive.log.read(archive.place, from: try await archive.decide(years: years))
        var result = Result()
        var isDone = false
        while !isDone {
            let records = try await reader.next(limit: 1_000, timeout: .seconds(60))
            guard !records.isEmpty else { throw BenchmarkFailure("the dates came no further after \(result.commits) commits") }
            for record in records where record.headers.contains(RecordHeader("kind", "commit")) {
                result.commits += 1
                result.largest = max(result.largest, record.value?.count ?? 0)
                isDone = try isDone || isLast(try Commit(record.value ?? []))
            }
        }
        result.seconds = (ContinuousClock.now - began).inSeconds
        await reader.close()
        return result
    }

    /// Whether nothing is left to go on with after it.
    private func isLast(_ commit: Commit) throws -> Bool {
        let events = try JSONReader.read(commit.body)["events"]?.elements ?? []
        let types = events.compactMap { $0["type"]?.text }
        if types.contains(OmberegningStartet.eventType) { return false }
        guard let fortsatt = events.first(where: { $0["type"]?.text == OmberegningFortsatt.eventType }) else {
            // Few objects: all of them in the commit that took the rule in.
            return types.contains(KassasjonBeregnet.eventType)
        }
        return fortsatt["data"]?["posisjon"]?.members == nil
    }

    /// Seconds for as many rows with an indexed date, updated by one statement.
    private func bareUpdate(_ rows: Int, in folder: String) throws -> Double {
        let database = try Database(path: "\(folder)/bare-update.sqlite")
        try database.execute("CREATE TABLE enhet (id INTEGER PRIMARY KEY, systemID TEXT NOT NULL UNIQUE, dato TEXT) STRICT")
        try database.execute("CREATE INDEX enhet_forfall ON enhet (dato, id) WHERE dato IS NOT NULL")
        try database.run(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO enhet (id, systemID, dato) SELECT i, printf('%036d', i), '2031-06-15' FROM n
            """, .integer(Int64(rows)))
        let began = ContinuousClock.now
        try database.execute("UPDATE enhet SET dato = '2041-06-15'")
        return (ContinuousClock.now - began).inSeconds
    }
}
