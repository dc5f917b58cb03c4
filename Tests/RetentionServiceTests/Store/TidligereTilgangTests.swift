import Domain
import DomainTestSupport
import ShardRuntime
import Testing

@testable import RetentionService

/// Commits of earlier programs, as they stand in logs: they open, and what they say is protected is protected.
struct TidligereTilgangTests {
    private typealias Trinn = Arkivstige.Trinn
    private let dag = Arkivstige.opprettetDato.norskDato
    private let ola = Leser(identitet: "ola", rolle: "saksbehandler", klarering: [])
    private let kari = Leser(identitet: "kari", rolle: "saksbehandler", klarering: [])
    private let klarert = Leser(identitet: "eva", rolle: "saksbehandler", klarering: ["UO"])
    private let gradert = Leser(identitet: "per", rolle: "arkivar", klarering: nil, gradering: Sikkerhetsgrad.alle)

    private static let skjerming =
        #""skjerming": {"tilgangsrestriksjon": {"kode": "UO", "kodenavn": "Unntatt"}, "skjermingshjemmel": "Offl. § 13", "#
        + #""skjermingMetadata": []}"#

    /// What an earlier program took in of the whole ladder; `more` says what else stands on a step.
    private func events(_ more: (Trinn) -> String?) -> [(type: String, json: String)] {
        func id(_ trinn: Trinn) -> String { "\"\(Arkivstige.id(trinn))\"" }
        func begin(_ trinn: Trinn) -> String {
            #"{"systemID": \#(id(trinn)), "tittel": "Hemmelig", \#(more(trinn).map { "\($0), " } ?? "")"#
        }
        let date = #""opprettetDato": "2020-01-01T00:00:00Z", "erGradert": false"#
        func ended(_ trinn: Trinn) -> String {
            more(trinn)?.contains("erGradert") == true ? date.replacing(", \"erGradert\": false", with: "") : date
        }
        func mappe(_ trinn: Trinn, _ place: String) -> (String, String) {
            (
                "kassasjonsmappe.fulgt",
                #"{"mappe": \#(begin(trinn))"slag": "saksmappe", "mappeID": "2020/1", "arkivdel": \#(id(.arkivdel)), \#(place)"#
                    + #""erPresedens": false, "deltakere": ["kari", "Kari Nordmann"], "parter": [], \#(ended(trinn))}}"#
            )
        }
        return [
            ("kassasjonsarkivdel.fulgt", #"{"arkivdel": \#(begin(.arkivdel))"x": 1}}"#),
            ("kassasjonsklasse.fulgt", #"{"klasse": \#(begin(.overklasse))"klasseID": "1"}}"#),
            ("kassasjonsklasse.fulgt", #"{"klasse": \#(begin(.klasse))"klasseID": "1.1", "overordnetKlasse": \#(id(.overklasse))}}"#),
            mappe(.overmappe, ""), mappe(.mappe, #""klasse": \#(id(.klasse)), "foreldermappe": \#(id(.overmappe)), "#),
            (
                "kassasjonsregistrering.fulgt",
                #"{"registrering": \#(begin(.registrering))"slag": "journalpost", "mappe": \#(id(.mappe)), "erPresedens": false, "#
                    + #""parter": [], \#(ended(.registrering)), "dokumenter": [\#(begin(.dokument))"dokumentnummer": 1, \#(ended(.dokument))}]}}"#
            ),
        ]
    }

    private func visning(_ leser: Leser, _ butikk: Butikk) throws -> Visning {
        try Visninger(leser, dag, butikk.database)
            .visning(dokument: Arkivstige.id(.dokument), i: Arkivstige.id(.registrering), sendtAv: nil)
    }

    @Test(arguments: Arkivstige.Trinn.allCases)
    func `a screening that an earlier program took in protects what lies in it`(trinn: Arkivstige.Trinn) throws {
        let butikk = try Butikk()
        try butikk.les(events { $0 == trinn ? Self.skjerming : nil })
        for leser in [ola, kari] { #expect(try visning(leser, butikk) == .skjermet, "\(leser.identitet)") }
        #expect(try visning(klarert, butikk) == .hel)
        #expect(try butikk.replayDifferences().isEmpty)
        var stige = Arkivstige()
        stige.skjerming[trinn] = Arkivstige.skjerming("UO")
        try butikk.ta([stige.endret(trinn, til: nil)])
        #expect(try visning(ola, butikk) == .hel)
        #expect(try butikk.replayDifferences().isEmpty)
    }

    @Test(arguments: [Arkivstige.Trinn.overmappe, .mappe, .registrering, .dokument])
    func `a grading of which only that it was there is known keeps it from everybody`(trinn: Arkivstige.Trinn) throws {
        let butikk = try Butikk()
        try butikk.les(events { $0 == trinn ? #""erGradert": true"# : nil })
        for leser in [ola, klarert, kari, gradert] { #expect(try visning(leser, butikk) == .bareAtDetFinnes, "\(leser.identitet)") }
        #expect(try butikk.replayDifferences().isEmpty)
    }
}
