import Contracts
import Domain
import Foundation
import Observability
import ServiceKit
import ServiceTestSupport
import Testing

@testable import DocumentsService

struct FixityTests {
    private let days90 = Duration.seconds(90 * 86_400)

    @Test func `a file is read again when its time has come, and not before`() async throws {
        let bench = try FixityBench()
        let key = try await bench.upload(ContentConformance.sample(100_000))
        #expect(try await bench.round() == 0)
        try await bench.pass(days90 - .seconds(1))
        #expect(try await bench.round() == 0)
        try await bench.pass(.seconds(1))
        #expect(try await bench.round() == 1)
        let checked = try #require(bench.events.last as? FiksitetKontrollert)
        #expect(checked.hele == [key.digest.hex] && checked.skadde.isEmpty && checked.antallBytes == 100_000)
        let fil = try #require(try bench.read { try $0.lagretfil(key.digest.hex) })
        #expect(fil.kontrollert == checked.avsluttetDato && fil.antallKontroller == 1 && fil.skade == nil)
        // Done: nothing is due until the next interval.
        #expect(try await bench.round() == 0)
    }

    @Test func `a changed byte is found, told once, and the file set aside until the same bytes are stored again`() async throws {
        let bench = try FixityBench()
        let bytes = ContentConformance.sample(50_000)
        let (key, path) = try await { ($0, try bench.path($0)) }(bench.upload(bytes))
        var changed = bytes
        changed[40_000] ^= 1
        try Data(changed).write(to: URL(fileURLWithPath: path))
        try await bench.pass(days90)
        #expect(try await bench.round() == 1)
        let damage = try #require(bench.events.last as? FilSkadet)
        #expect(damage.sjekksum == key.digest.hex && damage.skade.slag == .endret)
        #expect(damage.skade.funnetSjekksum == ContentDigest(of: changed).hex)
        #expect(bench.log.lines.contains { $0.contains("a stored file is damaged") && $0.contains("error") })
        #expect(try bench.read { try $0.fiksitet().antallSkadde } == 1)
        #expect(try bench.read { try $0.skadde(after: nil, limit: 10).map(\.sjekksum) } == [key.digest.hex])
        // What the archivist is shown.
        let page = try bench.read { try FiksitetRoutes.page($0, bench.hamar, after: nil, limit: 1) }
        #expect(page["antallFiler"]?.integer == 1 && page["antallBytes"]?.integer == 50_000 && page["antallSkadde"]?.integer == 1)
        #expect(page["sisteKontroll"]?.text == damage.oppdagetDato.description)
        #expect(page["treff"]?[0]?["sjekksum"]?.text == key.digest.hex)
        #expect(page["treff"]?[0]?["skade"]?["slag"]?.text == "endret")
        #expect(page["neste"]?.text == "/fiksitet?kommune=970540008&after=\(key.digest.hex)")
        let rest = try bench.read { try FiksitetRoutes.page($0, bench.hamar, after: key.digest.hex) }
        #expect(rest["treff"]?.elements?.isEmpty == true && rest["neste"] == nil)
        // To whoever sees none of its documents it is not named by what would tell that they have the same.
        let hidden = try bench.read { try FiksitetRoutes.page($0, bench.hamar, after: nil, limit: 1) { _ in false } }
        #expect(!hidden.json.contains(key.digest.hex) && !hidden.json.contains(ContentDigest(of: changed).hex), "\(hidden.json)")
        #expect(hidden["treff"]?[0]?["skade"]?["slag"]?.text == "endret")
        let behind = try #require(hidden["neste"]?.text?.split(separator: "=").last.map(String.init))
        #expect(behind.count == 64 && behind > key.digest.hex && behind.hasPrefix(String(key.digest.hex.prefix(6))))
        let lesere: [(Leser, Bool)] = [
            (Leser(identitet: "o", rolle: "operator", erDrift: true, klarering: []), true),
            (Leser(identitet: "a", rolle: "arkivar", klarering: nil), false),
            (Leser(identitet: "a", rolle: "arkivar", klarering: nil, gradering: ["SH", "SF"]), true),
        ]
        for (leser, ser) in lesere {
            let sees = try bench.read { lager in
                try lager.skadde(after: nil, limit: 1).map {
                    try FiksitetRoutes.serSjekksum($0, leser, damage.oppdagetDato.norskDato, lager)
                }
            }
            #expect(sees == [ser], "an upload that is no document yet")
        }
        // Nobody is given the changed bytes as the document, and they are kept.
        #expect(try await bench.content.byteCount(of: key) == nil)
        let kept = try FileManager.default.contentsOfDirectory(atPath: "\(bench.root)/970540008/damaged")
        #expect(kept.count == 1 && kept.first?.hasPrefix(key.digest.hex) == true)
        // Still damaged: gone is told as another kind of damage, once.
        try await bench.pass(.seconds(3_600))
        #expect(try await bench.round() == 1)
        try await bench.pass(.seconds(3_600))
        #expect(try await bench.round() == 1)
        #expect(bench.events.compactMap { $0 as? FilSkadet }.map(\.skade.slag) == [.endret, .borte])
        // Stored again it is whole, and that is told.
        _ = try await bench.content.put(bytes, kommune: bench.hamar)
        try await bench.pass(.seconds(3_600))
        #expect(try await bench.round() == 1)
        #expect((bench.events.last as? FilGjenopprettet)?.sjekksum == key.digest.hex)
        #expect(try bench.read { try $0.fiksitet().antallSkadde } == 0)
    }

