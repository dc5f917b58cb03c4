import Domain
import DomainTestSupport
import Testing

@testable import NotificationsService

@Suite struct DeadlineTests {
    private let dager = [7, 3, 1]

    /// Moves to a day, eight in the morning in Norway (summer time), looks, and tells what was reminded of.
    private func look(_ varsling: Varslingsproeve, _ day: String, at time: String = "06:00:00") throws -> [Hendelse] {
        guard let moment = Tidspunkt("\(day)T\(time)Z") else { return [] }
        varsling.now = moment
        let before = varsling.applied.count
        try varsling.give(PaaminnFrister(dagerFoer: dager))
        return varsling.applied.dropFirst(before).compactMap { ($0.event as? FristPaaminnet)?.hendelse }
    }

    @Test func `a letter is reminded of before its date and at it, each once`() throws {
        var register = try Registerproeve()
        let varsling = register.varsling
        let id = try varsling.subscribe(["saksansvarlig": "Kari"])
        let brev = try register.brev(i: try register.sak("Sak", ansvarlig: "Kari"), frist: "2026-06-10")
        var told: [String: [Int?]] = [:]
        for day in 1...14 {
            let date = "2026-06-\(day < 10 ? "0" : "")\(day)"
            for _ in 0..<2 { told[date, default: []] += try look(varsling, date).map(\.dagerIgjen) }
        }
        #expect(told.filter { !$0.value.isEmpty } == ["2026-06-03": [7], "2026-06-07": [3], "2026-06-09": [1], "2026-06-10": [0]])
        let reminders = try varsling.feed(id).filter { $0.type == .fristNaermerSeg || $0.type == .fristForfalt }
        #expect(reminders.map(\.type) == [.fristNaermerSeg, .fristNaermerSeg, .fristNaermerSeg, .fristForfalt])
        #expect(reminders.allSatisfy { $0.registrering == brev && $0.dato == Dato("2026-06-10") })
    }

    @Test func `the day is Norway's: one minute before midnight is still the day before`() throws {
        var register = try Registerproeve()
        _ = try register.brev(i: try register.sak("Sak"), frist: "2026-06-10")
        #expect(try look(register.varsling, "2026-06-02", at: "21:59:00").isEmpty)
        #expect(try look(register.varsling, "2026-06-02", at: "22:00:00").map(\.dagerIgjen) == [7])
    }

    @Test func `it stops when the letter is written off, and starts again when that is undone`() throws {
        var register = try Registerproeve()
        let varsling = register.varsling
        let brev = try register.brev(i: try register.sak("Sak"), frist: "2026-06-10")
        #expect(try look(varsling, "2026-06-03").count == 1)
        let avskrivning = try register.avskriv(brev)
        #expect(try look(varsling, "2026-06-07").isEmpty)
        #expect(try look(varsling, "2026-06-10").isEmpty)
        try register.utfoer(OpphevAvskrivning(journalpost: ReferanseTilRegistrering(systemID: brev), avskrivning: avskrivning))
        #expect(try look(varsling, "2026-06-11").map(\.dagerIgjen) == [-1])
        #expect(try look(varsling, "2026-06-12").isEmpty)
    }

    @Test func `after downtime the last of the reminders that were missed is given, not all`() throws {
        var register = try Registerproeve()
        let sak = try register.sak("Sak")
        for _ in 0..<5 { _ = try register.brev(i: sak, frist: "2026-06-10") }
        #expect(try look(register.varsling, "2026-06-09").map(\.dagerIgjen) == [1, 1, 1, 1, 1])
        #expect(try look(register.varsling, "2026-06-20").map(\.dagerIgjen) == [-10, -10, -10, -10, -10])
        #expect(try look(register.varsling, "2026-06-21").isEmpty)
    }

    @Test func `many that are due make several commits of limited size`() throws {
        var register = try Registerproeve()
        let sak = try register.sak("Sak")
        for _ in 0..<(PaaminnFrister.limitPerCommand + 10) { _ = try register.brev(i: sak, frist: "2026-06-10") }
        #expect(try look(register.varsling, "2026-06-10").count == PaaminnFrister.limitPerCommand)
        #expect(try look(register.varsling, "2026-06-10").count == 10)
        #expect(try look(register.varsling, "2026-06-10").isEmpty)
    }

    @Test func `a letter without a date, and a note that asks for nothing, have no deadline`() throws {
        var register = try Registerproeve()
        let sak = try register.sak("Sak")
        _ = try register.brev(i: sak)
        _ = try register.utfoer(OpprettArkivmelding(Meldinger.notat(i: ReferanseTilMappe(systemID: sak)), id: "1"))
        #expect(try Fristlager(register.varsling.database).antall() == 0)
    }
}
