import Domain
import Testing

@Suite struct IdentifikatorTests {
    @Test(arguments: ["19085830948", "190858 30948"])
    func `a fødselsnummer with right check digits is one`(text: String) {
        #expect(Foedselsnummer(text)?.rawValue == "19085830948")
    }

    @Test(arguments: ["12345678901", "19085830949", "1908583094", "190858309481", "1908583094x", ""])
    func `anything else is none`(text: String) { #expect(Foedselsnummer(text) == nil) }

    @Test func `a number whose day does not exist is none, D-nummer and test numbers are numbers`() throws {
        // Built here so that no number of a person stands in the source.
        #expect(number(day: 31, month: 2) == nil)
        #expect(number(day: 1 + 40, month: 5) != nil)
        #expect(number(day: 1, month: 5 + 40) != nil)
        #expect(number(day: 1, month: 5 + 80) != nil)
        #expect(number(day: 1, month: 5 + 90) == nil)
    }

    /// The first valid number of that day in a year of the last century.
    private func number(day: Int, month: Int) -> Foedselsnummer? {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        for individual in 100..<130 {
            for check in 0..<100 {
                if let found = Foedselsnummer("\(two(day))\(two(month))58\(individual)\(two(check))") { return found }
            }
        }
        return nil
    }

    @Test(arguments: [("12/34", "12/34"), ("012/034", "12/34"), ("12/34/0/0", "12/34"), ("12/34/5", "12/34/5"), ("12/34/0/7", "12/34/0/7")])
    func `gårds- og bruksnummer has one written form`(text: String, form: String) {
        #expect(GaardsOgBruksnummer(text)?.description == form)
    }

    @Test(arguments: ["12", "12/", "/34", "0/34", "a/34", "12/34/5/6/7", "12-34", "123456/1"])
    func `what is not gnr-bnr is refused`(text: String) { #expect(GaardsOgBruksnummer(text) == nil) }
}

@Suite struct NorskDatoTests {
    @Test(arguments: [
        ("2026-12-31T22:59:59Z", "2026-12-31"), ("2026-12-31T23:00:00Z", "2027-01-01"),  // winter: one hour
        ("2026-06-30T21:59:59Z", "2026-06-30"), ("2026-06-30T22:00:00Z", "2026-07-01"),  // summer: two hours
        ("2026-03-28T22:59:59Z", "2026-03-28"), ("2026-03-28T23:00:00Z", "2026-03-29"),  // the night before summer time
        ("2026-03-29T22:00:00Z", "2026-03-30"), ("2026-10-24T22:00:00Z", "2026-10-25"),  // summer time's first and last evening
        ("2026-10-25T22:30:00Z", "2026-10-25"), ("2026-10-25T23:00:00Z", "2026-10-26"),
    ])
    func `the day is that of Norway's clocks`(moment: String, day: String) throws {
        #expect(try #require(Tidspunkt(moment)).norskDato.description == day)
    }
}
