import Contracts
import Domain
import DomainTestSupport
import Testing

@testable import NotificationsService

@Suite struct SubscriptionTests {
    private func faults(_ body: JSONValue) -> [String] {
        do {
            _ = try Abonnementsoenske.read(body, .proeve)
            return []
        } catch let rejection as Rejection {
            return rejection.faults.map { "\($0.pointer) \($0.code)" }
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `every fault of a wish is named, with its place`() {
        let body: JSONValue = [
            "navn": " ", "filtre": [:], "eier": "alle",
            "filter": [
                "kommune": "970540009", "saksmappe": 17, "saksansvarlg": "Kari", "hendelsestyper": ["journalpost.opprettet", "alt"],
                "administrativEnhet": .string(String(repeating: "x", count: 201)),
            ],
            "levering": ["type": "brevdue"],
        ]
        #expect(
            Set(faults(body)) == [
                "/filtre unknown_member", "/navn invalid_value", "/eier unknown_code", "/filter/saksansvarlg unknown_member",
                "/filter/kommune invalid_value", "/filter/saksmappe invalid_value", "/filter/administrativEnhet invalid_value",
                "/filter/hendelsestyper/1 unknown_code", "/levering/type unknown_code",
            ])
        #expect(
            Set(faults([:])) == [
                "/navn missing_member", "/filter missing_member", "/filter/kommune missing_member", "/levering missing_member",
            ])
    }

    @Test func `a subscription belongs to the person, the role or the system that made it, and others do not learn of it`() throws {
        let varsling = try Registerproeve().varsling
        let own = try varsling.subscribe()
        let role = try varsling.subscribe(eier: "rolle")
        // Partners are strangers to each other.
        #expect(throws: (any Error).self) { try varsling.subscribe(as: .byggsak, eier: "rolle") }
        #expect(!Leser.byggsak.eier(Abonnementseier(slag: .rolle, navn: "partner")))
        let system = try varsling.subscribe(as: .byggsak)
        #expect(try varsling.row(own).abonnement.eier == Abonnementseier(slag: .person, navn: "kari"))
        #expect(try varsling.row(role).abonnement.eier == Abonnementseier(slag: .rolle, navn: "saksbehandler"))
        #expect(try varsling.row(system).abonnement.eier == Abonnementseier(slag: .system, navn: "byggsak"))
        for (id, stranger) in [(own, Leser.ola), (role, .arkivar), (system, .kari)] {
            let refused = #expect(throws: Varslingsproeve.Refused.self) {
                try varsling.give(SlettAbonnement(aktoer: stranger, abonnement: id))
            }
            #expect(refused?.rejection.kind == .ikkefunnet)
        }
        try varsling.give(SlettAbonnement(aktoer: .ola, abonnement: role))
        try varsling.give(SlettAbonnement(aktoer: .drift, abonnement: own))
        #expect(try Abonnementslager(varsling.database).alle().map(\.abonnement.systemID) == [system])
    }

    @Test func `an owner has a limited number of subscriptions`() throws {
        let varsling = try Registerproeve().varsling
        for _ in 0..<Abonnement.limitPerEier { _ = try varsling.subscribe() }
        let refused = #expect(throws: Varslingsproeve.Refused.self) { try varsling.subscribe() }
        #expect(refused?.rejection.faults.map(\.code) == ["too_many"])
        _ = try varsling.subscribe(as: .ola)
    }

    @Test func `an unknown case is not found`() throws {
        let varsling = try Registerproeve().varsling
        let refused = #expect(throws: Varslingsproeve.Refused.self) { try varsling.subscribe(["saksmappe": "2026/404"]) }
        #expect(refused?.rejection.kind == .ikkefunnet)
    }

    @Test func `what is read is remembered: up to a mark, and single entries beyond it`() throws {
        var register = try Registerproeve()
        let id = try register.varsling.subscribe()
        let sak = try register.sak("Sak")
        for _ in 0..<4 { _ = try register.brev(i: sak) }
        let cursors = try register.varsling.feed(id).map(\.nummer)
        func read(_ til: Int64?, _ enkelte: [Int64] = []) throws {
            try register.varsling.give(MerkLest(aktoer: .kari, abonnement: id, til: til, enkelte: enkelte))
        }
        try read(nil, [cursors[3]])
        try read(cursors[1])
        #expect(try register.varsling.row(id).lestTil == cursors[1])
        #expect(try register.varsling.row(id).lestEnkelte == [cursors[3]])
        let commits = register.varsling.applied.count
        try read(cursors[0], [cursors[3]])
        #expect(register.varsling.applied.count == commits, "nothing new was read")
        #expect(throws: Varslingsproeve.Refused.self) { try read((cursors.last ?? 0) + 1) }
    }
}
