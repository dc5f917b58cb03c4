import Contracts
import Domain
import DomainTestSupport
import Testing

@testable import NotificationsService

@Suite struct ScreeningTests {
    private typealias Trinn = Arkivstige.Trinn
    private let cleared = Leser(identitet: "eva", rolle: "saksbehandler", klarering: ["13"])
    private let otherwise = Leser(identitet: "per", rolle: "saksbehandler", klarering: ["23"])
    private let gradert = Leser(identitet: "liv", rolle: "arkivar", klarering: nil, gradering: ["B"])
    private let dag = Arkivstige.opprettetDato.norskDato

    private func sees(_ leser: Leser, _ hendelse: Hendelse) -> Bool { leser.visning(av: hendelse.tilgang, dag).viserInnhold }

    /// All that a reader is told of a hendelse, on every road: read, followed, sent.
    private func told(_ hendelse: Hendelse, _ leser: Leser, _ dag: Dato? = nil) -> [String] {
        let dag = dag ?? self.dag
        let filter = Abonnementsfilter(kommune: hamar)
        let rett = Leveringsrett(eier: Abonnementseier(slag: .person, navn: leser.identitet), gittMed: leser, naa: [leser])
        let sent = rett.vurder(hendelse.tilgang, dag).visning
        return [
            HendelseJSON.json(hendelse.fortalt(leser.visning(av: hendelse.tilgang, dag), dag)).json,
            String(decoding: TellableHendelse(hendelse, dag).bytes(for: leser, filter), as: UTF8.self),
            String(decoding: HendelseCloudEvent.event(hendelse.fortalt(sent, dag), kommune: hamar).encoded(), as: UTF8.self),
        ]
    }

    /// The municipality, and a subscription to everything in it.
    private func varsling() throws -> (Varslingsproeve, SystemID) {
        let varsling = try Registerproeve().varsling
        return (varsling, try varsling.subscribe(as: .arkivar))
    }

    /// A marker, and nothing else.
    private func expectMarker(_ hendelse: Hendelse, _ leser: Leser, _ place: SourceLocation = #_sourceLocation) {
        for text in told(hendelse, leser) {
            #expect(text.contains(#""type":"skjermet""#), "\(leser.identitet): \(text)", sourceLocation: place)
            for secret in [Arkivstige.hemmelig, "2026/", "saksmappe", "registrering", "Byggesak", Arkivstige.ansvarlig.navn] {
                #expect(!text.contains(secret), "\(leser.identitet): \(text)", sourceLocation: place)
            }
        }
    }

    @Test func `nothing of a screened case's content is ever told, nor stored`() throws {
        var register = try Registerproeve()
        let id = try register.varsling.subscribe(as: .arkivar)
        let sak = try register.sak("Barnevern Per Hansen", ansvarlig: "Kari", skjermet: "13")
        let brev = try register.brev(i: sak, tittel: "Bekymringsmelding om Per")
        let feed = try register.varsling.feed(id)
        #expect(feed.map(\.registrering) == [nil, brev] && feed.allSatisfy { $0.erSkjermet(dag) })
        #expect(feed[0].tittel == nil, "screened itself")
        for text in feed.flatMap({ told($0, .arkivar) + told($0, .kari) }) {
            #expect(!text.contains("Per") && !text.contains("Bekymring") && !text.contains("Anita"), "\(text)")
        }
    }

