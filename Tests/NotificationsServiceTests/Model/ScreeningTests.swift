import Contracts
import Domain
import DomainTestSupport
import ServiceKit
import Testing

@testable import NotificationsService

@Suite struct ScreeningTests {
    private let kari = Principal(identity: "kari", role: .saksbehandler, kommuner: .all)
    private let ola = Principal(identity: "ola", role: .saksbehandler, kommuner: .all)

    @Test func `nothing of a screened case's content is ever told, nor stored`() throws {
        var register = try Registerproeve()
        let id = try register.varsling.subscribe(as: .arkivar)
        let sak = try register.sak("Barnevern Per Hansen", ansvarlig: "Kari", skjermet: "13")
        _ = try register.brev(i: sak, tittel: "Bekymringsmelding om Per")
        let told = try register.varsling.feed(id)
        #expect(told.count == 2 && told.allSatisfy { $0.skjerming.erSkjermet && $0.tittel == nil })
        let texts = told.map { HendelseJSON.synlig($0).json } + [try JSONValue(encoding: told).json]
        for text in texts { #expect(!text.contains("Per") && !text.contains("Bekymring") && !text.contains("Anita")) }
    }

    @Test func `who is not cleared gets a marker without content; the responsible, the archivist and the cleared see the numbers`() throws {
        var register = try Registerproeve()
        let id = try register.varsling.subscribe(as: .arkivar)
        _ = try register.brev(i: try register.sak("Sak", ansvarlig: "Kari", skjermet: "13"))
        let hendelse = try #require(try register.varsling.feed(id).last)
        let cleared = Principal(identity: "eva", role: .saksbehandler, kommuner: .all, klarering: .bare(["13"]))
        let otherwise = Principal(identity: "per", role: .saksbehandler, kommuner: .all, klarering: .bare(["23"]))
        let archivist = Principal(identity: "arkivar", role: .arkivar, kommuner: .all)
        let operatoren = Principal(identity: "operator", role: .operator, kommuner: .all)
        for principal in [kari, cleared, archivist] { #expect(principal.maySee(hendelse.skjerming), "\(principal.identity)") }
        for principal in [ola, otherwise, operatoren] { #expect(!principal.maySee(hendelse.skjerming), "\(principal.identity)") }
        let marker = HendelseJSON.skjult(hendelse)
        #expect(Set(marker.members?.keys.map { $0 } ?? []) == ["cursor", "id", "tid", "type", "erSkjermet"])
        #expect(marker["cursor"] == .int(hendelse.nummer))
    }

    @Test func `a damaged file of a screened case is told to those who may see the case, and to others without content`() throws {
        var register = try Registerproeve()
        let id = try register.varsling.subscribe(["hendelsestyper": ["fil.skadet"]], as: .arkivar)
        let brev = try register.brev(i: try register.sak("Sak", ansvarlig: "Kari", skjermet: "13"))
        let skadet = FilSkadet(
            sjekksum: "", filstoerrelse: 1, skade: Filskade(.endret), dokumentobjekt: [SystemID(high: 1, low: 1)], registrering: [brev],
            oppdagetDato: register.varsling.now)
        try register.varsling.follow([skadet], of: "documents")
        let hendelse = try #require(try register.varsling.feed(id).first)
        let filter = try register.varsling.row(id).abonnement.filter
        #expect(hendelse.type == .filSkadet && hendelse.skjerming.erSkjermet && hendelse.tittel == nil)
        #expect(kari.insight(into: hendelse, by: filter) == .everything)
        #expect(ola.insight(into: hendelse, by: filter) != .everything)
    }

    @Test func `what was open when it happened and is screened when it is read is not shown any more`() throws {
        var register = try Registerproeve()
        let varsling = register.varsling
        let id = try varsling.subscribe(as: .arkivar)
        let sak = try register.sak("Åpen tittel", ansvarlig: "Kari")
        #expect(try varsling.feed(id).map(\.tittel) == ["Åpen tittel"])
        var kort = try #require(try Varslingslager(varsling.database).sak(sak))
        kort.skjerming.koder = ["13"]
        var hendelse = Hendelse(
            id: "x", nummer: try Hendelseslager(varsling.database).siste() + 1, type: .saksmappeStatusendret, tid: varsling.now)
        hendelse.fyll(sak: kort, post: nil)
        let commit = try #require(varsling.applied.last?.commit)
        try varsling.model.apply(HendelseVarslet(hendelse: hendelse, sak: kort), of: commit, to: varsling.database)
        let feed = try varsling.feed(id)
        #expect(feed.count == 2 && feed.allSatisfy { $0.tittel == nil && !ola.maySee($0.skjerming) && kari.maySee($0.skjerming) })
    }

    @Test func `one may not subscribe to a screened case one is not cleared for; its responsible may`() throws {
        var register = try Registerproeve()
        let sak = try register.sak("Sak", ansvarlig: "Kari", skjermet: "13")
        for named in [sak.rawValue, "2026/1"] {
            let refused = #expect(throws: Varslingsproeve.Refused.self) {
                try register.varsling.subscribe(["saksmappe": .string(named)], as: .ola)
            }
            #expect(refused?.rejection.faults.map(\.code) == ["not_allowed"])
            #expect(refused?.rejection.faults.map(\.pointer) == ["/filter/saksmappe"])
        }
        _ = try register.varsling.subscribe(["saksmappe": .string(sak.rawValue)], as: .kari)
        _ = try register.varsling.subscribe(["saksmappe": "2026/1"], as: .arkivar)
    }
}
