import Domain
import Testing

struct EpostbekreftelseTests {
    @Test func `upper and lower case are the same mailbox, and what stands after a plus is counted with the rest`() {
        #expect(Epostbekreftelse.erSamme("Kari@Example.no", "kari@example.no"))
        #expect(!Epostbekreftelse.erSamme("kari@example.no", "ola@example.no"))
        for same in ["kari@example.no", "KARI@example.NO", "kari+a@example.no", "kari+a+b@example.no"] {
            #expect(Epostbekreftelse.telleadresse(same) == "kari@example.no", "\(same)")
        }
        #expect(Epostbekreftelse.telleadresse("+a@example.no") == "+a@example.no")
    }

    @Test func `a link can be followed for its named number of days`() {
        let sent = Tidspunkt(milliseconds: 1_000)
        #expect(Epostbekreftelse.gyldigTil(sent).milliseconds == 1_000 + 7 * 86_400_000)
        #expect(Epostbekreftelse.teller(fra: Tidspunkt(milliseconds: 86_400_005)).milliseconds == 5)
    }

    @Test func `the question is in the reader's written standard, says how long it stands, and has both links in text and HTML`() {
        for (maalform, word) in [
            (Maalform.bokmaal, "Ingenting sendes før du bekrefter"), (.nynorsk, "Ingenting blir sendt før du stadfestar"),
        ] {
            let text = Bekreftelsestekst(
                maalform, kommune: "Løten", lenke: "https://varsel.example.no/epost/a", avmelding: "https://varsel.example.no/epost/b")
            for part in [text.tekst, text.html] {
                #expect(part.contains(word) && part.contains("7 dag") && part.contains("Løten"))
                #expect(part.contains("https://varsel.example.no/epost/a") && part.contains("https://varsel.example.no/epost/b"))
            }
            #expect(text.emne.hasSuffix("– Løten"))
            #expect(text.html.contains("<html lang=\"\(maalform.rawValue)\">"))
        }
    }

    @Test func `nothing from outside becomes a line of its own, markup or a link`() {
        let text = Bekreftelsestekst(
            .bokmaal, kommune: "<b>a\r\nBcc: x@y</b>", lenke: "javascript:alert(1)", avmelding: "https://a b")
        #expect(!text.emne.contains("\n") && !text.emne.contains("\r") && !text.tekst.contains("\nBcc"))
        #expect(!text.html.contains("<b>") && !text.html.contains("javascript:") && !text.html.contains("https://a b"))
    }
}