    @Test func `who is not cleared gets a marker without content; the responsible, the archivist and the cleared see the numbers`() throws {
        var register = try Registerproeve()
        let id = try register.varsling.subscribe(as: .arkivar)
        _ = try register.brev(i: try register.sak("Sak", ansvarlig: "Kari", skjermet: "13"))
        let hendelse = try #require(try register.varsling.feed(id).last)
        for leser in [.kari, cleared, .arkivar] as [Leser] {
            #expect(sees(leser, hendelse), "\(leser.identitet)")
            #expect(told(hendelse, leser).allSatisfy { $0.contains(#""mappeID":"2026/1""#) })
        }
        for leser in [.ola, otherwise, .drift] as [Leser] { #expect(!sees(leser, hendelse), "\(leser.identitet)") }
        let marker = HendelseJSON.json(hendelse.fortalt(Leser.ola.visning(av: hendelse.tilgang, dag), dag))
        #expect(Set(marker.members?.keys.map { $0 } ?? []) == ["cursor", "id", "tid", "type", "erSkjermet"])
        #expect(marker["cursor"] == .int(hendelse.nummer))
        for leser in [.ola, otherwise] as [Leser] { expectMarker(hendelse, leser) }
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
        #expect(hendelse.type == .filSkadet && hendelse.erSkjermet(dag))
        #expect(hendelse.fortalt(.hel, dag).hendelse.offentligTittel == nil)
        #expect(Leser.kari.innblikk(i: hendelse, by: filter, dag) == .alt)
        #expect(Leser.ola.innblikk(i: hendelse, by: filter, dag) == .intet, "that it matches would tell what it is about")
    }

    @Test(arguments: [Arkivstige.Trinn.arkivdel, .overklasse, .klasse, .overmappe, .mappe, .registrering])
    func `of what lies in something screened or graded, however far out, nothing but a marker is told`(trinn: Arkivstige.Trinn) throws {
        for grades in [false, true] {
            let (varsling, id) = try varsling()
            var stige = Arkivstige()
            if grades { stige.gradering[trinn] = Arkivstige.gradering("B") } else { stige.skjerming[trinn] = Arkivstige.skjerming("13") }
            try varsling.follow(stige.opprettet)
            let feed = try varsling.feed(id)
            #expect(feed.map(\.type) == [.mappeOpprettet, .saksmappeOpprettet, .arkivnotatOpprettet])
            let letter = try #require(feed.last)
            for leser in [.ola, otherwise] as [Leser] { expectMarker(letter, leser) }
            if grades {
                for leser in [.kari, .arkivar, cleared] as [Leser] { expectMarker(letter, leser) }
                #expect(sees(gradert, letter))
            } else {
                for leser in [.kari, .arkivar, cleared] as [Leser] { #expect(sees(leser, letter), "\(leser.identitet)") }
            }
            // Not even they are told the title of what is screened: it goes through others' machines.
            #expect(told(letter, gradert).allSatisfy { !$0.contains(Arkivstige.hemmelig) })
            let isCaseProtected = trinn != .registrering
            #expect(sees(.ola, feed[1]) == !isCaseProtected)
            if isCaseProtected { expectMarker(feed[1], .ola) }
        }
    }

    @Test(arguments: [Arkivstige.Trinn.arkivdel, .overklasse, .klasse, .overmappe, .mappe, .registrering])
    func `a screening that comes later hides what was told before, and shows it again when it is removed`(trinn: Arkivstige.Trinn) throws {
        let (varsling, id) = try varsling()
        let stige = Arkivstige()
        try varsling.follow(stige.opprettet)
        let title = "\(Arkivstige.hemmelig) registrering"
        #expect(told(try #require(try varsling.feed(id).last), .ola).allSatisfy { $0.contains(title) })
        #expect(try varsling.follow([stige.endret(trinn, til: Arkivstige.skjerming("13"))]).map(\.eventType) == ["tilgang.fulgt"])
        let letter = try #require(try varsling.feed(id).last)
        expectMarker(letter, .ola)
        #expect(told(letter, cleared).allSatisfy { $0.contains("arkivnotat.opprettet") && !$0.contains(title) })
        #expect(
            try Feed(varsling.database).latest(try varsling.row(id), before: .max, limit: 1).hendelser.map(\.tilgang) == [letter.tilgang])
        try varsling.follow([stige.endret(trinn, til: nil)])
        #expect(told(try #require(try varsling.feed(id).last), .ola).allSatisfy { $0.contains(title) })
    }

    @Test func `a screening that has a last day shows by itself from that day on`() throws {
        let (varsling, id) = try varsling()
        var stige = Arkivstige()
        stige.skjerming[.overmappe] = Arkivstige.skjerming("13", til: Dato(daysSinceEpoch: dag.daysSinceEpoch + 1))
        try varsling.follow(stige.opprettet)
        let letter = try #require(try varsling.feed(id).last)
        expectMarker(letter, .ola)
        let later = told(letter, .ola, Dato(daysSinceEpoch: dag.daysSinceEpoch + 1))
        #expect(later.allSatisfy { $0.contains("\(Arkivstige.hemmelig) registrering") && $0.contains(#""erSkjermet":false"#) })
    }

    @Test func `a namesake of the responsible sees nothing: only the identifier says who somebody is`() throws {
        let (varsling, id) = try varsling()
        var stige = Arkivstige()
        stige.skjerming[.mappe] = Arkivstige.skjerming("13")
        try varsling.follow(stige.opprettet)
        let letter = try #require(try varsling.feed(id).last)
        expectMarker(letter, Leser(identitet: Arkivstige.ansvarlig.navn, rolle: "saksbehandler", klarering: []))
        expectMarker(letter, Leser(identitet: "x", rolle: "partner", partner: "kari", klarering: []))
        #expect(sees(.kari, letter))
    }

    @Test func `a title with another one for the public is told to nobody: the other one is, early and late`() throws {
        let (varsling, id) = try varsling()
        var stige = Arkivstige()
        stige.offentligTittel[.registrering] = "Brev om en sak"
        try varsling.follow(stige.opprettet)
        let letter = try #require(try varsling.feed(id).last)
        for text in told(letter, .ola) { #expect(text.contains("Brev om en sak") && !text.contains(Arkivstige.hemmelig), "\(text)") }
        // The case had no other title when it was told.
        try varsling.follow([stige.endret(.mappe, til: nil, offentligTittel: "*****")])
        for leser in [.ola, .kari, .arkivar] as [Leser] {
            for text in told(try varsling.feed(id)[1], leser) {
                #expect(text.contains("2026/2") && text.contains("*****") && !text.contains(Arkivstige.hemmelig), "\(text)")
            }
        }
    }

    @Test func `a title that was the same for the public, and is not any more, is not told as the one for the public`() throws {
        let (varsling, id) = try varsling()
        var stige = Arkivstige()
        stige.offentligTittel[.mappe] = "\(Arkivstige.hemmelig) mappe"
        try varsling.follow(stige.opprettet)
        #expect(told(try varsling.feed(id)[1], .ola).allSatisfy { $0.contains("\(Arkivstige.hemmelig) mappe") })
        try varsling.follow([stige.endret(.mappe, til: nil, offentligTittel: "*****")])
        for text in told(try varsling.feed(id)[1], .ola) { #expect(!text.contains(Arkivstige.hemmelig), "\(text)") }
    }

    @Test func `another title for the public is told from then on, also of what was told before with the old one`() throws {
        let (varsling, id) = try varsling()
        var stige = Arkivstige()
        stige.offentligTittel[.mappe] = "Klage fra Per Hansen"
        try varsling.follow(stige.opprettet)
        #expect(told(try varsling.feed(id)[1], .ola).allSatisfy { $0.contains("Klage fra Per Hansen") })
        let made = try varsling.follow([stige.endret(.mappe, til: nil, offentligTittel: "Klage fra *****")])
        #expect(made.map(\.eventType).contains("offentligtittel.fulgt"))
        try varsling.follow([
            SaksstatusEndret(
                saksmappe: Arkivstige.id(.mappe), fra: Kode(kode: "B", kodenavn: "B"), til: Kode(kode: "A", kodenavn: "A"),
                avsluttetDato: nil, endretDato: varsling.now, endretAv: "kari")
        ])
        let feed = try varsling.feed(id)
        #expect(feed.map(\.type) == [.mappeOpprettet, .saksmappeOpprettet, .arkivnotatOpprettet, .saksmappeStatusendret])
        for hendelse in [feed[1], feed[3]] {
            for text in told(hendelse, .ola) { #expect(text.contains("Klage fra *****") && !text.contains("Hansen"), "\(text)") }
        }
        // The same title once more is no news.
        stige.offentligTittel[.mappe] = "Klage fra *****"
        #expect(try varsling.follow([stige.endret(.mappe, til: nil)]).map(\.eventType) == ["tilgang.fulgt"])
        #expect(try varsling.replayDifferences().isEmpty)
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

    @Test func `nor to a case in a graded one, whoever one is without its clearance`() throws {
        let (varsling, _) = try varsling()
        var stige = Arkivstige()
        stige.gradering[.overmappe] = Arkivstige.gradering("B")
        try varsling.follow(stige.opprettet)
        for leser in [.ola, .kari, .arkivar] as [Leser] {
            #expect(throws: Varslingsproeve.Refused.self) { try varsling.subscribe(["saksmappe": "2026/2"], as: leser) }
        }
        _ = try varsling.subscribe(["saksmappe": "2026/2"], as: gradert)
    }
}
