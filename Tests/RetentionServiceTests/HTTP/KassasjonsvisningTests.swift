import Contracts
import Domain
import DomainTestSupport
import Testing

@testable import RetentionService

/// What a caller reads of titles and classes, whatever protects them and wherever that stands.
struct KassasjonsvisningTests {
    private typealias R = Registerhendelser
    private typealias Trinn = Arkivstige.Trinn

    private let dag = Arkivstige.opprettetDato.norskDato
    private let butikk: Butikk
    private let ola = Leser(identitet: "ola", rolle: "saksbehandler", klarering: [])
    private let kari = Leser(identitet: "kari", rolle: "saksbehandler", klarering: [])
    private let klarert = Leser(identitet: "eva", rolle: "saksbehandler", klarering: ["UO"])
    private let arkivar = Leser(identitet: "arkivar", rolle: "arkivar", klarering: nil)
    private let gradert = Leser(identitet: "per", rolle: "arkivar", klarering: nil, gradering: ["B"])

    init() throws { butikk = try Butikk() }

    /// A closed case whose arkivdel says ten years.
    private func ta(_ stige: Arkivstige) throws {
        try butikk.ta(stige.opprettet)
        try butikk.ta([
            R.vedtak(.arkivdel(Arkivstige.id(.arkivdel)), R.kassasjon("K", 10)),
            SaksstatusEndret(
                saksmappe: Arkivstige.id(.mappe), fra: R.kode("B"), til: R.kode("A"), avsluttetDato: Arkivstige.opprettetDato,
                endretDato: Arkivstige.opprettetDato, endretAv: "kari"),
        ])
    }

