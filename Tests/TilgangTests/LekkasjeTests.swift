import Domain
import DomainTestSupport
import Foundation
import ServiceKit
import Testing

/// Nothing leaks: over random archives and readers of every kind, what the rule hides is in nothing that any service tells, and what it allows is there.
///
/// `SAKARKIV_TILGANG_ARCHIVES=10000` makes the long run, `SAKARKIV_TILGANG_FIRST=5001` begins at another seed, so that several processes share it;
/// seeds are printed with every fault.
@Suite struct LekkasjeTests {
    private static let seeds = number("FIRST", 1)..<(number("FIRST", 1) + number("ARCHIVES", 16))
    private static let steps = 28

    private static func number(_ name: String, _ standard: UInt64) -> UInt64 {
        ProcessInfo.processInfo.environment["SAKARKIV_TILGANG_\(name)"].flatMap { UInt64($0) } ?? standard
    }

    private static func principal(
        _ role: Role, _ klarering: Klarering? = nil, identity: String = "ola", partner: String? = nil, gradering: Set<String> = []
    ) -> Principal {
        Principal(identity: identity, role: role, kommuner: .all, partner: partner, klarering: klarering, gradering: gradering)
    }

    static let lesere: [Principal] = [
        principal(.arkivar), principal(.arkivar, gradering: ["B", "F"]), principal(.arkivar, .bare([])), principal(.saksbehandler),
        principal(.saksbehandler, .bare(["13"])), principal(.saksbehandler, .bare(["13", "26", "23"])),
        principal(.saksbehandler, .bare(["UO"])), principal(.saksbehandler, .bare(["13", "26", "23", "UO"]), gradering: ["K"]),
        principal(.saksbehandler, identity: "kari"), principal(.saksbehandler, identity: "Kari Nordmann"),
        principal(.saksbehandler, identity: "skole"), principal(.partner, identity: "byggsak", partner: "byggsak"),
        principal(.partner, identity: "skole", partner: "skole"),
        principal(.partner, .bare(["13", "26", "23"]), identity: "x", partner: "vann"),
        principal(.partner, identity: "kari", partner: "kari"), principal(.operator, .alle, gradering: ["B"]),
    ]

    /// What is wrong with what one archive's services tell; empty: nothing.
    private static func faults(seed: UInt64, withSearch: Bool = true) async throws -> [String] {
        let arkiv = Tilfeldigarkiv(seed: seed, steps: steps)
        let services = try Alletjenester(arkiv)
        let (fasit, dag) = (arkiv.fasit, arkiv.proeve.circumstances.today)
        let classes = fasit.ord.filter { $0.value.felt == .klasse }.map(\.key)
        var faults: [String] = []
        for principal in lesere {
            // The other tests run on the same threads.
            await Task.yield()
            let leser = principal.leser
            let who = "\(leser.rolle) \(leser.identitet) \(leser.klarering?.description ?? "alle") \(leser.gradering ?? [])"
            var seen: Set<String> = []
            for svar in try services.svar(til: principal, dag) {
                for word in words(svar.tekst, classes) {
                    if svar.opened != nil { seen.insert(word) }
                    if !maaVises(word, fasit, principal, dag, svar) {
                        faults.append("seed \(seed): \(svar.sted) shows \(fasit.ord[word].map { "\($0.felt)" } ?? word) to \(who)")
                    }
                }
            }
            // What is allowed is there.
            for (word, place) in fasit.ord where !seen.contains(word) && ![.begrunnelse, .klasse].contains(place.felt) {
                let opened = fasit.objekter[place.objekt]?.registrering ?? place.objekt
                if fasit.maaVises(word, leser, dag, opened: opened) {
                    faults.append("seed \(seed): \(place.felt) is kept from \(who)")
                }
            }
            for objekt in try services.fortaltMedFilter(leser, dag)
            where !leser.visning(av: arkiv.proeve.tilstand.tilgang(objekt), dag).viserInnhold {
                faults.append("seed \(seed): a filter tells \(who) of \(objekt)")
            }
            guard withSearch else { continue }
            var froe = Froe(seed &+ UInt64(leser.identitet.utf8.count))
            for word in fasit.ord.keys.sorted() where froe.en(av: 8) {
                guard let place = fasit.ord[word] else { continue }
                let hits = try services.treff(word, leser, dag)
                let isShown = fasit.maaVises(word, leser, dag, opened: nil)
                if !hits.isEmpty, !isShown { faults.append("seed \(seed): search finds \(place.felt) for \(who)") }
                if hits.isEmpty, isShown, isSearched(place.felt, word, arkiv) {
                    faults.append("seed \(seed): search does not find \(place.felt) for \(who)")
                }
            }
        }
        for (text, erPublisert) in services.offentlig() {
            for word in words(text, classes) where !erPublisert || !fasit.maaVises(word, .offentligheten, dag, opened: nil) {
                faults.append("seed \(seed): a public event tells \(fasit.ord[word].map { "\($0.felt)" } ?? word)")
            }
        }
        faults += publisert(arkiv, services).map { "seed \(seed): \($0)" }
        return faults + Sonder.faults(arkiv).map { "seed \(seed): \($0)" }
    }

