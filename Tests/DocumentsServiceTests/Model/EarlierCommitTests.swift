import Contracts
import Domain
import DomainTestSupport
import Testing

@testable import DocumentsService

/// Commits of earlier programs, as they stand in logs: they open, and what they say is protected is protected.
struct EarlierCommitTests {
    private let bench: ModelBench
    private let dag = Arkivstige.opprettetDato.norskDato

    init() throws { bench = try ModelBench() }

    private static let skjerming =
        #"{"tilgangsrestriksjon": {"kode": "UO", "kodenavn": "Unntatt"}, "skjermingshjemmel": "Offl. § 13", "skjermingMetadata": []}"#

    private static func mappe(_ trinn: Arkivstige.Trinn, i forelder: Arkivstige.Trinn?, _ more: String) -> String {
        let outer = forelder.map { #""forelder": "\#(Arkivstige.id($0))", "# } ?? ""
        return #"{"mappe": "\#(Arkivstige.id(trinn))", \#(outer)"deltakere": ["kari", "Kari Nordmann"], \#(more)}"#
    }

    private static func dokumenter(_ more: String) throws -> String {
        let made = Arkivstige().opprettet.compactMap { ($0 as? ArkivnotatOpprettet)?.arkivnotat.registrering }
        let documents = try JSONBytes.text(made[0].dokumentbeskrivelse)
        return #"{"registrering": "\#(Arkivstige.id(.registrering))", "mappe": "\#(Arkivstige.id(.mappe))", "deltakere": ["kari"], "#
            + #"\#(more), "dokumentbeskrivelse": \#(documents)}"#
    }

    private func visning(_ leser: Leser) throws -> Visning {
        let found = try #require(try bench.read { try $0.dokument(medObjekt: Arkivstige.objekt) })
        return leser.visning(av: found.dokument, dag)
    }

    private func leser(_ navn: String, _ klarering: [String]?, gradering: [String]? = nil) -> Leser {
        Leser(identitet: navn, rolle: "saksbehandler", klarering: klarering, gradering: gradering)
    }

    @Test(arguments: ["overmappe", "mappe", "registrering"])
    func `a screening that an earlier program took in protects the documents below it`(skjermet: String) throws {
        func more(_ trinn: String) -> String {
            trinn == skjermet ? #""skjerming": \#(Self.skjerming), "erGradert": false"# : #""erGradert": false"#
        }
        try bench.apply("mappe.fulgt", Self.mappe(.overmappe, i: nil, more("overmappe")))
        try bench.apply("mappe.fulgt", Self.mappe(.mappe, i: .overmappe, more("mappe")))
        try bench.apply("dokumenter.fulgt", try Self.dokumenter(more("registrering")))
        #expect(try visning(leser("ola", [])) == .skjermet)
        #expect(try visning(leser("kari", [])) == .skjermet, "names that a message wrote do not count")
        #expect(try visning(leser("eva", ["UO"])) == .hel)
        #expect(try visning(leser("eva", ["P"])) == .skjermet)
        #expect(try bench.replayDifferences().isEmpty)
        // What is changed afterwards counts.
        let trinn = try #require(Arkivstige.Trinn(rawValue: skjermet))
        var stige = Arkivstige()
        stige.skjerming[trinn] = Arkivstige.skjerming("UO")
        try bench.follow([stige.endret(trinn, til: nil)])
        #expect(try visning(leser("ola", [])) == .hel)
        try bench.follow([stige.endret(.dokument, til: Arkivstige.skjerming("UO"))])
        #expect(try visning(leser("ola", [])) == .skjermet)
        #expect(try bench.replayDifferences().isEmpty)
    }

    @Test(arguments: ["overmappe", "mappe", "registrering"])
    func `a grading of which only that it was there is known keeps the documents from everybody`(gradert: String) throws {
        func more(_ trinn: String) -> String { #""erGradert": \#(trinn == gradert)"# }
        try bench.apply("mappe.fulgt", Self.mappe(.overmappe, i: nil, more("overmappe")))
        try bench.apply("mappe.fulgt", Self.mappe(.mappe, i: .overmappe, more("mappe")))
        try bench.apply("dokumenter.fulgt", try Self.dokumenter(more("registrering")))
        for klarering in [[], nil] as [[String]?] {
            #expect(try visning(leser("kari", klarering, gradering: Sikkerhetsgrad.alle)) == .bareAtDetFinnes)
        }
        #expect(try bench.replayDifferences().isEmpty)
    }

    @Test func `a class screened afterwards protects earlier documents once the registry has said again where they lie`() throws {
        try bench.apply("mappe.fulgt", Self.mappe(.mappe, i: nil, #""erGradert": false"#))
        try bench.apply("dokumenter.fulgt", try Self.dokumenter(#""erGradert": false"#))
        var stige = Arkivstige()
        let screened = stige.endret(.klasse, til: Arkivstige.skjerming("UO"))
        try bench.follow([screened])
        #expect(try visning(leser("ola", [])) == .hel, "earlier programs did not tell which class it has")
        stige.skjerming[.klasse] = Arkivstige.skjerming("UO")
        let ledd = stige.opprettet.flatMap { Tilgangsendring.av($0) }.compactMap { endring -> Tilgangsledd? in
            guard case .nytt(let ledd) = endring else { return nil }
            return ledd
        }
        try bench.follow([TilgangGjengitt(ledd: ledd, gjengivelse: Tilgangsgjengivelse(erFerdig: true))])
        #expect(try visning(leser("ola", [])) == .skjermet)
        #expect(try visning(leser("eva", ["UO"])) == .hel)
        #expect(try bench.replayDifferences().isEmpty)
    }

    @Test func `what an earlier program took in without anything secret is open, to its sender too`() throws {
        try bench.apply("mappe.fulgt", Self.mappe(.mappe, i: nil, #""erGradert": false"#))
        try bench.apply("dokumenter.fulgt", try Self.dokumenter(#""erGradert": false"#))
        try bench.apply([
            FilerVentet(
                avsender: Filavsender(partner: "byggsak", source: "/no/1", id: "m1"),
                melding: Meldingssted(topic: "t", partition: 0, offset: 1), dokumentobjekt: [Arkivstige.objekt])
        ])
        #expect(try visning(leser("ola", [])) == .hel)
        #expect(try visning(Leser(identitet: "b", rolle: "partner", partner: "byggsak", klarering: [])) == .hel)
        #expect(try visning(Leser(identitet: "a", rolle: "partner", partner: "annen", klarering: [])) == .ingenting)
    }
}