    @Test func `a file that is cut, or gone, is told as that`() async throws {
        let bench = try FixityBench()
        let cut = try await bench.upload(ContentConformance.sample(10_000, seed: 2))
        let gone = try await bench.upload(ContentConformance.sample(10_000, seed: 3))
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: bench.path(cut)))
        try FileManager.default.removeItem(atPath: bench.path(gone))
        try await bench.pass(days90)
        #expect(try await bench.round() == 2)
        let damage = Dictionary(uniqueKeysWithValues: bench.events.compactMap { $0 as? FilSkadet }.map { ($0.sjekksum, $0.skade) })
        #expect(damage[cut.digest.hex]?.slag == .stoerrelse && damage[cut.digest.hex]?.funnetStoerrelse == 3)
        #expect(damage[gone.digest.hex]?.slag == .borte)
    }

    @Test func `reading keeps to its rate`() async throws {
        var plan = FixityPlan()
        plan.bytesPerSecond = 100_000
        let bench = try FixityBench(plan: plan)
        _ = try await bench.upload(ContentConformance.sample(1_000_000))
        try await bench.pass(days90)
        let before = bench.clock.elapsed()
        #expect(try await bench.round() == 1)
        #expect(bench.clock.elapsed() - before == .seconds(10))
    }

    @Test func `what was not reported is read again, and what was is not`() async throws {
        var plan = FixityPlan()
        // A report is made after a minute: of files of a minute each that is one file.
        plan.bytesPerSecond = 1_000
        let bench = try FixityBench(plan: plan)
        for seed in 1...3 as ClosedRange<UInt8> { _ = try await bench.upload(ContentConformance.sample(60_000, seed: seed)) }
        try await bench.pass(days90)
        bench.takesReports.withLock { $0 = false }
        #expect(try await bench.round() == 0)
        bench.takesReports.withLock { $0 = true }
        // As after a restart: nothing but the store says where it was.
        for _ in 0..<3 { #expect(try await bench.round() == 1) }
        #expect(try await bench.round() == 0)
        #expect(Set(bench.events.compactMap { $0 as? FiksitetKontrollert }.flatMap(\.hele)).count == 3)
    }

    @Test func `a storage that is away says nothing about the files`() async throws {
        let bench = try FixityBench()
        let key = try await bench.upload([1, 2, 3])
        try await bench.pass(days90)
        let folder = DiskCalls.parent(of: try bench.path(key))
        // A loop in place of the folder: an error that is neither "not there" nor damage.
        try FileManager.default.moveItem(atPath: folder, toPath: folder + ".away")
        #expect(symlink(folder, folder) == 0)
        #expect(try await bench.round() == 0)
        #expect(bench.events.count == 1)
    }

    @Test func `files are not damaged because their share is not mounted, and one that is lost from it is`() async throws {
        let bench = try FixityBench()
        let key = try await bench.upload(ContentConformance.sample(1_000))
        let (time, data) = (SystemClock(), try DataFolder())
        let judge = ContentJudge(
            marker: ContentMarker(installation: "ours"), memory: ContentMemory(data: DataDirectory(data.path), disk: bench.content.disk),
            wasUsed: { true }, logger: bench.logger)
        let gate = ContentGate(bench.content, judge: judge, time: time, logger: bench.logger)
        let guarded = GuardedContent(gate, unreadable: UnreadableFiles(bench.metrics, time: time, logger: bench.logger))
        #expect(await gate.finding() == .available)
        try FileManager.default.moveItem(atPath: bench.root, toPath: data.path + "/elsewhere")
        try await bench.pass(days90)
        #expect(try await bench.round(in: guarded) == 0)
        #expect(!bench.events.contains { $0 is FilSkadet })
        try FileManager.default.moveItem(atPath: data.path + "/elsewhere", toPath: bench.root)
        try FileManager.default.removeItem(atPath: try bench.path(key))
        try await eventually("the share") { try await bench.round(in: guarded) == 1 ? true : nil }
        #expect(bench.events.compactMap { $0 as? FilSkadet }.map(\.skade.slag) == [.borte])
    }
}
