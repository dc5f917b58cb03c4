import Contracts
import Domain
import DomainTestSupport
import SQLite
import Testing

@testable import RegistryService

/// Objects go out as they are stored only where nothing in them is secret: each answer is what the rules of who sees what give, read whole.
@Suite struct VisningTests {
    private static let lesere: [Leser] = [.alt, .arkivar, .uklarert, .klarert, .byggsak, .skole]
    private let dag = Dato(daysSinceEpoch: 20_577)

    /// What the rule gives of an object, from the archive in memory.
    private func rule(_ id: SystemID, _ leser: Leser, _ tilstand: Arkivtilstand, isOpened: Bool) throws -> JSONValue? {
        func kontakt(_ sender: String?) -> Bool { isOpened && leser.serKontaktopplysninger(sendtAv: sender) }
        func ser(_ klasse: SystemID) -> Bool { leser.visning(av: tilstand.tilgang(klasse), dag) == .hel }
        if let mappe = tilstand.mappevariant(id)?.medKlasser(ser) {
            let visning = leser.visning(av: tilstand.tilgang(id), dag)
            let shown = mappe.vist(visning, medKontaktopplysninger: kontakt(mappe.mappe.innsendtAv))
            return try shown.map { try read(StoredObject.text($0), $0.kort.slag.rawValue) }
        }
        let variant = try #require(tilstand.registreringsvariant(id)).medKlasser(ser)
        let sender = variant.registrering.innsendtAv
        let visning = leser.visning(av: tilstand.tilgang(id), dag)
        let shown = variant.vist(visning, medKontaktopplysninger: kontakt(sender)) { dokument in
            leser.ser(dokumentSendtAv: sender)
                ? leser.visning(av: tilstand.tilgang(.dokumentbeskrivelse(dokument.systemID)), dag) : .ingenting
        }
        return try shown.map { try read(StoredObject.text($0), $0.kort.slag.rawValue) }
    }

    private func read(_ text: String, _ type: String) throws -> JSONValue {
        var members = try JSONReader.read(Array(text.utf8)).members ?? [:]
        members["type"] = .string(type)
        return .object(members)
    }