    /// What the public was told against the standard policy, and what it should not know any more.
    private static func publisert(_ arkiv: Tilfeldigarkiv, _ services: Alletjenester) -> [String] {
        func mayBe(_ type: Kode, _ status: Kode?) -> Bool { ["I", "U"].contains(type.kode) && ["J", "A"].contains(status?.kode) }
        var (poster, status): ([SystemID: Journalpost], [SystemID: Kode]) = ([:], [:])
        var faults: [String] = []
        for event in arkiv.commits.joined() {
            switch event {
            case let event as JournalpostOpprettet:
                poster[event.journalpost.registrering.systemID] = event.journalpost
                status[event.journalpost.registrering.systemID] = event.journalpost.journalstatus
            case let event as JournalstatusEndret: status[event.journalpost] = event.til
            case let event as JournalpostOffentliggjort:
                guard let post = poster[event.journalpost], !mayBe(post.journalposttype, status[event.journalpost]) else { continue }
                faults.append("a \(post.journalposttype.kode) with \(status[event.journalpost]?.kode ?? "") is told to the public")
            default: continue
            }
        }
        for (id, post) in poster where services.erOffentliggjort(id) && !mayBe(post.journalposttype, status[id]) {
            faults.append("a \(post.journalposttype.kode) with \(status[id]?.kode ?? "") is not withdrawn")
        }
        return faults
    }

    /// Of what is screened feeds tell ids alone, also to those who are cleared; receipts are the sender's, and an archivist's who is cleared for all.
    private static func maaVises(_ word: String, _ fasit: Fasit, _ principal: Principal, _ dag: Dato, _ svar: Alletjenester.Svar) -> Bool {
        let isFeed = ["GET /hendelser", "server-sent events", "webhook", "e-mail"].contains(svar.sted)
        if isFeed, let place = fasit.ord[word], fasit.erSkjermet(place.objekt, dag) { return false }
        if svar.sted == "GET /receipts" { return principal.partner != nil || (principal.role == .arkivar && principal.leser.serAlt) }
        return fasit.maaVises(word, principal.leser, dag, opened: svar.opened)
    }

    /// Titles and names of parties are found; of two titles of an object the free text is not.
    private static func isSearched(_ felt: Felt, _ word: String, _ arkiv: Tilfeldigarkiv) -> Bool {
        guard let place = arkiv.fasit.ord[word] else { return false }
        switch felt {
        case .offentligTittel: return true
        case .part: return arkiv.fasit.objekter[place.objekt]?.registrering == nil
        case .tittel:
            let tilstand = arkiv.proeve.tilstand
            if tilstand.mappevariant(place.objekt)?.mappe.tittel == word { return true }
            if tilstand.registreringsvariant(place.objekt)?.registrering.tittel == word { return true }
            let owner = arkiv.fasit.objekter[place.objekt]?.registrering.flatMap { tilstand.registreringsvariant($0) }
            return owner?.registrering.dokumentbeskrivelse.contains { $0.tittel == word } == true
        case .fil, .kontakt, .merknad, .kilde, .noekkel, .omtale, .fri, .begrunnelse, .klasse: return false
        }
    }

    private static func words(_ text: String, _ classes: [String]) -> Set<String> {
        Set(text.matches(of: /hem[0-9]+x/).map { String($0.output) } + classes.filter { text.contains($0) })
    }

    @Test func `no word that the rule hides is told to anybody, and every word that it allows is`() async throws {
        for seed in Self.seeds {
            let faults = try await Self.faults(seed: seed)
            #expect(faults.isEmpty, "\(Set(faults).sorted().prefix(10).joined(separator: "\n"))")
            if !faults.isEmpty { return }
            if seed.isMultiple(of: 500) { print("nothing leaks up to seed \(seed)") }
        }
    }

    @Test(arguments: Kontroll.allCases)
    func `without one of the checks something leaks`(kontroll: Kontroll) async throws {
        var found = false
        for seed in 1...UInt64(40) where !found {
            found = try await Kontroll.$borte.withValue(kontroll) { try await !Self.faults(seed: seed).isEmpty }
        }
        #expect(found, "nothing notices that the check «\(kontroll.rawValue)» is gone")
    }

    @Test func `all four services say the same of the same object to the same reader`() async throws {
        for seed in Self.seeds {
            let arkiv = Tilfeldigarkiv(seed: seed, steps: Self.steps)
            let (services, dag) = (try Alletjenester(arkiv), arkiv.proeve.circumstances.today)
            for principal in Self.lesere {
                await Task.yield()
                for id in services.objekter {
                    let all = Set(try services.visninger(id, principal.leser, dag))
                    #expect(all.count == 1, "seed \(seed): \(all) of \(id) to \(principal.leser)")
                    #expect(all.first == principal.leser.visning(av: arkiv.proeve.tilstand.tilgang(id), dag), "seed \(seed)")
                }
            }
        }
    }
}
