import Contracts
import Domain
import DomainTestSupport
import SQLite
import ServiceKit
import Testing

@testable import RegistryService

/// Objects go out as they are stored only where nothing in them is secret: each answer is what the rules of who sees what give, read whole.
@Suite struct VisningTests {
    private static let klarert = Innsyn(Principal(identity: "ola", role: .saksbehandler, kommuner: .all, klarering: .bare(["13"])))
    private static let partner = Innsyn(Principal(identity: "byggsak", role: .partner, kommuner: .all, partner: "byggsak"))
    private static let lesere = [Innsyn.alt, .ingenting, klarert, partner]

    /// Codes and texts of what is secret.
    private static let skjerming = Skjerming(tilgangsrestriksjon: Kode(kode: "13", kodenavn: "Offl. § 13"), skjermingshjemmel: "Offl. § 13")
    private static let gradering = Gradering(
        graderingskode: Kode(kode: "B", kodenavn: "Begrenset"), graderingsdato: Tidspunkt(milliseconds: 0), gradertAv: "kari")

    private static func merknad(_ id: SystemID) -> Merknad {
        var merknad = Merknad(
            systemID: id, merknadstekst: "Hemmelig", merknadsdato: Tidspunkt(milliseconds: 0), merknadRegistrertAv: "kari")
        merknad.erSkjermet = true
        return merknad
    }

    private static func part(_ id: SystemID) -> Part {
        var part = Part(systemID: id, partNavn: "Lise Lilleby")
        part.erSkjermet = true
        return part
    }

    /// What the rules give of a mappe, read and written whole.
    private func whole(mappe id: SystemID, _ innsyn: Innsyn, _ arkiv: SQLiteArkiv) throws -> JSONValue {
        let variant = try #require(arkiv.mappevariant(id))
        let tilgang = arkiv.tilgang(variant)
        return try shown(StoredObject.text(innsyn.ser(tilgang) ? variant : variant.skjermet(tilgang)), variant.kort.slag.rawValue)
    }

    private func whole(registrering id: SystemID, _ innsyn: Innsyn, _ arkiv: SQLiteArkiv) throws -> JSONValue {
        let variant = try #require(arkiv.registreringsvariant(id))
        return try shown(StoredObject.text(variant.skjermet(arkiv.tilgang(variant), ser: innsyn.ser)), variant.kort.slag.rawValue)
    }

    private func shown(_ text: String, _ type: String) throws -> JSONValue {
        var members = try JSONReader.read(Array(text.utf8)).members ?? [:]
        members["type"] = .string(type)
        return .object(members)
    }