    private func read(_ json: [UInt8]?) throws -> JSONValue { try JSONReader.read(#require(json)) }

    private func id(_ object: JSONValue) throws -> SystemID { try #require(object["systemID"]?.text.flatMap { SystemID($0) }) }

    @Test(arguments: [UInt64](11...14))
    func `every reader gets of every object what the rules give of it`(seed: UInt64) throws {
        let store = try Lagerproeve()
        var proeve = Arkivproeve(vitne: store)
        var stream = Kommandostroem(seed: seed)
        for _ in 0..<200 { _ = stream.neste(&proeve) }
        let tilstand = proeve.tilstand
        var hidden = 0
        for leser in Self.lesere {
            let queries = RegistryQueries(store.database, leser)
            for mappe in store.mapper {
                var shown = try read(queries.saksmappe(mappe)).members ?? [:]
                let inside = try #require(shown.removeValue(forKey: "registrering")?.elements)
                #expect(JSONValue.object(shown) == (try rule(mappe, leser, tilstand, isOpened: true)), "seed \(seed)")
                for post in inside { #expect(post == (try rule(id(post), leser, tilstand, isOpened: false)), "seed \(seed)") }
            }
            for registrering in store.registreringer {
                let post = try read(queries.registrering(registrering))
                #expect(post == (try rule(registrering, leser, tilstand, isOpened: true)), "seed \(seed) \(leser)")
                if post["tittel"]?.text == "*****" { hidden += 1 }
            }
        }
        var listed = 0
        for leser in Self.lesere {
            let queries = RegistryQueries(store.database, leser)
            let hits = try ["byggesak", "bestilling", "notat"].flatMap { try queries.sok($0, skip: 0, limit: 1_000) }
            let day = try queries.journal(proeve.circumstances.today, after: nil, limit: 1_000).map(\.post)
            for object in try (hits + day).map({ try read($0) }) {
                #expect(object == (try rule(id(object), leser, tilstand, isOpened: false)), "seed \(seed)")
                listed += 1
            }
        }
        #expect(listed > 0, "seed \(seed): nothing was found")
        #expect(hidden > 0, "seed \(seed): nothing was hidden from anybody")
    }

    @Test
    func `an object screened afterwards is hidden from the next reading and search on, with all in it, and shown when it is not any more`()
        throws
    {
        let store = try Lagerproeve()
        var proeve = Arkivproeve(vitne: store)
        try proeve.send(Meldinger.sak(tittel: "Barnevern"))
        try proeve.send(Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1")))
        let (mappe, post) = (try #require(store.mapper.first), try #require(store.registreringer.first))
        let (few, cleared) = (RegistryQueries(store.database, .uklarert), RegistryQueries(store.database, .klarert))
        func titles() throws -> [String?] { try [few, cleared].map { try read($0.saksmappe(mappe))["tittel"]?.text } }
        func hits(_ word: String) throws -> [Int] { try [few, cleared].map { try $0.sok(word, skip: 0, limit: 10).count } }
        func screen(_ enhet: Kassasjonsenhet, _ kode: String?) throws {
            try proeve.utfoer(
                EndreSkjerming(
                    arkivenhet: enhet, skjerming: kode.map { .init(tilgangsrestriksjon: $0, skjermingshjemmel: "Offl. § 13") },
                    offentligTittel: enhet.slag == .mappe ? "Sak" : nil, begrunnelse: "Vurdert"))
        }
        let oppmaaling = "oppmåling"
        #expect(try titles() == ["Barnevern", "Barnevern"])
        #expect(try hits("barnevern") == [1, 1])
        #expect(try hits(oppmaaling) == [1, 1])
        try screen(.mappe(mappe), "13")
        #expect(try titles() == ["Sak", "Barnevern"])
        #expect(try hits("barnevern") == [0, 1])
        #expect(try hits(oppmaaling) == [0, 1], "what lies in it is hidden too")
        try screen(.mappe(mappe), nil)
        #expect(try hits(oppmaaling) == [1, 1])
        let dokument = try #require(proeve.tilstand.registreringsvariant(post)?.registrering.dokumentbeskrivelse.first)
        try screen(.dokumentbeskrivelse(dokument.systemID), "13")
        #expect(try hits(dokument.tittel) == [0, 1])
        #expect(try hits(oppmaaling) == [1, 1])
    }

    @Test func `the journal of a day shows what is journalført, no draft and nothing that was cancelled`() throws {
        let store = try Lagerproeve()
        var proeve = Arkivproeve(vitne: store)
        try proeve.send(Meldinger.sak())
        for status in ["J", "S", "J"] {
            try proeve.send(
                Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1")).journalpost { $0.journalstatus = Arkivmelding.Kode(kode: status) })
        }
        let day = proeve.circumstances.today
        func numbers() throws -> [Int] {
            try RegistryQueries(store.database, .arkivar).journal(day, after: nil, limit: 10).map(\.nummer.journalsekvensnummer)
        }
        #expect(try numbers() == [1, 3])
        let draft = ReferanseTilRegistrering(journalnummer: Journalnummer(journalaar: day.aar, journalsekvensnummer: 2))
        try proeve.utfoer(EndreJournalstatus(journalpost: draft, journalstatus: "J"))
        #expect(try numbers() == [1, 2, 3])
        try proeve.utfoer(
            EndreJournalstatus(
                journalpost: ReferanseTilRegistrering(journalnummer: Journalnummer(journalaar: day.aar, journalsekvensnummer: 1)),
                journalstatus: "U"))
        #expect(try numbers() == [2, 3])
    }

    @Test func `the order of one's own objects does not tell whether a word stands in what is hidden`() throws {
        func order(_ leser: Leser, hidden: Bool) throws -> [String?] {
            let store = try Lagerproeve()
            var proeve = Arkivproeve(vitne: store)
            func send(_ title: String) throws {
                var sak = Meldinger.sak(tittel: title)
                sak.mappe?.skjerming = Meldinger.skjerming()
                try proeve.send(sak, av: "skole")
            }
            for title in ["ukjent sjelden sjelden", "ukjent ukjent sjelden"] { try send(title) }
            for number in 0..<(hidden ? 6 : 0) {
                var sak = Meldinger.sak(tittel: "ukjent \(number)")
                sak.mappe?.skjerming = Meldinger.skjerming()
                try proeve.send(sak, av: "byggsak")
            }
            return try RegistryQueries(store.database, leser).sok("ukjent sjelden", skip: 0, limit: 10).map {
                try read($0)["tittel"]?.text
            }
        }
        let skole = Leser(identitet: "skole", rolle: "partner", partner: "skole", klarering: [])
        #expect(try order(skole, hidden: true) == order(skole, hidden: false))
        #expect(try order(skole, hidden: true) == ["ukjent ukjent sjelden", "ukjent sjelden sjelden"])
        // By rank it would.
        let alt = Leser(identitet: "a", rolle: "arkivar", klarering: nil, gradering: ["SH", "SF"])
        #expect(try order(alt, hidden: true) != order(alt, hidden: false))
    }

    @Test func `of more hits than are put in order the newest are, and what a reader may not find takes nobody's place`() throws {
        let store = try Lagerproeve()
        var proeve = Arkivproeve(vitne: store)
        for number in 1...4 { try proeve.send(Meldinger.sak(tittel: "Garasje \(number)")) }
        for number in 5...6 {
            var hemmelig = Meldinger.sak(tittel: "Garasje \(number)")
            hemmelig.mappe?.skjerming = Meldinger.skjerming()
            hemmelig.mappe?.offentligTittel = "Sak"
            try proeve.send(hemmelig)
        }
        func hits(_ leser: Leser, skip: Int = 0) throws -> [String?] {
            let queries = RegistryQueries(store.database, leser, limitRanked: 3)
            return try queries.sok("garasje", skip: skip, limit: 10).map { try read($0)["tittel"]?.text }
        }
        #expect(try hits(.uklarert) == ["Garasje 4", "Garasje 3", "Garasje 2"])
        #expect(Set(try hits(.alt)) == ["Garasje 6", "Garasje 5", "Garasje 4"])
        #expect(try hits(.uklarert, skip: 2) == ["Garasje 2"])
    }
}