    /// What the list of what is due says of a step; an object of JSON.
    private func rad(_ trinn: Trinn, _ leser: Leser, _ dag: Dato? = nil) throws -> JSONValue {
        let side = try Forfallsliste(lager: butikk.lager).side(
            Forfallsutvalg(innen: try #require(Dato("2100-01-01"))), etter: .begynnelsen, limit: 100)
        let bilde = try #require(side.treff.first { $0.enhet.systemID == Arkivstige.id(trinn) }, "\(trinn)")
        return try Forfallsrad(bilde, Kassasjonsvisning(leser, dag ?? self.dag, butikk.database)).json
    }

    /// The answer to "why" of a step.
    private func forklaring(_ trinn: Trinn, _ leser: Leser) throws -> JSONValue {
        let forklaring = try #require(try Kassasjonsforklaring(Arkivstige.id(trinn), butikk.lager))
        return try ForklaringJSON(forklaring: forklaring, visning: Kassasjonsvisning(leser, dag, butikk.database)).json
    }

    /// Neither the titles nor the names of classes of what the step protects.
    private func expectHidden(_ trinn: Trinn, _ leser: Leser, _ place: SourceLocation = #_sourceLocation) throws {
        for inner in [Trinn.mappe, .registrering, .dokument] where Self.lies(inner, in: trinn) {
            let row = try rad(inner, leser)
            #expect(row["tittel"] == nil && row["klasseID"] == nil, "\(inner): \(row.json)", sourceLocation: place)
            #expect(row["erSkjermet"] == true && row["kassasjonsdato"] != nil, "\(inner)", sourceLocation: place)
            let why = try forklaring(inner, leser)
            #expect(why["tittel"] == nil && why["erSkjermet"] == true, "\(inner): \(why.json)", sourceLocation: place)
            #expect(!why.json.contains("Ny plan"), "words about it: \(why.json)", sourceLocation: place)
        }
        for klasse in [Trinn.overklasse, .klasse] where Self.lies(klasse, in: trinn) {
            #expect(try !forklaring(klasse, leser).json.contains(Arkivstige.hemmelig), "\(klasse)", sourceLocation: place)
        }
        guard trinn == .arkivdel else { return }
        #expect(try !forklaring(trinn, leser).json.contains(Arkivstige.hemmelig), sourceLocation: place)
        #expect(try rad(.mappe, leser)["arkivdeltittel"] == nil, sourceLocation: place)
    }

    private func expectShown(_ leser: Leser, _ dag: Dato? = nil, _ place: SourceLocation = #_sourceLocation) throws {
        for inner in [Trinn.mappe, .registrering, .dokument] {
            let row = try rad(inner, leser, dag)
            #expect(row["tittel"]?.text == "\(Arkivstige.hemmelig) \(inner.rawValue)", "\(row.json)", sourceLocation: place)
            #expect(row["klasseID"]?.text == "\(Arkivstige.hemmelig)-klasse", sourceLocation: place)
        }
    }

    private static func lies(_ inner: Trinn, in outer: Trinn) -> Bool {
        if inner == outer { return true }
        switch outer {
        case .dokument: return false
        case .registrering: return inner == .dokument
        case .mappe, .overmappe: return [.mappe, .registrering, .dokument].contains(inner)
        case .klasse, .arkivdel: return [.mappe, .registrering, .dokument].contains(inner)
        case .overklasse: return inner != .arkivdel && inner != .overmappe
        }
    }

    @Test(arguments: Arkivstige.Trinn.allCases)
    func `a screening at any level hides titles and classes below it from all but the cleared`(trinn: Arkivstige.Trinn) throws {
        var stige = Arkivstige()
        stige.skjerming[trinn] = Arkivstige.skjerming("UO")
        try ta(stige)
        try expectHidden(trinn, ola)
        for leser in [klarert, arkivar, gradert] { try expectShown(leser) }
        if trinn != .overklasse, trinn != .klasse, trinn != .arkivdel { try expectShown(kari) }
        #expect(try butikk.replayDifferences().isEmpty)
    }

    @Test(arguments: Arkivstige.Trinn.allCases)
    func `a grading at any level hides them from the archivist too, and from the responsible`(trinn: Arkivstige.Trinn) throws {
        var stige = Arkivstige()
        stige.gradering[trinn] = Arkivstige.gradering("B")
        try ta(stige)
        for leser in [ola, kari, klarert, arkivar] { try expectHidden(trinn, leser) }
        try expectShown(gradert)
        if trinn == .overmappe { #expect(try rad(.mappe, arkivar)["administrativEnhet"] == nil) }
    }

    @Test(arguments: Arkivstige.Trinn.allCases)
    func `a screening that comes later hides from then on, and shows again when it is removed`(trinn: Arkivstige.Trinn) throws {
        let stige = Arkivstige()
        try ta(stige)
        try expectShown(ola)
        let made = try butikk.ta([stige.endret(trinn, til: Arkivstige.skjerming("UO"))])
        #expect(made.map(\.eventType) == ["tilgang.fulgt"])
        try expectHidden(trinn, ola)
        try expectShown(klarert)
        try butikk.ta([stige.endret(trinn, til: nil)])
        try expectShown(ola)
        #expect(try butikk.replayDifferences().isEmpty)
    }

    @Test func `a screening that has a last day shows by itself from that day on`() throws {
        var stige = Arkivstige()
        let ends = Dato(daysSinceEpoch: dag.daysSinceEpoch + 1)
        stige.skjerming[.overmappe] = Arkivstige.skjerming("UO", til: ends)
        try ta(stige)
        try expectHidden(.overmappe, ola)
        try expectShown(ola, ends)
        #expect(try rad(.mappe, ola, ends)["erSkjermet"] == false)
    }

    @Test func `the title for the public is shown where there is one, and the real one to those cleared for UO`() throws {
        var stige = Arkivstige()
        stige.offentligTittel[.mappe] = "Sak om *****"
        try ta(stige)
        #expect(try rad(.mappe, ola)["tittel"]?.text == "Sak om *****")
        #expect(try rad(.mappe, ola)["klasseID"] == nil, "a class may tell what the title tells")
        #expect(try forklaring(.mappe, ola)["tittel"]?.text == "Sak om *****")
        for leser in [klarert, kari] { #expect(try rad(.mappe, leser)["tittel"]?.text == "\(Arkivstige.hemmelig) mappe") }
        // Parts are the object's own: what lies in it is not named so.
        #expect(try rad(.registrering, ola)["tittel"]?.text == "\(Arkivstige.hemmelig) registrering")
    }

    @Test func `a namesake of the responsible sees no more than anybody`() throws {
        var stige = Arkivstige()
        stige.skjerming[.mappe] = Arkivstige.skjerming("UO")
        try ta(stige)
        try expectHidden(.mappe, Leser(identitet: Arkivstige.ansvarlig.navn, rolle: "saksbehandler", klarering: []))
        try expectShown(kari)
    }

    @Test func `holds are told to archivists, and not even that there are none to anybody else`() throws {
        try ta(Arkivstige())
        for held in [false, true] {
            if held {
                _ = try butikk.kommando(
                    SettSperre.commandType, SettSperre(gjelder: .mappe(Arkivstige.id(.mappe)), begrunnelse: "Tilsyn"))
            }
            for leser in [ola, kari, klarert] {
                for json in [try rad(.mappe, leser), try forklaring(.dokument, leser)] {
                    #expect(json["sperret"] == nil && json["sperrer"] == nil, "\(json.json)")
                }
            }
            for json in [try rad(.mappe, arkivar), try forklaring(.dokument, arkivar)] {
                #expect(json["sperret"] == .bool(held) && json["sperrer"]?.elements?.count == (held ? 1 : 0))
            }
        }
    }
}
