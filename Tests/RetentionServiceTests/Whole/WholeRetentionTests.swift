import Contracts
import Domain
import DomainTestSupport
import Foundation
import ServiceTestSupport
import Testing

@testable import RetentionService

/// The whole service in this process: real log, real stores, real HTTP. One test at a time, each with a data directory of its own.
@Suite(.serialized) struct WholeRetentionTests {
    typealias R = Registerhendelser

    /// A class of ten years, and so many closed cases with a letter of one document each.
    static func saker(_ count: Int, _ registry: Registerlogg, _ change: (Int, inout Saksmappe) -> Void = { _, _ in }) async throws {
        try await registry.commit([R.arkivdel(1), R.klasse(10, R.kassasjon("K", 10)), R.klasse(11, under: 10)], hamar)
        for number in 0..<count {
            let sak = 1_000 + number * 10
            try await registry.commit(
                [R.sak(sak, arkivdel: 1, klasse: 11) { change(number, &$0) }, R.registrering(sak + 1, i: sak, arkivdel: 1), R.lukk(sak)],
                hamar)
        }
    }

    @Test func `a closed case has its date and the chain behind it, over HTTP`() async throws {
        try await RunningRetention.with { service, registry in
            try await Self.saker(1, registry)
            let why = try await service.forklaring(1_002) { $0["tilstand"]?.text == "datert" }
            #expect(why["type"]?.text == "dokumentbeskrivelse")
            #expect(why["kassasjonsdato"]?.text == "2031-06-15")
            #expect(why["startdato"]?.text == "2021-06-15")
            #expect(why["bevaringstid"]?.integer == 10)
            #expect(why["kassasjonshjemmel"]?.text == "Hjemmel")
            #expect(why["kilde"]?["klasse"]?.text == R.id(10).rawValue)
            #expect(why["omberegnes"]?.boolean == false)
            #expect(why["sperret"]?.boolean == false)
            let ledd = why["kjede"]?[0]
            #expect(ledd?["klasseID"]?.text == "10")
            #expect(ledd?["virkning"]?.text == "gjelder")
            #expect(ledd?["vedtattAv"]?.text == "arkivar")
            // Of a class: what is inherited from it.
            let klasse = try await service.forklaring(11)
            #expect(klasse["type"]?.text == "klasse")
            #expect(klasse["kilde"]?["klasse"]?.text == R.id(10).rawValue)
            #expect(try await service.forklaring(1)["type"]?.text == "arkivdel")
            #expect(try await service.get("/kassasjon/\(R.id(77))?kommune=970540008").status == 404)
            #expect(try await service.get("/kassasjon/tull?kommune=970540008").status == 400)
            #expect(try await service.get("/kassasjon/\(R.id(10))?kommune=970540008", as: "byggsak").status == 403)
            #expect(try await service.get("/kassasjon/\(R.id(10))?kommune=964950679").status == 404, "another municipality, not set up")
        }
    }

    @Test func `a store removed is built again from the log and is the same; a restart takes nothing in twice`() async throws {
        let folder = try TemporaryFolder()
        let registry = try await {
            let first = try await RunningRetention.start(in: folder)
            let registry = try Registerlogg(folder)
            try await registry.kommune(hamar, "Hamar")
            try await Self.saker(5, registry)
            _ = try await first.forklaring(1_042) { $0["tilstand"]?.text == "datert" }
            await first.stop()
            return registry
        }()
        for isRemoved in [false, true] {
            if isRemoved {
                for suffix in ["", "-wal", "-shm"] { _ = unlink("\(folder.path)/retention/970540008.sqlite\(suffix)") }
            }
            let again = try await RunningRetention.start(in: folder)
            do {
                _ = try await again.forklaring(1_042) { $0["tilstand"]?.text == "datert" }
                let list = try await again.get("/kassasjon/forfalt?innen=2050-01-01&kommune=970540008").json
                #expect(list["treff"]?.elements?.count == 15)
                let report = try await again.call("POST", "/admin/verify?kommune=970540008", as: "operator").json
                #expect(report["chain"]?["ok"]?.boolean == true)
                #expect(report["replay"]?["equal"]?.boolean == true, "\(report)")
                let events = try await registry.publicEvents(hamar)
                #expect(
                    Set(events.compactMap { $0["id"]?.text }).count == 5, "one for each case, with the same id however often it is sent")
            } catch {
                await again.stop()
                throw error
            }
            await again.stop()
        }
        await registry.close()
    }

    @Test func `a change of a class with more documents than a commit takes goes on after a restart, and is told while it lasts`()
        async throws
    {
        try await RunningRetention.with { service, registry in
            try await registry.commit([R.arkivdel(1), R.klasse(10, R.kassasjon("K", 10)), R.sak(100, arkivdel: 1, klasse: 10)], hamar)
            for number in 0..<6 {
                try await registry.commit([R.registrering(10_000 + number * 1_000, i: 100, arkivdel: 1, dokumenter: 900)], hamar)
            }
            try await registry.commit([R.lukk(100)], hamar)
            _ = try await service.forklaring(15_900) { $0["omberegnes"]?.boolean == false && $0["tilstand"]?.text == "datert" }
            try await registry.commit([R.vedtak(.klasse(R.id(10)), R.kassasjon("K", 30))], hamar)
            let why = try await service.forklaring(15_900) {
                $0["kassasjonsdato"]?.text == "2051-06-15" && $0["omberegnes"]?.boolean == false
            }
            #expect(why["kjede"]?[0]?["begrunnelse"]?.text == "Ny plan")
            let done = try await eventually("both are done") {
                let all = try await service.get("/kassasjon/omberegninger?kommune=970540008").json["treff"]?.elements ?? []
                return all.count == 2 && all.allSatisfy { $0["ferdig"] != nil } ? all : nil
            }
            #expect(done.first?["omfang"]?["klasse"]?.text == R.id(10).rawValue)
            // The first thousand were part of the change's own commit.
            #expect(done.first?["endret"]?.integer == 4_407)
            #expect(try await service.get("/kassasjon/forfalt?innen=2050-01-01&kommune=970540008").json["treff"]?.elements?.isEmpty == true)
        }
    }

    @Test func `a ring of classes is an alarm with a name`() async throws {
        try await RunningRetention.with { service, registry in
            try await Self.saker(1, registry)
            try await registry.commit(
                [R.klasse(20, under: 21), R.sak(500, arkivdel: 1, klasse: 20, lukket: R.lukket), R.klasse(21, under: 20)], hamar)
            let why = try await service.forklaring(500) { $0["tilstand"]?.text == "sloeyfe" }
            #expect(why["sloeyfe"]?.elements?.count == 2)
            let alarms = try await service.get("/kassasjon/sloeyfer?kommune=970540008", as: "operator").json["treff"]?.elements ?? []
            #expect(alarms.map { $0["code"]?.text } == ["retention_loop"])
            _ = try await eventually("the gauge") {
                try await service.get("/metrics", as: nil).text.contains("sakarkiv_kassasjon_loops{kommune=\"970540008\"} 1") ? true : nil
            }
        }
    }
}
