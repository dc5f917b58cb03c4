import Contracts
import Domain
import DomainTestSupport
import Testing

@testable import NotificationsService

@Suite struct MatchingTests {
    @Test func `a letter reaches the subscriptions to its case, unit, responsible and type, and no others`() throws {
        var register = try Registerproeve()
        let varsling = register.varsling
        let sak = try register.sak("Garasje", enhet: "Byggesak", ansvarlig: "Kari")
        let annen = try register.sak("Naust", enhet: "Kultur", ansvarlig: "Ola")
        let hits = [
            try varsling.subscribe(), try varsling.subscribe(["saksmappe": .string(sak.rawValue)]),
            try varsling.subscribe(["saksmappe": "2026/1"]), try varsling.subscribe(["administrativEnhet": "byggesak"]),
            try varsling.subscribe(["saksansvarlig": "Kari"]), try varsling.subscribe(["hendelsestyper": ["journalpost.opprettet"]]),
            try varsling.subscribe(["saksmappe": "2026/1", "saksansvarlig": "kari", "hendelsestyper": ["journalpost.opprettet"]]),
        ]
        let misses = [
            try varsling.subscribe(["saksmappe": .string(annen.rawValue)]), try varsling.subscribe(["administrativEnhet": "Kultur"]),
            try varsling.subscribe(["saksansvarlig": "Ola"]), try varsling.subscribe(["hendelsestyper": ["fil.lagret"]]),
            try varsling.subscribe(["saksmappe": "2026/1", "saksansvarlig": "Ola"]),
        ]
        let brev = try register.brev(i: sak)
        for id in hits { #expect(try varsling.feed(id).map(\.registrering) == [brev]) }
        for id in misses { #expect(try varsling.feed(id).isEmpty) }
        let hendelse = try #require(try varsling.feed(hits[0]).first)
        #expect(hendelse.type == .journalpostOpprettet && hendelse.mappeID == "2026/1" && hendelse.journalposttype == "I")
        let wanting = try Abonnementslager(varsling.database).treff(hendelse).map(\.abonnement.systemID)
        #expect(Set(wanting) == Set(hits))
    }

    @Test func `what happened before a subscription is not told, what happens after is, in order and once`() throws {
        var register = try Registerproeve()
        let sak = try register.sak("Før")
        let id = try register.varsling.subscribe()
        let brev = try register.brev(i: sak)
        _ = try register.avskriv(brev)
        let feed = try register.varsling.feed(id)
        #expect(feed.map(\.type) == [.journalpostOpprettet, .journalpostAvskrevet])
        #expect(zip(feed, feed.dropFirst()).allSatisfy { $0.nummer < $1.nummer })
        #expect(feed.map(\.id).count == Set(feed.map(\.id)).count)
    }

    @Test func `a feed is the same in pages of any size`() throws {
        var register = try Registerproeve()
        let id = try register.varsling.subscribe(["hendelsestyper": ["journalpost.opprettet", "journalpost.avskrevet"]])
        let sak = try register.sak("Sak")
        for number in 0..<15 {
            let brev = try register.brev(i: sak)
            if number.isMultiple(of: 3) { _ = try register.avskriv(brev) }
        }
        let whole = try register.varsling.feed(id)
        #expect(whole.count == 20)
        for limit in [1, 2, 3, 7, 19, 20, 21, 500] { #expect(try register.varsling.feed(id, limit: limit) == whole, "\(limit)") }
    }

    @Test func `a commit that tells of nothing makes none, and one upstream commit makes one however many subscribe`() throws {
        var register = try Registerproeve()
        for _ in 0..<50 { _ = try register.varsling.subscribe() }
        let before = register.varsling.applied.count
        #expect(try register.varsling.follow([]).isEmpty)
        let sak = try register.sak("Sak")
        let told = register.varsling.applied.dropFirst(before)
        #expect(Set(told.map(\.commit.sequence)).count == 1)
        #expect(told.compactMap { ($0.event as? HendelseVarslet)?.hendelse.saksmappe } == [sak])
    }

    @Test func `files are told of in their case`() throws {
        var register = try Registerproeve()
        let id = try register.varsling.subscribe(["saksmappe": "2026/1"].filter { _ in false })
        let brev = try register.brev(i: try register.sak("Sak", ansvarlig: "Kari"))
        let objekt = SystemID(high: 1, low: 2)
        let fault = Fault(pointer: "", code: "checksum_mismatch", message: "not the same")
        func failed(_ erEndelig: Bool) -> FilFeilet {
            FilFeilet(
                dokumentobjekt: objekt, registrering: brev, feil: fault, erEndelig: erEndelig, antallForsoek: 1, nesteForsoek: nil,
                feiletDato: register.varsling.now)
        }
        try register.varsling.follow([failed(false)], of: "documents")
        try register.varsling.follow([failed(true)], of: "documents")
        let last = try #require(try register.varsling.feed(id).last)
        #expect(last.type == .filFeilet && last.dokumentobjekt == objekt && last.saksansvarlig?.navn == "Kari")
        #expect(try register.varsling.feed(id).count { $0.type == .filFeilet } == 1)
    }

    @Test func `a damaged file is told of once in every case that has it, another kind of damage to it is not`() throws {
        var register = try Registerproeve()
        let brev = [try register.brev(i: try register.sak("Sak", ansvarlig: "Kari")), try register.brev(i: try register.sak("Naust"))]
        let mine = try register.varsling.subscribe(["saksansvarlig": "Kari", "hendelsestyper": ["fil.skadet"]])
        let all = try register.varsling.subscribe()
        let objekter = [SystemID(high: 1, low: 1), SystemID(high: 1, low: 2)]
        func skadet(_ skade: Filskade, kjent: Filskade? = nil) -> FilSkadet {
            FilSkadet(
                sjekksum: "", filstoerrelse: 1, skade: skade, dokumentobjekt: objekter, registrering: brev, kjentSkade: kjent,
                oppdagetDato: register.varsling.now)
        }
        let endret = Filskade(.endret)
        try register.varsling.follow([skadet(endret)], of: "documents")
        #expect(try register.varsling.follow([skadet(Filskade(.borte), kjent: endret)], of: "documents").isEmpty)
        let told = try register.varsling.feed(all)
        #expect(told.map(\.type) == [.filSkadet, .filSkadet] && told.map(\.registrering) == brev && told.map(\.dokumentobjekt) == objekter)
        #expect(told.map(\.id) == ["\(hamar)-documents-0-0", "\(hamar)-documents-0-0-1"])
        #expect(try register.varsling.feed(mine) == [told[0]])
        // Whole again, and damaged again.
        try register.varsling.follow([skadet(endret)], of: "documents")
        #expect(try register.varsling.feed(all).count == 4)
    }

    @Test func `damage that was told before registreringer stood in it is read, and tells nobody`() throws {
        let id = SystemID(high: 1, low: 1).rawValue
        let fact: FilSkadet = try JSONBytes.decode(
            #"{"sjekksum": "", "filstoerrelse": 1, "skade": {"slag": "endret"}, "dokumentobjekt": ["\#(id)"], "oppdagetDato": "2026-05-04T08:00:00Z"}"#
        )
        let varsling = try Varslingsproeve()
        #expect(fact.registrering == nil && fact.kjentSkade == nil)
        #expect(try varsling.follow([fact], of: "documents").allSatisfy { !($0 is HendelseVarslet) && !($0 is HendelseUtsatt) })
    }

    @Test func `what another service tells before the registry's log has come is told when it has, in order and once`() throws {
        var elsewhere = try Registerproeve()
        let brev = try elsewhere.brev(i: try elsewhere.sak("Sak", ansvarlig: "Kari", skjermet: "13"))
        let here = try Varslingsproeve()
        try here.follow(elsewhere.commits[0])
        let id = try here.subscribe(["saksansvarlig": "Kari"])
        for number in 1...2 {
            let lagret = FilLagret(
                dokumentobjekt: SystemID(high: 1, low: UInt64(number)), dokumentbeskrivelse: brev, registrering: brev, sjekksum: "",
                filstoerrelse: 1, format: "av/0", mimeType: "a/b", lagretDato: here.now)
            try here.follow([lagret], of: "documents")
        }
        #expect(try here.feed(id).isEmpty)
        for commit in elsewhere.commits.dropFirst() { try here.follow(commit) }
        let told = try here.feed(id)
        #expect(told.map(\.type) == [.saksmappeOpprettet, .journalpostOpprettet, .filLagret, .filLagret])
        #expect(told.map(\.nummer) == [1, 2, 3, 4] && told.allSatisfy { $0.erSkjermet(here.now.norskDato) })
        #expect(told.suffix(2).map(\.dokumentobjekt) == [SystemID(high: 1, low: 1), SystemID(high: 1, low: 2)])
        #expect(told.suffix(2).map(\.id) == ["\(hamar)-documents-0-0", "\(hamar)-documents-1-0"])
        #expect(try here.database.first("SELECT count(*) FROM utsattHendelse") { $0.int(0) } == 0)
    }
}
