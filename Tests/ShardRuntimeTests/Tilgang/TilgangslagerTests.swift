import Contracts
import Domain
import DomainTestSupport
import SQLite
import Testing

@testable import ShardRuntime

/// The tables of what protects each object, against the plain model in memory.
@Suite struct TilgangslagerTests {
    /// An archive that grows and changes at random, in tables and in memory at once.
    private struct Archive {
        let database: Database
        var froe: Froe
        var tre = Tilgangstre()
        private(set) var endringer: [Tilgangsendring] = []
        private(set) var all: [SystemID] = []
        private var (arkivdeler, klasser, mapper, registreringer) = ([SystemID](), [SystemID](), [SystemID](), [SystemID]())
        /// Documents, with the registrering each lies in; those on which nothing stands have no place of their own.
        private(set) var dokumenter: [SystemID: SystemID] = [:]

        init(_ seed: UInt64) throws {
            froe = Froe(seed)
            database = try Database(path: ":memory:")
            try database.migrate([Tilgangslager.migration(number: 1)])
            for _ in 0..<2 { try apply(nyArkivdel()) }
        }

        /// One more thing happens.
        mutating func step() throws {
            switch Int.random(in: 0..<20, using: &froe) {
            case 0: try apply(nyArkivdel())
            case 1, 2: try apply(nyKlasse())
            case 3, 4, 5: try apply(nyMappe())
            case 6, 7, 8: try nyRegistrering()
            case 9, 10:
                guard !mapper.isEmpty else { return }
                try apply(.flyttet(mappe: froe.velg(mapper), arkivdel: froe.velg(arkivdeler)))
            case 11, 12:
                guard !mapper.isEmpty, !klasser.isEmpty else { return }
                try apply(.omklassifisert(mappe: froe.velg(mapper), klasse: froe.velg(klasser)))
            case 13:
                // Said again, with what an earlier program did not tell.
                guard let mappe = mapper.randomElement(using: &froe), var ledd = tre.ledd(mappe) else { return }
                (ledd.klasse, ledd.arkivdel, ledd.eget) = (klasser.randomElement(using: &froe), froe.velg(arkivdeler), helt())
                try apply(.gjengitt(ledd: ledd))
            case 14, 15:
                guard let dokument = dokumenter.keys.sorted().randomElement(using: &froe) else { return }
                try apply(.vern(objekt: dokument, registrering: dokumenter[dokument], tilgang: vern()))
            default: try apply(.vern(objekt: froe.velg(all), registrering: nil, tilgang: vern()))
            }
        }

        private mutating func id() -> SystemID { SystemID(high: froe.next(), low: froe.next()) }

        private mutating func nytt(_ ledd: Tilgangsledd) -> Tilgangsendring {
            all.append(ledd.systemID)
            return .nytt(ledd: ledd)
        }

        private mutating func nyArkivdel() -> Tilgangsendring {
            let ledd = Tilgangsledd(systemID: id(), eget: vern())
            arkivdeler.append(ledd.systemID)
            return nytt(ledd)
        }

        private mutating func nyKlasse() -> Tilgangsendring {
            let over = froe.en(av: 3) ? nil : klasser.randomElement(using: &froe)
            let ledd = Tilgangsledd(systemID: id(), over: over, eget: vern())
            klasser.append(ledd.systemID)
            return nytt(ledd)
        }

        private mutating func nyMappe() -> Tilgangsendring {
            let (over, klasse) = (
                froe.en(av: 3) ? nil : mapper.randomElement(using: &froe), froe.en(av: 3) ? nil : klasser.randomElement(using: &froe)
            )
            let ledd = Tilgangsledd(systemID: id(), over: over, klasse: klasse, arkivdel: froe.velg(arkivdeler), eget: helt())
            mapper.append(ledd.systemID)
            return nytt(ledd)
        }

        private mutating func nyRegistrering() throws {
            let mappe = froe.en(av: 5) ? nil : mapper.randomElement(using: &froe)
            let klasse = mappe == nil ? klasser.randomElement(using: &froe) : nil
            let ledd = Tilgangsledd(systemID: id(), over: mappe, klasse: klasse, arkivdel: froe.velg(arkivdeler), eget: helt())
            registreringer.append(ledd.systemID)
            try apply(nytt(ledd))
            for _ in 0..<Int.random(in: 0...2, using: &froe) {
                let dokument = Tilgangsledd(systemID: id(), over: ledd.systemID, eget: helt())
                dokumenter[dokument.systemID] = ledd.systemID
                if dokument.eget?.erAapen == false { try apply(.nytt(ledd: dokument)) }
            }
        }

        /// What an archivist may set on an object: often nothing.
        private mutating func vern() -> Tilgang {
            if froe.en(av: 2) { return Tilgang() }
            let ends = froe.en(av: 2) ? nil : Dato(daysSinceEpoch: 20_000 + Int.random(in: 0..<3, using: &froe))
            return Tilgang(
                restriksjoner: froe.en(av: 2) ? [.init(froe.velg(["UO", "13", "P"]), opphoererDato: ends)] : [],
                grader: froe.en(av: 5) ? [froe.velg(["B", "F"])] : [], deler: froe.en(av: 4) ? [froe.velg(Tilgang.Del.allCases)] : [])
        }

