import Domain
import Testing

struct SammendragTests {
    private func moment(_ text: String) throws -> Tidspunkt { try #require(Tidspunkt(text)) }

    @Test func `a daily letter comes at its time by Norway's clocks, summer and winter`() throws {
        let plan = Sammendragsplan(intervall: .dag, minuttPaaDagen: 7 * 60)
        #expect(plan.forfall(venterSiden: try moment("2026-01-10T04:00:00Z"), sistSendt: nil) == (try moment("2026-01-10T06:00:00Z")))
        #expect(plan.forfall(venterSiden: try moment("2026-01-10T06:00:00Z"), sistSendt: nil) == (try moment("2026-01-11T06:00:00Z")))
        #expect(plan.forfall(venterSiden: try moment("2026-07-10T04:59:59Z"), sistSendt: nil) == (try moment("2026-07-10T05:00:00Z")))
        // In the night the clocks change, what is due after the change follows the new time.
        #expect(plan.forfall(venterSiden: try moment("2026-03-28T20:00:00Z"), sistSendt: nil) == (try moment("2026-03-29T05:00:00Z")))
        #expect(plan.forfall(venterSiden: try moment("2026-10-24T20:00:00Z"), sistSendt: nil) == (try moment("2026-10-25T06:00:00Z")))
    }

    @Test func `a time that summer time skips is an hour later, and one that comes twice is the first`() throws {
        let plan = Sammendragsplan(intervall: .dag, minuttPaaDagen: 2 * 60 + 30)
        #expect(plan.forfall(venterSiden: try moment("2026-03-28T22:00:00Z"), sistSendt: nil) == (try moment("2026-03-29T01:30:00Z")))
        #expect(plan.forfall(venterSiden: try moment("2026-10-24T22:30:00Z"), sistSendt: nil) == (try moment("2026-10-25T00:30:00Z")))
    }

    @Test func `an hourly letter comes at the full hour, one at once after a moment and not too close to the last`() throws {
        let hourly = Sammendragsplan(intervall: .time)
        #expect(hourly.forfall(venterSiden: try moment("2026-01-10T04:10:00Z"), sistSendt: nil) == (try moment("2026-01-10T05:00:00Z")))
        let now = try moment("2026-01-10T04:00:00Z")
        let atOnce = Sammendragsplan(intervall: .straks)
        #expect(atOnce.forfall(venterSiden: now, sistSendt: nil) == (try moment("2026-01-10T04:00:02Z")))
        #expect(atOnce.forfall(venterSiden: now, sistSendt: try moment("2026-01-10T03:59:50Z")) == (try moment("2026-01-10T04:00:50Z")))
    }

    @Test func `a letter is in the reader's written standard, with Norway's clocks`() throws {
        let line = Sammendrag.Linje(tid: try moment("2026-07-01T10:05:00Z"), tekst: "Ny sak – Fasade", sak: "2026/12")
        let bokmaal = Sammendragstekst(
            Sammendrag(maalform: .bokmaal, abonnement: "Mine saker", kommune: "Hamar", linjer: [line], flere: 2))
        let nynorsk = Sammendragstekst(Sammendrag(maalform: .nynorsk, abonnement: "Sakene mine", kommune: "Stange", linjer: [line]))
        #expect(bokmaal.emne == "3 hendelser – Mine saker – Hamar")
        #expect(nynorsk.emne == "1 hending – Sakene mine – Stange")
        #expect(bokmaal.tekst.contains("01.07.2026 12:05  sak 2026/12: Ny sak – Fasade"))
        #expect(bokmaal.tekst.contains("2 til kommer i neste e-post."))
        #expect(nynorsk.tekst.contains("Dette har hendt sidan sist"))
        #expect(nynorsk.html.contains("<html lang=\"nn\">"))
        #expect(!nynorsk.html.contains("til kjem"))
    }

    @Test func `nothing from outside becomes a line of its own, markup or a link`() throws {
        let line = Sammendrag.Linje(
            tid: try moment("2026-07-01T10:05:00Z"), tekst: "a\r\nBcc: x@y\u{2028}<script>\"&\u{202E}b", sak: "1\n2",
            lenke: "javascript:alert(1)")
        let words = Sammendragstekst(
            Sammendrag(maalform: .bokmaal, abonnement: "x\r\nSubject: y", kommune: "Hamar", linjer: [line], avmelding: "https://a b"))
        #expect(!words.emne.contains("\n") && !words.emne.contains("\r"))
        #expect(!words.tekst.contains("\r") && !words.tekst.contains("\nBcc") && !words.tekst.contains("\u{202E}"))
        #expect(words.html.contains("&lt;script&gt;&quot;&amp;b"))
        #expect(!words.html.contains("<script>") && !words.html.contains("javascript:") && !words.html.contains("https://a b"))
    }

    @Test func `a fødselsnummer that somebody wrote is in no e-mail, and other numbers and links are as they were`() throws {
        let link = "https://varsel.example.no/epost/-19085830948-"
        let line = Sammendrag.Linje(
            tid: try moment("2026-07-01T10:05:00Z"), tekst: "Gjelder 19085830948, tlf 12345678901", sak: "2026/12", lenke: link)
        let words = Sammendragstekst(
            Sammendrag(maalform: .bokmaal, abonnement: "Saken til 190858 30948", kommune: "Hamar", linjer: [line], avmelding: link))
        for text in [words.emne, words.tekst, words.html] {
            #expect(!text.replacing(link, with: "").contains("30948") && text.contains("***********"))
        }
        #expect(words.tekst.contains("12345678901") && words.tekst.contains(link) && words.html.contains(link))
    }

    @Test func `every kind of hendelse has words in both standards`() {
        for type in Hendelsestype.allCases {
            let hendelse = Hendelse(id: "1", nummer: 1, type: type, tid: Tidspunkt(milliseconds: 0))
            for maalform in Maalform.allCases { #expect(Hendelsestekst.tekst(hendelse, maalform) != type.rawValue, "\(type)") }
        }
    }
}
