import Domain
import DomainTestSupport
import Foundation
import Testing

/// Legal holds: set and lifted with a reason, on what there is.
@Suite struct KassasjonssperreTests {
    private struct Oppslag: Sperreoppslag {
        var sperrer: [SystemID: Kassasjonssperre] = [:]
        func sperre(_ systemID: SystemID) -> Kassasjonssperre? { sperrer[systemID] }
        func harMappe(_ systemID: SystemID) -> Bool { systemID == Kassasjonsproeve.id(1) }
        func harKlasse(_ systemID: SystemID) -> Bool { systemID == Kassasjonsproeve.id(2) }
        /// Somebody cleared for nothing sees nothing of anything.
        func visning(av gjelder: Sperregjenstand, for leser: Leser, _ dag: Dato) -> Visning { leser.serAlt ? .hel : .skjermet }
    }

    private let circumstances = Circumstances(now: Kassasjonsproeve.moment, actor: "arkivar") { Kassasjonsproeve.id(50) }

    private func codes(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch let rejection as Rejection {
            return rejection.faults.map(\.code)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `a hold on what there is, with a reason, is set with person and time`() throws {
        let part = try #require(Partsnoekkel(.partNavn, "  Kari   NORDMANN "))
        #expect(part.verdi == "kari nordmann")
        for gjelder in [Sperregjenstand.mappe(Kassasjonsproeve.id(1)), .klasse(Kassasjonsproeve.id(2)), .part(part)] {
            let decision = try SettSperre(gjelder: gjelder, begrunnelse: "Tilsyn").decide(Oppslag(), circumstances)
            #expect(decision.reply.sattAv == "arkivar")
            #expect(decision.reply.staar)
            #expect(decision.events.count == 1)
        }
    }

    @Test func `what somebody may not see they neither hold nor let go; a class is then not there, and their own hold is theirs to lift`()
        throws
    {
        func asked(by actor: String) -> Circumstances {
            let leser = Leser(identitet: actor, rolle: "arkivar", klarering: [])
            return Circumstances(now: Kassasjonsproeve.moment, actor: actor, leser: leser) { Kassasjonsproeve.id(51) }
        }
        func sett(_ gjelder: Sperregjenstand) -> [String] {
            codes { _ = try SettSperre(gjelder: gjelder, begrunnelse: "Tilsyn").decide(Oppslag(), asked(by: "ola")) }
        }
        #expect(sett(.mappe(Kassasjonsproeve.id(1))) == ["not_cleared"])
        #expect(sett(.mappe(Kassasjonsproeve.id(9))) == ["not_found"])
        #expect(sett(.klasse(Kassasjonsproeve.id(2))) == ["not_found"])
        let part = try #require(Partsnoekkel(.partNavn, "Kari Nordmann"))
        #expect(sett(.part(part)).isEmpty)
        for gjelder in [Sperregjenstand.mappe(Kassasjonsproeve.id(1)), .klasse(Kassasjonsproeve.id(2)), .part(part)] {
            let sperre = try SettSperre(gjelder: gjelder, begrunnelse: "Tilsyn").decide(Oppslag(), circumstances).reply
            let oppslag = Oppslag(sperrer: [sperre.systemID: sperre])
            let opphev = OpphevSperre(sperre: sperre.systemID, begrunnelse: "ferdig")
            #expect(codes { _ = try opphev.decide(oppslag, asked(by: "ola")) } == ["not_cleared"])
            #expect(codes { _ = try opphev.decide(oppslag, asked(by: "arkivar")) }.isEmpty)
        }
    }

    @Test func `what is not there, and what has no reason, is refused with every fault`() {
        let unknown = SettSperre(gjelder: .mappe(Kassasjonsproeve.id(9)), begrunnelse: " \n")
        #expect(Set(codes { _ = try unknown.decide(Oppslag(), circumstances) }) == ["not_found", "missing_member"])
        let long = SettSperre(gjelder: .klasse(Kassasjonsproeve.id(2)), begrunnelse: String(repeating: "x", count: 4_001))
        #expect(codes { _ = try long.decide(Oppslag(), circumstances) } == ["invalid_value"])
        #expect(
            codes { _ = try OpphevSperre(sperre: Kassasjonsproeve.id(9), begrunnelse: "x").decide(Oppslag(), circumstances) } == [
                "not_found"
            ])
    }

    @Test func `a hold is lifted once, and stays as it was lifted`() throws {
        let set = try SettSperre(gjelder: .mappe(Kassasjonsproeve.id(1)), begrunnelse: "Tilsyn").decide(Oppslag(), circumstances).reply
        var oppslag = Oppslag(sperrer: [set.systemID: set])
        #expect(codes { _ = try OpphevSperre(sperre: set.systemID, begrunnelse: "").decide(oppslag, circumstances) } == ["missing_member"])
        let lifted = try OpphevSperre(sperre: set.systemID, begrunnelse: "Ferdig").decide(oppslag, circumstances)
        #expect(lifted.reply.opphevelsesgrunn == "Ferdig")
        #expect(!lifted.reply.staar)
        oppslag.sperrer[set.systemID] = lifted.reply
        let again = try OpphevSperre(sperre: set.systemID, begrunnelse: "En gang til").decide(oppslag, circumstances)
        #expect(again.events.isEmpty)
        #expect(again.reply == lifted.reply)
    }

    @Test func `identifiers are compared without spaces, names word by word`() {
        #expect(Partsnoekkel(.personID, "010170 12345") == Partsnoekkel(.personID, "01017012345"))
        #expect(Partsnoekkel(.partNavn, "Ås Grendelag") == Partsnoekkel(.partNavn, "ås  grendelag"))
        #expect(Partsnoekkel(.partNavn, "Ås Grendelag") != Partsnoekkel(.partNavn, "ÅsGrendelag"))
        #expect(Partsnoekkel(.partNavn, "x") != Partsnoekkel(.partID, "x"))
        #expect(Partsnoekkel(.partID, " \t") == nil)
    }
}