        /// The same, and whose it is.
        private mutating func helt() -> Tilgang {
            let vern = vern()
            return Tilgang(
                restriksjoner: vern.restriksjoner, grader: vern.grader, deler: vern.deler,
                personer: froe.en(av: 3) ? [froe.velg(["kari", "ola"])] : [], partner: froe.en(av: 4) ? "byggsak" : nil)
        }

        /// Takes a change in at both places; fails when the tables do not name what is protected otherwise now.
        private mutating func apply(_ endring: Tilgangsendring) throws {
            endringer.append(endring)
            let before = tre
            tre.apply(endring)
            let told = Set(try Tilgangslager(database).apply(endring))
            if case .nytt = endring { return }
            let known = all + dokumenter.keys
            let differing = Set(known.filter { before.tilgang($0) != tre.tilgang($0) })
            #expect(told.isSuperset(of: differing), "\(endring)")
            if case .vern(let objekt, _, _) = endring { #expect(told.subtracting([objekt]).isSubset(of: differing), "\(endring)") }
        }

        /// The objects of which tables and memory say something else.
        func differences() throws -> [String] {
            let lager = Tilgangslager(database)
            let objects = try all.filter { try lager.tilgang($0) != tre.tilgang($0) }.map { "\($0)" }
            let documents = try dokumenter.filter { dokument, registrering in
                try lager.tilgang(vern: lager.vern(dokument: dokument, i: registrering)) != tre.tilgang(dokument: dokument, i: registrering)
            }
            return objects + documents.map { "document \($0.key)" }
        }

        /// The tables filled anew with the same changes, as they stand in a log.
        func replayed() throws -> Database {
            let other = try Database(path: ":memory:")
            try other.migrate([Tilgangslager.migration(number: 1)])
            for endring in endringer {
                let read: Tilgangsendring = try JSONBytes.decode(try JSONBytes.text(endring))
                #expect(read == endring)
                try Tilgangslager(other).apply(read)
            }
            return other
        }
    }

    private static func rows(_ database: Database) throws -> [[String]] {
        try ["SELECT * FROM vern ORDER BY id", "SELECT * FROM tilgang ORDER BY systemID"].map { sql in
            try database.query(sql) { row in row.values().map { "\($0)" }.joined(separator: "|") }
        }
    }

    @Test(arguments: UInt64(1)...16)
    func `the tables say of every object what the plain model says, whatever came and changed, and so do those of a replay`(
        seed: UInt64
    ) throws {
        var archive = try Archive(seed)
        for number in 0..<150 {
            try archive.step()
            let differing = try archive.differences()
            #expect(differing.isEmpty, "seed \(seed), step \(number): \(differing)")
            if !differing.isEmpty { return }
        }
        #expect(archive.all.contains { archive.tre.tilgang($0) != nil } && archive.all.contains { archive.tre.tilgang($0) == nil })
        #expect(try Self.rows(archive.database) == Self.rows(archive.replayed()), "seed \(seed)")
    }

    @Test func `objects that the same things protect share one row, so that a reader is judged once for them`() throws {
        let database = try Database(path: ":memory:")
        try database.migrate([Tilgangslager.migration(number: 1)])
        let lager = Tilgangslager(database)
        let mappe = SystemID(high: 1, low: 1)
        try lager.apply(.nytt(ledd: Tilgangsledd(systemID: mappe, arkivdel: nil, eget: Tilgang(restriksjoner: [.init("UO")]))))
        for number in 2...50 {
            let inner = Tilgangsledd(systemID: SystemID(high: 1, low: UInt64(number)), over: mappe, arkivdel: SystemID(high: 2, low: 2))
            try lager.apply(.nytt(ledd: inner))
        }
        #expect(try lager.alleVern().count == 1)
        #expect(try lager.apply(.vern(objekt: mappe, registrering: nil, tilgang: Tilgang())).count == 50)
        #expect(try lager.tilgang(SystemID(high: 1, low: 50)) == nil)
    }

    @Test func `what stands on an object from before the service took such in protects what lies in it, and what comes to`() throws {
        let database = try Database(path: ":memory:")
        try database.migrate([Tilgangslager.migration(number: 1)])
        let (lager, klasse, mappe) = (Tilgangslager(database), SystemID(high: 1, low: 1), SystemID(high: 1, low: 2))
        var tre = Tilgangstre()
        func inner(_ id: SystemID) -> Tilgangsendring {
            .nytt(ledd: Tilgangsledd(systemID: id, klasse: klasse, arkivdel: SystemID(high: 1, low: 3)))
        }
        let (later, screened) = (SystemID(high: 1, low: 4), Tilgang(restriksjoner: [.init("UO")]))
        for endring in [inner(mappe), .vern(objekt: klasse, registrering: nil, tilgang: screened), inner(later)] {
            try lager.apply(endring)
            tre.apply(endring)
        }
        for id in [mappe, later] { #expect(try lager.tilgang(id) == screened && tre.tilgang(id) == screened) }
    }
}