    private func read(_ json: [UInt8]?) throws -> JSONValue { try JSONReader.read(#require(json)) }

    private func mayHide(_ text: String) -> Bool { StoredObject.mayHide(Array(text.utf8)) }

    @Test(arguments: [UInt64](11...14))
    func `every reader gets of every object what the rules give of it`(seed: UInt64) throws {
        let store = try Lagerproeve()
        var proeve = Arkivproeve(vitne: store)
        var stream = Kommandostroem(seed: seed)
        for _ in 0..<200 { _ = stream.neste(&proeve) }
        let arkiv = SQLiteArkiv(store.database)
        var hidden = 0
        for innsyn in Self.lesere {
            let queries = RegistryQueries(database: store.database, innsyn: innsyn)
            for id in store.mapper {
                var mappe = try read(queries.saksmappe(id)).members ?? [:]
                let inside = try #require(mappe.removeValue(forKey: "registrering")?.elements)
                #expect(JSONValue.object(mappe) == (try whole(mappe: id, innsyn, arkiv)), "seed \(seed)")
                for post in inside {
                    let systemID = try #require(post["systemID"]?.text.flatMap { SystemID($0) })
                    #expect(post == (try whole(registrering: systemID, innsyn, arkiv)), "seed \(seed)")
                }
            }
            for id in store.registreringer {
                let post = try read(queries.registrering(id))
                #expect(post == (try whole(registrering: id, innsyn, arkiv)), "seed \(seed)")
                if post["tittel"]?.text == "*****" { hidden += 1 }
            }
        }
        var listed = 0
        for innsyn in Self.lesere {
            let queries = RegistryQueries(database: store.database, innsyn: innsyn)
            let hits = try ["byggesak", "bestilling", "notat"].flatMap { try queries.sok($0, skip: 0, limit: 1_000) }
            let day = try queries.journal(proeve.circumstances.today, after: nil, limit: 1_000).map(\.post)
            for object in try (hits + day).map({ try read($0) }) {
                let id = try #require(object["systemID"]?.text.flatMap { SystemID($0) })
                let isMappe = store.mapper.contains(id)
                #expect(object == (try isMappe ? whole(mappe: id, innsyn, arkiv) : whole(registrering: id, innsyn, arkiv)), "seed \(seed)")
                listed += 1
            }
        }
        #expect(listed > 0, "seed \(seed): nothing was found")
        try arkiv.check()
        #expect(hidden > 0, "seed \(seed): nothing was hidden from anybody")
    }

    @Test func `whatever makes an object secret is seen in its text, each kind by itself`() throws {
        let store = try Lagerproeve()
        var proeve = Arkivproeve(vitne: store)
        try proeve.send(Meldinger.sak(tittel: #"Sak om "skjerming":{} og ,"erSkjermet":true"#))
        try proeve.send(Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1")))
        let arkiv = SQLiteArkiv(store.database)
        let mappe = try #require(store.mapper.first.flatMap { arkiv.mappevariant($0) })
        let post = try #require(store.registreringer.first.flatMap { arkiv.registreringsvariant($0) })
        let id = mappe.mappe.systemID
        #expect(!(try mayHide(StoredObject.text(mappe))), "a title is no member")
        #expect(!(try mayHide(StoredObject.text(post))))

        let mapper: [(inout Mappe) -> Void] = [
            { $0.skjerming = Self.skjerming }, { $0.gradering = Self.gradering }, { $0.offentligTittel = "Sak" },
            { $0.part.append(Self.part(id)) }, { $0.merknad.append(Self.merknad(id)) },
        ]
        for change in mapper {
            var copy = mappe
            change(&copy.mappe)
            #expect(try mayHide(StoredObject.text(copy)), "\(copy)")
        }
        let registreringer: [(inout Registrering) -> Void] = [
            { $0.skjerming = Self.skjerming }, { $0.gradering = Self.gradering }, { $0.offentligTittel = "Brev" },
            { $0.part.append(Self.part(id)) }, { $0.merknad.append(Self.merknad(id)) }, { $0.korrespondansepart[0].erSkjermet = true },
            { $0.dokumentbeskrivelse[1].skjerming = Self.skjerming }, { $0.dokumentbeskrivelse[1].gradering = Self.gradering },
            { $0.dokumentbeskrivelse[1].part.append(Self.part(id)) }, { $0.dokumentbeskrivelse[1].merknad.append(Self.merknad(id)) },
        ]
        for change in registreringer {
            var copy = post
            change(&copy.registrering)
            #expect(try mayHide(StoredObject.text(copy)), "\(copy)")
        }
    }

    @Test func `an object made secret is hidden from the next reading on, and shown again when it is not any more`() throws {
        let store = try Lagerproeve()
        var proeve = Arkivproeve(vitne: store)
        try proeve.send(Meldinger.sak(tittel: "Barnevern"))
        let id = try #require(store.mapper.first)
        let (few, cleared) = (
            RegistryQueries(database: store.database, innsyn: .ingenting), RegistryQueries(database: store.database, innsyn: Self.klarert)
        )
        func titles() throws -> [String?] { try [few, cleared].map { try read($0.saksmappe(id))["tittel"]?.text } }
        func change(_ skjerming: Skjerming?) throws {
            let arkiv = SQLiteArkiv(store.database)
            arkiv.endre(mappe: id) { ($0.mappe.skjerming, $0.mappe.offentligTittel) = (skjerming, skjerming.map { _ in "Sak" }) }
            try arkiv.check()
        }
        #expect(try titles() == ["Barnevern", "Barnevern"])
        try change(Self.skjerming)
        #expect(try titles() == ["Sak", "Barnevern"])
        try change(nil)
        #expect(try titles() == ["Barnevern", "Barnevern"])
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
        func hits(_ innsyn: Innsyn, skip: Int = 0) throws -> [String?] {
            let queries = RegistryQueries(database: store.database, innsyn: innsyn, limitRanked: 3)
            return try queries.sok("garasje", skip: skip, limit: 10).map { try read($0)["tittel"]?.text }
        }
        #expect(try hits(.ingenting) == ["Garasje 4", "Garasje 3", "Garasje 2"])
        #expect(Set(try hits(.alt)) == ["Garasje 6", "Garasje 5", "Garasje 4"])
        #expect(try hits(.ingenting, skip: 2) == ["Garasje 2"])
    }
}
